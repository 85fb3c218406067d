import type { StateDict } from 'lenet5';
import type { Layer, ParameterInfo } from 'lenet5/core';
import { largest } from '../state/numbers.js';
import { kernelOf, type Values } from './kernels.js';

function valuesIn(change: StateDict): Values {
  return (name) => change.get(name)?.data ?? new Float32Array();
}

/** Kernels, rows and coefficients; of a step, biases change by far more. */
function isShown({ role }: ParameterInfo): boolean {
  return role === 'weight' || role === 'coefficient';
}

/** What the changes of a layer's weights are multiplied by so that they are seen: 1, 2 or 5 times a power of ten. */
export function scaleOf({ parameters }: Layer, change: StateDict): number {
  const most = largest(...parameters.filter(isShown).map(({ name }) => valuesIn(change)(name)));
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(1 / most));
  return power * ([5, 2].find((times) => times * power * most <= 1) ?? 1);
}

/** The kernels of a map, one after the other. */
export function kernelChanges(layer: Layer, map: number, change: StateDict): readonly ArrayLike<number>[] {
  if (layer.kind !== 'convolution') return [];
  const values = valuesIn(change);
  return (layer.table[map] ?? []).flatMap((below) => kernelOf(layer, values, map, below) ?? []);
}

/** One number for each map or unit: what the step added to its coefficient, or the most that it added to a weight of it. */
export function unitChanges(layer: Layer, change: StateDict): number[] {
  const weights = layer.parameters.find(isShown);
  const data = valuesIn(change)(weights?.name ?? '');
  const [units = 1] = layer.shape;
  const inputs = data.length / units;
  return Array.from({ length: units }, (_, i) => {
    const row = Array.from(data.subarray(i * inputs, (i + 1) * inputs));
    return row.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  });
}
