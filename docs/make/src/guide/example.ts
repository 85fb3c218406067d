import { readFileSync } from 'node:fs';
import { createNetwork, type Dataset, type Network, RECIPES, readSafetensors } from 'lenet5';

/** Number of the test digit that the guide follows: a 5 that looks like a 6. */
export const EXAMPLE = 8;

/**
 * Weights of `lenet5 train`, recipe distorted, seed 1, rounded to float16: once the shipped ones, kept since then because
 * what the guide says of single units holds for these alone.
 */
const WEIGHTS = new URL('../../../guide/weights.safetensors', import.meta.url);
/** The same for people, in one line. */
export const WEIGHTS_ARE = 'recipe distorted, seed 1, float16';

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
  return { network, pixels, label: at(test.labels, EXAMPLE), train };
}

/** Where a unit stands: its map, and its place in it. */
export interface Place {
  readonly map: number;
  readonly row: number;
  readonly column: number;
}

/**
 * The units that the walk follows, each in the window of the next. The unit of F6 stands for the pixel of the bitmaps in
 * row 4, column 5, which is ink in a 6 and none in a 5.
 */
export const PIXEL = { row: 17, column: 8 };
export const C1: Place = { map: 2, row: 19, column: 9 };
export const S2: Place = { map: 2, row: 9, column: 4 };
export const C3: Place = { map: 6, row: 8, column: 2 };
export const S4: Place = { map: 6, row: 4, column: 1 };
export const C5 = 5;
export const F6 = 33;

/** Place in the buffer of a layer whose maps are `side` × `side`. */
export function indexOf({ map, row, column }: Place, side: number): number {
  return (map * side + row) * side + column;
}

export function nameOf(layer: string, { map, row, column }: Place): string {
  return `${layer}, map ${map}, row ${row}, column ${column}`;
}

/** The value at a place. @throws RangeError where the values end before it */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`There are ${values.length} values, and none at ${index}.`);
  return value;
}

export function statesOf({ network }: Example, layer: string): ArrayLike<number> {
  return network.unitsNamed(layer).state.data;
}

/** ∂E/∂a of a layer, after `backward`. */
export function deltasOf({ network }: Example, layer: string): ArrayLike<number> {
  return network.unitsNamed(layer).delta?.data ?? [];
}

/** State of one unit: place in the buffer of its layer. */
export function stateOf(example: Example, layer: string, index: number): number {
  return at(statesOf(example, layer), index);
}

/** A parameter by its name in the state dict. */
export function parameterOf({ network }: Example, name: string): Network['parameters'][number] {
  const found = network.parameters.find((parameter) => parameter.name === name);
  if (!found) throw new Error(`No parameter is called "${name}".`);
  return found;
}

/** Value of one weight. */
export function weightOf(example: Example, name: string, index: number): number {
  return at(parameterOf(example, name).value.data, index);
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

/** j of Eq. 9 with which these weights were trained. */
const J = RECIPES.distorted.j;

/** Eq. 9: the loss, and the shares of the ten classes and of the rubbish class, which add up to 1. */
export function competition(distances: readonly number[], label: number): { loss: number; shares: number[] } {
  const terms = [...distances, J].map((y) => Math.exp(-y));
  const sum = total(terms);
  return { loss: at(distances, label) + Math.log(sum), shares: terms.map((term) => term / sum) };
}

/** ∂E/∂y of Eq. 9 for the ten classes. */
export function distanceGradients(distances: readonly number[], label: number): number[] {
  const { shares } = competition(distances, label);
  return shares.slice(0, 10).map((share, i) => (i === label ? 1 : 0) - share);
}

/** Puts ∂E/∂y of Eq. 9 into place and runs the backward pass; gradients are those of this digit alone. */
export function backward(example: Example): void {
  const { network, label } = example;
  for (const { gradient } of network.parameters) gradient.data.fill(0);
  network.outputs.delta?.data.set(distanceGradients(distancesOf(example), label));
  network.backward(1, { into: 'gradient', scale: 1 });
}

/** Makes a forward pass with one weight at another value, reads something off the network, and puts the weight back. */
export function withWeight<T>(example: Example, name: string, index: number, value: number, read: () => T): T {
  const { data } = parameterOf(example, name).value;
  const before = at(data, index);
  data[index] = value;
  example.network.forwardFromInput(1);
  const found = read();
  data[index] = before;
  example.network.forwardFromInput(1);
  return found;
}

/** Eq. 9 with one weight moved by ±ε, forward passes only: the slope of the loss without any backward pass. */
export function measuredSlope(example: Example, name: string, index: number): number {
  const before = weightOf(example, name, index);
  const step = 1 / 256;
  const loss = () => competition(distancesOf(example), example.label).loss;
  const lossAt = (value: number) => withWeight(example, name, index, value, loss);
  return (lossAt(before + step) - lossAt(before - step)) / (2 * step);
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
