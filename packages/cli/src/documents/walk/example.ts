import { readFileSync } from 'node:fs';
import { createNetwork, type Dataset, type Network, RECIPES, readSafetensors } from 'lenet5';

/** Number of the test digit that the guide follows: a 5 that looks like a 6. */
export const EXAMPLE = 8;

/** Weights of `lenet5 train`, recipe distorted, seed 1; what the guide says of single units holds for these alone. */
const WEIGHTS = new URL('../../../../../docs/guide/weights.safetensors', import.meta.url);

/** The digit of the guide inside the network of the guide: plain kernels, every unit kept. */
export interface Example {
  readonly network: Network;
  readonly pixels: Uint8Array;
  readonly label: number;
  /** The training set, for what needs more than one picture. */
  readonly train: Dataset;
}

/** Makes a forward pass of the example and returns it. */
export function makeExample({ train, test }: { readonly train: Dataset; readonly test: Dataset }): Example {
  const network = createNetwork({ backend: 'reference', capacity: 1, fused: false, curvature: true });
  network.loadStateDict(readSafetensors(readFileSync(WEIGHTS)).tensors);
  const pixels = test.images.slice(EXAMPLE * 28 * 28, (EXAMPLE + 1) * 28 * 28);
  network.setPicture(0, pixels, 0, 28);
  network.forward(1, 28);
  return { network, pixels, label: test.labels[EXAMPLE] as number, train };
}

/** j of Eq. 9 with which these weights were trained. */
const J = RECIPES.distorted.j;

/** State of one unit: place in the buffer of its layer. */
export function stateOf({ network }: Example, layer: string, index: number): number {
  return network.unitsNamed(layer).state.data[index] as number;
}

/** A parameter by its name in the state dict. */
export function parameterOf({ network }: Example, name: string): Network['parameters'][number] {
  const found = network.parameters.find((parameter) => parameter.name === name);
  if (!found) throw new Error(`No parameter is called "${name}".`);
  return found;
}

/** Value of one weight. */
export function weightOf(example: Example, name: string, index: number): number {
  return parameterOf(example, name).value.data[index] as number;
}

/** The squashing function once more, with the engine's own tanh: the walk computes everything by itself. */
export function f(a: number): number {
  return 1.7159 * Math.tanh((2 / 3) * a);
}

/** Its slope, from its value. */
export function slopeAt(x: number): number {
  return ((2 / 3) * (1.7159 - x) * (1.7159 + x)) / 1.7159;
}

/** The ten distances. */
export function distancesOf({ network }: Example): number[] {
  return [...network.outputs.state.data.subarray(0, 10)];
}

/** Eq. 9: the loss, and the shares of the ten classes and of the rubbish class, which add up to 1. */
export function competition(distances: readonly number[], label: number): { loss: number; shares: number[] } {
  const terms = [...distances, J].map((y) => Math.exp(-y));
  const sum = terms.reduce((total, term) => total + term, 0);
  return { loss: (distances[label] as number) + Math.log(sum), shares: terms.map((term) => term / sum) };
}

/** Puts ∂E/∂y of Eq. 9 into place and runs the backward pass; gradients are those of this digit alone. */
export function backward(example: Example): void {
  const { network, label } = example;
  const { shares } = competition(distancesOf(example), label);
  for (const { gradient } of network.parameters) gradient.data.fill(0);
  const derivatives = shares.slice(0, 10).map((share, i) => (i === label ? 1 : 0) - share);
  network.outputs.delta?.data.set(derivatives);
  network.backward(1, { into: 'gradient', scale: 1 });
}

/** Eq. 9 with one weight moved by ±ε, forward passes only: the slope of the loss without any backward pass. */
export function measuredSlope(example: Example, name: string, index: number): number {
  const { network, label } = example;
  const { data } = parameterOf(example, name).value;
  const before = data[index] as number;
  const step = 1 / 256;
  const lossAt = (value: number) => {
    data[index] = value;
    network.forwardFromInput(1);
    return competition(distancesOf(example), label).loss;
  };
  const slope = (lossAt(before + step) - lossAt(before - step)) / (2 * step);
  lossAt(before);
  return slope;
}
