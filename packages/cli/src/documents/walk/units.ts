import type { Example } from './example.js';

/** Where a unit stands: its map, and its place in it. */
export interface Place {
  readonly map: number;
  readonly row: number;
  readonly column: number;
}

/**
 * The units that the walk follows, each in the window of the next. The unit of F6 stands for the pixel of the bitmaps in
 * row 4, column 5, which is ink in a 6 and none in a 5.
 */
export const PIXEL = { row: 17, column: 8 };
export const C1: Place = { map: 2, row: 19, column: 9 };
export const S2: Place = { map: 2, row: 9, column: 4 };
export const C3: Place = { map: 6, row: 8, column: 2 };
export const S4: Place = { map: 6, row: 4, column: 1 };
export const C5 = 5;
export const F6 = 33;

/** Place in the buffer of a layer whose maps are `side` × `side`. */
export function indexOf({ map, row, column }: Place, side: number): number {
  return (map * side + row) * side + column;
}

export function nameOf(layer: string, { map, row, column }: Place): string {
  return `${layer}, map ${map}, row ${row}, column ${column}`;
}

export function statesOf({ network }: Example, layer: string): ArrayLike<number> {
  return network.unitsNamed(layer).state.data;
}

export function deltasOf({ network }: Example, layer: string): ArrayLike<number> {
  return network.unitsNamed(layer).delta?.data ?? [];
}
