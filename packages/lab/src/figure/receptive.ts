import type { Layer } from 'lenet5/core';
import { gridOf, layerNamed, type Unit, windowOf } from '../state/units.js';

/** Units of one map that a unit depends on: rows and columns from `top` and `left` on, which may lie beyond its edge. */
export interface Field {
  readonly layer: string;
  readonly map: number;
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

type Span = Omit<Field, 'layer' | 'map'>;

/** Which maps of the layer below a map reads. */
export function mapsBelow(layer: Layer, map: number): readonly number[] {
  if (layer.kind === 'convolution') return layer.table[map] ?? [];
  if (layer.kind === 'subsampling') return [map];
  return Array.from({ length: gridOf(layer.from).maps }, (_, i) => i);
}

/** The rows and columns below from which a span is computed. */
function spanBelow(layer: Layer, { top, left, height, width }: Span): Span {
  const window = windowOf(layer);
  const below = gridOf(layer.from);
  if (!window) return { top: 0, left: 0, height: below.height, width: below.width };
  const { side, stride, border } = window;
  const across = (units: number) => (units - 1) * stride + side;
  return { top: top * stride - border, left: left * stride - border, height: across(height), width: across(width) };
}

/** The units of a span: the border around a map depends on nothing. */
function within({ top, left, height, width }: Span, name: string): Span {
  const grid = gridOf(name);
  const [y, x] = [Math.max(0, top), Math.max(0, left)];
  return {
    top: y,
    left: x,
    height: Math.min(top + height, grid.height) - y,
    width: Math.min(left + width, grid.width) - x,
  };
}

/** Everything that a unit depends on, layer by layer from the one just below it down to the input. */
export function receptiveField(layers: readonly Layer[], unit: Unit): Field[][] {
  const steps: Field[][] = [];
  let maps = new Set([unit.map]);
  let span: Span = { top: unit.row, left: unit.column, height: 1, width: 1 };
  for (let name = unit.layer; name !== 'input'; ) {
    const layer = layerNamed(layers, name);
    maps = new Set([...maps].flatMap((map) => mapsBelow(layer, map)));
    const read = spanBelow(layer, span);
    span = within(read, layer.from);
    name = layer.from;
    steps.push([...maps].sort((a, b) => a - b).map((map) => ({ ...read, layer: layer.from, map })));
  }
  return steps;
}
