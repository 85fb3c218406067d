import { type Column, GRIDS, type Grid, type Unit } from '../state/units.js';

/** A rectangle in device pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a layer stands: everything in whole device pixels, so that no pixel of a map is blurred. */
export interface Place extends Rectangle {
  readonly grid: Grid;
  /** Side of one unit. */
  readonly cell: number;
  /** Between two maps. */
  readonly gap: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Device pixels of one CSS pixel. */
  readonly ratio: number;
  /** Where the hairlines run. */
  readonly middle: number;
  readonly places: Readonly<Record<Column, Place>>;
  /** The bitmap that F6 is compared with, below it. */
  readonly bitmap: Rectangle & { readonly cell: number };
}

/** Sides of one unit of C5 and F6, in units of the maps. */
const CELLS: Partial<Record<Column, number>> = { C5: 2.5, F6: 3.5 };
/** Between two maps of a layer, and the least space between two layers, in CSS pixels. */
const MAP_GAP = 5;
const LEAST_GAP = 22;
const LARGEST_SCALE = 12;

function sized(grid: Grid, scale: number, ratio: number): Omit<Place, 'x' | 'y'> {
  const cell = Math.max(1, Math.round(scale * (CELLS[grid.name] ?? 1)));
  const gap = Math.round(MAP_GAP * ratio);
  const span = (maps: number, units: number) => maps * units * cell + (maps - 1) * gap;
  return { grid, cell, gap, width: span(grid.columns, grid.width), height: span(grid.rows, grid.height) };
}

function blocks(scale: number, ratio: number) {
  return GRIDS.map((grid) => sized(grid, scale, ratio));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Lays the network out from left to right at one scale: the largest at which it fits.
 * @param width space in CSS pixels; the figure is wider where even the smallest scale needs more
 * @param tallest most CSS pixels of height
 * @param ratio device pixels of one CSS pixel
 */
export function layOut(width: number, tallest: number, ratio: number): Layout {
  const leastGap = Math.round(LEAST_GAP * ratio);
  const needed = (scale: number) =>
    sum(blocks(scale, ratio).map((block) => block.width)) + leastGap * (GRIDS.length - 1);
  const taken = (scale: number) => Math.max(...blocks(scale, ratio).map((block) => block.height));
  let scale = Math.ceil(2.5 * ratio);
  const fits = (next: number) => needed(next) <= width * ratio && taken(next) <= tallest * ratio;
  while (scale < LARGEST_SCALE * ratio && fits(scale + 1)) scale++;
  return arrange(blocks(scale, ratio), Math.max(Math.floor(width * ratio), needed(scale)), leastGap, ratio);
}

function arrange(made: readonly Omit<Place, 'x' | 'y'>[], width: number, leastGap: number, ratio: number): Layout {
  const height = Math.max(...made.map((block) => block.height));
  const gap = Math.max(leastGap, Math.floor((width - sum(made.map((block) => block.width))) / (made.length - 1)));
  let x = -gap;
  const placed = made.map((block): [Column, Place] => {
    const left = x + gap;
    x = left + block.width;
    return [block.grid.name, { ...block, x: left, y: Math.round((height - block.height) / 2) }];
  });
  const places = Object.fromEntries(placed) as Record<Column, Place>;
  const f6 = places.F6;
  const apart = Math.round(f6.cell * 1.5);
  const top = Math.max(0, Math.round((height - 2 * f6.height - apart) / 2));
  const bitmap = { x: f6.x, y: top + f6.height + apart, width: f6.width, height: f6.height, cell: f6.cell };
  return {
    width: x,
    height: Math.max(height, bitmap.y + bitmap.height),
    ratio,
    middle: Math.round(height / 2),
    places: { ...places, F6: { ...f6, y: top } },
    bitmap,
  };
}

/** A rectangle of the figure in CSS pixels. */
export function cssPlace({ ratio }: Layout, { x, y, width, height }: Rectangle) {
  const css = (pixels: number) => `${pixels / ratio}px`;
  return { left: css(x), top: css(y), width: css(width), height: css(height) };
}

/** Where one map of a layer stands. */
export function mapPlace(place: Place, map: number): Rectangle {
  const { grid, cell, gap, x, y } = place;
  const width = grid.width * cell;
  const height = grid.height * cell;
  const column = map % grid.columns;
  const row = Math.floor(map / grid.columns);
  return { x: x + column * (width + gap), y: y + row * (height + gap), width, height };
}

/** The unit at a point, or null between the maps. */
export function unitAt({ places }: Layout, x: number, y: number): Unit | null {
  for (const place of Object.values(places)) {
    const { grid, cell } = place;
    for (let map = 0; map < grid.columns * grid.rows; map++) {
      const { x: left, y: top, width, height } = mapPlace(place, map);
      if (x < left || y < top || x >= left + width || y >= top + height) continue;
      return { layer: grid.name, map, row: Math.floor((y - top) / cell), column: Math.floor((x - left) / cell) };
    }
  }
  return null;
}
