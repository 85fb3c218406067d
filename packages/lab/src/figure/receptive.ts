import type { Layer } from 'lenet5/core';
import { type Column, columnBelow, gridOf, layerNamed, type Unit } from '../state/units.js';

/** Units of one map that a unit depends on: rows and columns from `top` and `left` on. */
export interface Field {
  readonly layer: Column;
  readonly map: number;
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

type Span = Omit<Field, 'layer' | 'map'>;

/** Which maps of the layer below a map reads. */
export function mapsBelow(layers: readonly Layer[], name: Column, map: number): readonly number[] {
  const layer = layerNamed(layers, name);
  if (layer.kind === 'convolution') return layer.table[map] ?? [];
  if (layer.kind === 'subsampling') return [map];
  const { columns, rows } = gridOf(columnBelow(name));
  return Array.from({ length: columns * rows }, (_, i) => i);
}

/** The rows and columns below from which a span is computed. */
function spanBelow(layers: readonly Layer[], name: Column, { top, left, height, width }: Span): Span {
  const { kind } = layerNamed(layers, name);
  if (kind === 'convolution') return { top, left, height: height + 4, width: width + 4 };
  if (kind === 'subsampling') return { top: 2 * top, left: 2 * left, height: 2 * height, width: 2 * width };
  const below = gridOf(columnBelow(name));
  return { top: 0, left: 0, width: below.width, height: below.height };
}

/** Everything that a unit depends on, layer by layer from the one just below it down to the input. */
export function receptiveField(layers: readonly Layer[], unit: Unit): Field[][] {
  const steps: Field[][] = [];
  let maps = new Set([unit.map]);
  let span: Span = { top: unit.row, left: unit.column, height: 1, width: 1 };
  for (let name = unit.layer; name !== 'input'; name = columnBelow(name)) {
    const layer = columnBelow(name);
    maps = new Set([...maps].flatMap((map) => mapsBelow(layers, name, map)));
    span = spanBelow(layers, name, span);
    const step = [...maps].sort((a, b) => a - b).map((map) => ({ layer, map, ...span }));
    steps.push(step);
  }
  return steps;
}
