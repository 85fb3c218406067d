// The parts of a training step of the paper's network, one kernel and one direction each: what they compute and touch.
import { ARCHITECTURES, createNetwork } from 'lenet5';
import { layersOf } from 'lenet5/core';
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

/**
 * The paper's network, after one pass in both directions; steps of no size from then on. Its weights are the shipped ones,
 * or 0 where those do not fit.
 */
function preparedNetwork(squash, c3 = ARCHITECTURES.paper.c3) {
  const architecture = { ...ARCHITECTURES.paper, c3, squash: { ...ARCHITECTURES.paper.squash, ...squash } };
  const network = createNetwork({ architecture, capacity: 1, fused: false });
  if (c3 === ARCHITECTURES.paper.c3) network.loadStateDict(pretrained().stateDict());
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

/** @returns {Part[]} every layer forward and backward, and what C1 and C3 take with nothing but their multiply-adds */
export function partsOfStep() {
  const network = preparedNetwork({});
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
  return [...parts, ...plainConvolutions(parts)];
}

/** C1 and C3 without squashing function, and C3 with all its pairs of maps sharing all inputs. */
function plainConvolutions(parts) {
  const none = { C1: 'none', C3: 'none' };
  const plain = preparedNetwork(none);
  const full = preparedNetwork(none, 'full');
  const rows = ['C1', 'C3'].map((name) => {
    const part = parts.find((each) => each.name === `${name} forward`);
    return { ...part, name: `${name} forward, no squashing`, repeat: timed(plain, name, forwards) };
  });
  const c3 = full.layers.find(({ name }) => name === 'C3');
  // Counted with its squashing function: without, pooling would be credited for three quarters of the products.
  const counted = usefulWork(layersOf({ ...ARCHITECTURES.paper, c3: 'full' })).layers;
  const multiplyAdds = counted.find(({ name }) => name === 'C3').forward;
  const bytes = bytesOf(numbersOf(full, c3), false, true);
  const name = 'C3 full, no squashing';
  return [...rows, { name, multiplyAdds, bytes, repeat: timed(full, 'C3', forwards) }];
}
