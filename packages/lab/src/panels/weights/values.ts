import type { Network } from 'lenet5';
import type { ConvolutionLayer, Floats } from 'lenet5/core';
import type { Values } from '../../figure/kernels.js';
import { network, weightChange, weightsVersion } from '../../state/model.js';
import { largest, signed } from '../../state/numbers.js';
import { say } from './texts.js';

/** What the panel shows, and the network it belongs to; follows every change. */
export function shownValues(changes: boolean): { net: Network; values: Values } {
  weightsVersion.value;
  const net = network.value;
  const change = changes ? weightChange.value : null;
  // Not a copy of all of them: they are painted at once.
  const own = (name: string) => net.parameters.find((each) => each.name === name)?.value;
  return { net, values: (name) => (change ? change.get(name) : own(name))?.data ?? new Float32Array() };
}

/** The largest magnitude, which takes the full colour. */
export function fullOf(...lists: Floats[]): number {
  return largest(...lists) || 1;
}

/** How the legend calls it. */
export function fullText(full: number): string {
  return say('weights.full', { full: full.toPrecision(2) });
}

/** The kernel in numbers, row by row. */
export function kernelText(layer: ConvolutionLayer, map: number, below: number, kernel: Floats | null): string {
  const names = { layer: layer.name, from: layer.from, map, below };
  if (!kernel) return say('weights.none', names);
  const rows = [0, 5, 10, 15, 20].map((start) => {
    const row = Array.from(kernel.subarray(start, start + 5), (weight) => signed(weight, 2));
    return row.join(' ');
  });
  return say('weights.kernel', { ...names, values: rows.join(' / ') });
}
