import type { Layer } from 'lenet5';
import { COLUMNS, type Column, gridOf, layerNamed, type Unit } from '../state/units.js';

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
export function mapsBelow(layer: Layer, map: number): readonly number[] {
  if (layer.kind === 'convolution') return layer.table[map] ?? [];
  if (layer.kind === 'subsampling') return [map];
  const below = COLUMNS[COLUMNS.indexOf(layer.name as Column) - 1] as Column;
  return Array.from({ length: gridOf(below).columns * gridOf(below).rows }, (_, i) => i);
}

/** The rows and columns below from which a span is computed. */
function spanBelow(layer: Layer, span: Span): Span {
  if (layer.kind === 'convolution') return { ...span, height: span.height + 4, width: span.width + 4 };
  if (layer.kind === 'subsampling') {
    return { top: 2 * span.top, left: 2 * span.left, height: 2 * span.height, width: 2 * span.width };
  }
  const { width, height } = gridOf(COLUMNS[COLUMNS.indexOf(layer.name as Column) - 1] as Column);
  return { top: 0, left: 0, width, height };
}

/** Everything that a unit depends on, layer by layer from the one just below it down to the input. */
export function receptiveField(layers: readonly Layer[], unit: Unit): Field[][] {
  const steps: Field[][] = [];
  let maps = new Set([unit.map]);
  let span: Span = { top: unit.row, left: unit.column, height: 1, width: 1 };
  for (let at = COLUMNS.indexOf(unit.layer); at > 0; at--) {
    const layer = layerNamed(layers, COLUMNS[at] as Column);
    const below = COLUMNS[at - 1] as Column;
    maps = new Set([...maps].flatMap((map) => mapsBelow(layer, map)));
    span = spanBelow(layer, span);
    steps.push([...maps].sort((a, b) => a - b).map((map) => ({ layer: below, map, ...span })));
  }
  return steps;
}
