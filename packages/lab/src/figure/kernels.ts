import type { ConvolutionLayer, Floats } from 'lenet5/core';

/** Parameters by name: the weights, or what a step added to them. */
export type Values = (name: string) => Floats;

/** Weights of one kernel, 5×5. */
export const KERNEL_SIDE = 5;
const KERNEL = KERNEL_SIDE * KERNEL_SIDE;

/** Names of the weights of a layer: one for all maps, or one for each. */
export function weightNames({ parameters }: Pick<ConvolutionLayer, 'parameters'>): readonly string[] {
  return parameters.filter(({ role }) => role === 'weight').map(({ name }) => name);
}

/** The kernel between a map of the layer below and one of the layer, or null where they are not connected. */
export function kernelOf(layer: ConvolutionLayer, values: Values, map: number, below: number): Floats | null {
  const read = layer.table[map] ?? [];
  const place = read.indexOf(below);
  if (place < 0) return null;
  const names = weightNames(layer);
  const first = names.length === 1 ? map * read.length : 0;
  return values(names[map] ?? names[0] ?? '').subarray((first + place) * KERNEL, (first + place + 1) * KERNEL);
}
