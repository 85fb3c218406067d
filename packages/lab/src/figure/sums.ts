import type { Network } from 'lenet5';
import type { ConvolutionLayer, DenseLayer, Floats } from 'lenet5/core';
import { gridOf, indexOf, type Unit, type Window, windowOf } from '../state/units.js';
import { mapsBelow } from './receptive.js';

export function parameter(network: Network, name: string): Floats {
  return network.parameters.find((each) => each.name === name)?.value.data ?? new Float32Array();
}

export function statesOf(network: Network, name: string): Floats {
  return network.unitsNamed(name).state.data;
}

/** Σ weights × states. */
export function dot(weights: Floats, states: ArrayLike<number>): number {
  let sum = 0;
  for (const [i, weight] of weights.entries()) sum += weight * (states[i] ?? 0);
  return sum;
}

/** The states of one map below that a unit reads, row by row. */
export function statesIn(window: Window, states: Floats, below: string, map: number, { row, column }: Unit): number[] {
  const { side, stride, border, borderValue } = window;
  const { width, height, units } = gridOf(below);
  return Array.from({ length: side * side }, (_, i) => {
    const y = row * stride - border + Math.floor(i / side);
    const x = column * stride - border + (i % side);
    const inside = y >= 0 && x >= 0 && y < height && x < width;
    return inside ? (states[map * units + y * width + x] ?? 0) : borderValue;
  });
}

/** What a unit reads, with the weights that it is multiplied by, and where these stand in a parameter. */
export interface Terms {
  readonly states: ArrayLike<number>;
  readonly weights: Floats;
  readonly parameter: string;
  readonly first: number;
}

/** The kernels of a unit of a convolution, one for each map that it reads, and its bias. */
export function kernelTerms(
  network: Network,
  layer: ConvolutionLayer,
  unit: Unit,
): { readonly kernels: readonly (Terms & { readonly map: number })[]; readonly bias: number } {
  const window = windowOf(layer) as Window;
  const { name, from } = layer;
  // One parameter for all maps, or one for each.
  const shared = network.parameters.some((each) => each.name === `${name}.weight`);
  const prefix = shared ? name : `${name}.conv${unit.map}`;
  const own = shared ? unit.map : 0;
  const bias = parameter(network, `${prefix}.bias`)[layer.biases === 'unit' ? indexOf(unit) : own] ?? 0;
  const maps = mapsBelow(layer, unit.map);
  const size = window.side * window.side;
  const weights = parameter(network, `${prefix}.weight`);
  const states = statesOf(network, from);
  const kernels = maps.map((map, i) => {
    const first = (own * maps.length + i) * size;
    return {
      map,
      states: statesIn(window, states, from, map, unit),
      weights: weights.subarray(first, first + size),
      parameter: `${prefix}.weight`,
      first,
    };
  });
  return { kernels, bias };
}

/** The weights of a unit that reads all units below, and its bias. */
export function rowTerms(
  network: Network,
  { name, from, inputs }: DenseLayer,
  unit: Unit,
): Terms & { readonly bias: number } {
  const at = indexOf(unit);
  const weights = parameter(network, `${name}.weight`).subarray(at * inputs, (at + 1) * inputs);
  const states = statesOf(network, from).subarray(0, inputs);
  const bias = parameter(network, `${name}.bias`)[at] ?? 0;
  return { states, weights, parameter: `${name}.weight`, first: at * inputs, bias };
}
