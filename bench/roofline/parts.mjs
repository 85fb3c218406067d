// The parts of a training step of the paper's network, one kernel and one direction each: what they compute and touch.
import { ARCHITECTURES, createNetwork } from 'lenet5';
import { pretrained } from 'lenet5/weights';
import { usefulWork } from '../run/counts.mjs';

/**
 * @typedef {object} Part
 * @property {string} name 'C1 forward', …
 * @property {number} multiplyAdds useful ones; 0 for pooling, squashing and the like
 * @property {number} bytes what has to be read and written at least once, float32: states, deltas, weights
 * @property {(count: number) => number} repeat runs it so often, returns milliseconds
 */

const BYTES = 4;

/** Kernel calls of each layer, in the order of the network's list. */
const CALLS = ['C1', 'S2', 'S2', 'C3', 'S4', 'S4', 'C5', 'F6', 'Output'];

function numbersOf(network, { name, from }) {
  const unitsOf = (layer) => network.unitsNamed(layer).state.data.length;
  const weights = network.parameters.filter(({ layer }) => layer === name);
  return {
    below: unitsOf(from),
    above: unitsOf(name),
    weights: weights.reduce((sum, { value }) => sum + value.data.length, 0),
  };
}

/** Forward reads weights and what is below, and writes what is above; backward reads and writes the weights too. */
function bytesOf({ below, above, weights }, backward, hasDelta) {
  if (!backward) return BYTES * (weights + below + above);
  return BYTES * (2 * weights + above + below + (hasDelta ? below : 0));
}

/** The paper's network with shipped weights, after one pass in both directions; steps of no size from then on. */
function preparedNetwork(squash) {
  const architecture = { ...ARCHITECTURES.paper, squash: { ...ARCHITECTURES.paper.squash, ...squash } };
  const network = createNetwork({ architecture, capacity: 1, fused: false });
  network.loadStateDict(pretrained().stateDict());
  network.unitsNamed('input').state.data.forEach((_, i, data) => {
    data[i] = (i % 7) / 7 - 0.1;
  });
  network.forwardFromInput(1);
  network.outputs.delta?.data.fill(0.1);
  network.backward(1, STILL);
  return network;
}

const STILL = { into: 'value', scale: -1e-30 };

function timed(network, name, run) {
  const kernels = network.program.filter((_, i) => CALLS[i] === name);
  return (/** @type {number} */ count) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) for (const kernel of kernels) run(kernel);
    return performance.now() - start;
  };
}

const forwards = (kernel) => kernel.forward(1);
const backwards = (kernel) => kernel.backward(1, STILL);

/** @returns {Part[]} every layer forward and backward, and what C1 and C3 take without their squashing function */
export function partsOfStep() {
  const network = preparedNetwork({});
  const plain = preparedNetwork({ C1: 'none', C3: 'none' });
  const work = new Map(usefulWork(network.layers).layers.map((layer) => [layer.name, layer]));
  const parts = network.layers.flatMap((layer) => {
    const { name, from } = layer;
    const { forward, step } = work.get(name);
    const numbers = numbersOf(network, layer);
    const there = { name: `${name} forward`, multiplyAdds: forward, bytes: bytesOf(numbers, false, true) };
    const back = {
      name: `${name} backward`,
      multiplyAdds: step - forward,
      bytes: bytesOf(numbers, true, from !== 'input'),
    };
    return [
      { ...there, repeat: timed(network, name, forwards) },
      { ...back, repeat: timed(network, name, backwards) },
    ];
  });
  const without = ['C1', 'C3'].map((name) => {
    const part = parts.find((each) => each.name === `${name} forward`);
    return { ...part, name: `${name} forward, no squashing`, repeat: timed(plain, name, forwards) };
  });
  return [...parts, ...without];
}
