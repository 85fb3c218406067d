import { signal } from '@preact/signals';
import type { Layer } from 'lenet5/core';

/** The columns of the figure, from left to right: the units that are drawn as maps. */
export const COLUMNS = ['input', 'C1', 'S2', 'C3', 'S4', 'C5', 'F6'] as const;
export type Column = (typeof COLUMNS)[number];

/** How the units of a layer are laid out: maps in a grid, each `width`×`height` units. */
export interface Grid {
  readonly name: Column;
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
}

/** Tall blocks, so that the whole network fits a laptop at one scale; C5 as 10×12, F6 as the bitmaps' 7×12. */
export const GRIDS: readonly Grid[] = [
  { name: 'input', columns: 1, rows: 1, width: 32, height: 32 },
  { name: 'C1', columns: 2, rows: 3, width: 28, height: 28 },
  { name: 'S2', columns: 1, rows: 6, width: 14, height: 14 },
  { name: 'C3', columns: 2, rows: 8, width: 10, height: 10 },
  { name: 'S4', columns: 2, rows: 8, width: 5, height: 5 },
  { name: 'C5', columns: 1, rows: 1, width: 10, height: 12 },
  { name: 'F6', columns: 1, rows: 1, width: 7, height: 12 },
];

/** A unit of the figure. For C5, F6 and the output, `map` is 0 and row and column are those of the block. */
export interface Unit {
  readonly layer: Column;
  readonly map: number;
  readonly row: number;
  readonly column: number;
}

/** The unit under the pointer or the keyboard's focus. */
export const pointed = signal<Unit | null>(null);

export function gridOf(name: Column): Grid {
  return GRIDS.find((grid) => grid.name === name) as Grid;
}

/** The column to the left. */
export function columnBelow(name: Column): Column {
  return COLUMNS[COLUMNS.indexOf(name) - 1] ?? 'input';
}

/** Place of a unit in the layer's states. */
export function indexOf({ layer, map, row, column }: Unit): number {
  const { width, height } = gridOf(layer);
  return (map * height + row) * width + column;
}

/** The layer of the network that a column shows. */
export function layerNamed(layers: readonly Layer[], name: Column): Layer {
  return layers.find((layer) => layer.name === name) as Layer;
}

/** The unit one step away, across the edges of maps; the same one at the end of the block. */
export function neighbour(unit: Unit, dx: number, dy: number): Unit {
  const { columns, rows, width, height } = gridOf(unit.layer);
  const x = (unit.map % columns) * width + unit.column + dx;
  const y = Math.floor(unit.map / columns) * height + unit.row + dy;
  if (x < 0 || y < 0 || x >= columns * width || y >= rows * height) return unit;
  const map = Math.floor(y / height) * columns + Math.floor(x / width);
  return { layer: unit.layer, map, row: y % height, column: x % width };
}

/** How much ink an input unit stands for: −0.1 is paper, 0; 1.175 is ink, 1 (paper p. 7). */
export function inkOf(input: number): number {
  return (input + 0.1) / 1.275;
}
