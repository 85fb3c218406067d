import type { Network } from 'lenet5';
import type { Floats } from 'lenet5/core';
import { t } from '../../state/language.js';
import { network, weightChange, weightsVersion } from '../../state/model.js';
import { largest, signed } from '../../state/numbers.js';
import { layerNamed } from '../../state/units.js';

/** Parameters by name: the weights, or what the last single step added to them. */
export type Values = (name: string) => Floats;

/** Weights of one kernel, 5×5. */
export const KERNEL = 25;

/** What the panel shows, and the network it belongs to; follows every change. */
export function shownValues(changes: boolean): { net: Network; values: Values } {
  weightsVersion.value;
  const net = network.value;
  const state = (changes && weightChange.value) || net.stateDict();
  return { net, values: (name) => state.get(name)?.data ?? new Float32Array() };
}

/** The largest magnitude, which takes the full colour. */
export function fullOf(...lists: Floats[]): number {
  return largest(...lists) || 1;
}

/** How the legend calls it. */
export function fullText(full: number): string {
  return t('weights.full', { full: full.toPrecision(2) });
}

/** For each map of C3 the maps of S2 that it reads: Table I, or all of them. */
export function tableOf(net: Network): readonly (readonly number[])[] {
  const layer = layerNamed(net.layers, 'C3');
  return layer.kind === 'convolution' ? layer.table : [];
}

/** The kernel between a map of S2 and one of C3, or null where they are not connected. */
export function kernelOf(net: Network, values: Values, map: number, below: number): Floats | null {
  const place = tableOf(net)[map]?.indexOf(below) ?? -1;
  return place < 0 ? null : values(`C3.conv${map}.weight`).subarray(place * KERNEL, (place + 1) * KERNEL);
}

/** The kernel in numbers, row by row. */
export function kernelText(map: number, below: number, kernel: Floats | null): string {
  if (!kernel) return t('weights.none', { map, below });
  const rows = [0, 5, 10, 15, 20].map((start) => {
    const row = Array.from(kernel.subarray(start, start + 5), (weight) => signed(weight, 2));
    return row.join(' ');
  });
  return t('weights.kernel', { map, below, values: rows.join(' / ') });
}
