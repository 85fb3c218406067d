import type { Layer } from '../network/layers.js';
import type { StateDict } from '../network/network.js';

/** What a layer has learnt, each as one list in the order of the state dict: maps after each other, also those of C3. */
export interface Values {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

export function valuesOf({ parameters }: Layer, state: StateDict): Values {
  const joined = (suffix: string) => {
    const named = parameters.filter(({ name }) => name.endsWith(suffix));
    return Float32Array.from(named.flatMap(({ name }) => [...(state.get(name)?.data ?? [])]));
  };
  return { weight: joined('.weight'), bias: joined('.bias') };
}

/** How many weights each map or unit of a layer has, in the order of `valuesOf`. */
export function weightsPerMap(layer: Layer): readonly number[] {
  if (layer.kind === 'convolution') return layer.table.map((inputs) => 25 * inputs.length);
  if (layer.kind === 'dense') return new Array<number>(layer.units).fill(layer.inputs);
  return layer.kind === 'subsampling' && layer.trained ? new Array<number>(layer.maps).fill(1) : [];
}

/** The largest value, either side of 0. */
export function mostOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Units of a map below. */
export function sideOf(shape: readonly number[]): number {
  return shape[1] ?? 1;
}

/** Whether the largest output is the answer; else it is the smallest. */
export function largestWins(layer: Layer | undefined): boolean {
  return layer?.kind === 'dense';
}
