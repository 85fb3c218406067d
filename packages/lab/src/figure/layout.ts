import type { Grid, Unit } from '../state/units.js';

/** A rectangle in device pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The maps of a layer in rows and columns. */
interface Block {
  readonly grid: Grid;
  /** Maps side by side, and one below the other. */
  readonly columns: number;
  readonly rows: number;
  /** Side of one unit. */
  readonly cell: number;
  /** Between two maps. */
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

/** Where a layer stands: everything in whole device pixels, so that no pixel of a map is blurred. */
export interface Place extends Block, Rectangle {}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Device pixels of one CSS pixel. */
  readonly ratio: number;
  /** Where the hairlines run. */
  readonly middle: number;
  /** From left to right. */
  readonly places: readonly Place[];
  /** The bitmap that the last layer is compared with, below it; null where it is compared with none. */
  readonly bitmap: (Rectangle & { readonly cell: number }) | null;
}

/** The space for the figure, in CSS pixels; it takes more where even the smallest scale needs more. */
export interface Space {
  readonly width: number;
  readonly height: number;
  /** Device pixels of one CSS pixel. */
  readonly ratio: number;
  /** Font size of the page. */
  readonly rem: number;
}

/** Between two maps of a layer, and the least space between two layers, in CSS pixels. */
const MAP_GAP = 5;
/** Room for the caption between the last layer and its bitmap, in font sizes of the page. */
const CAPTION = 2.6;
const LEAST_GAP = 22;
/** Sides of a unit of the maps, in CSS pixels. Networks wider than LeNet-5 may go below the smallest. */
const LARGEST_SCALE = 12;
const SMALLEST_SCALE = 2.5;
/** Height of a layer in units, with so much between two maps: that gives C1 2×3 maps, S2 1×6, C3 and S4 2×8. */
const TALLEST = 92;
const MAP_GAP_UNITS = 1.25;
/** What needs more than this at the smallest scale, in CSS pixels, becomes smaller and taller; less scrolls where it must. */
const WIDEST = 720;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Units of a layer without maps are larger than those of maps: it has few. */
function enlargement({ block, units }: Grid): number {
  if (!block) return 1;
  return units > 100 ? 2.5 : 3.5;
}

/** @param tallest in units of the maps */
function blockOf(grid: Grid, scale: number, tallest: number, ratio: number): Block {
  const cell = Math.max(1, Math.round(scale * enlargement(grid)));
  const gap = Math.max(Math.round(Math.min(MAP_GAP * ratio, 2 * scale)), grid.border * cell);
  const apart = tallest > TALLEST ? gap / cell : Math.max(MAP_GAP_UNITS, grid.border);
  const most = Math.max(1, Math.floor((tallest + apart) / (grid.height + apart)));
  const columns = Math.ceil(grid.maps / most);
  const rows = Math.ceil(grid.maps / columns);
  const span = (maps: number, units: number) => maps * units * cell + (maps - 1) * gap;
  return { grid, columns, rows, cell, gap, width: span(columns, grid.width), height: span(rows, grid.height) };
}

/** Room around all of it, for what receptive fields show beyond the edge of a map. */
function marginOf(blocks: readonly Block[]): number {
  return Math.max(...blocks.map(({ grid, cell }) => grid.border * cell));
}

/** Device pixels that the blocks take. */
function needed(blocks: readonly Block[], ratio: number): { width: number; height: number } {
  const margin = 2 * marginOf(blocks);
  return {
    width: sum(blocks.map(({ width }) => width)) + Math.round(LEAST_GAP * ratio) * (blocks.length - 1) + margin,
    height: Math.max(...blocks.map(({ height }) => height)) + margin,
  };
}

/** The blocks at the largest scale from `largest` to `smallest` at which they fit; null where they fit at none. */
function fitted(
  grids: readonly Grid[],
  space: Space,
  { smallest, tallest }: { smallest: number; tallest: number },
): Block[] | null {
  const { width, height, ratio } = space;
  for (let scale = Math.floor(LARGEST_SCALE * ratio); scale >= smallest; scale--) {
    const blocks = grids.map((grid) => blockOf(grid, scale, Math.min(tallest, (height * ratio) / scale), ratio));
    const need = needed(blocks, ratio);
    if (need.width <= width * ratio && need.height <= height * ratio) return blocks;
  }
  return null;
}

function chosen(grids: readonly Grid[], space: Space): Block[] {
  const { width, ratio } = space;
  const smallest = Math.ceil(SMALLEST_SCALE * ratio);
  const usual = fitted(grids, space, { smallest, tallest: TALLEST });
  if (usual) return usual;
  const scrolled = grids.map((grid) => blockOf(grid, smallest, TALLEST, ratio));
  const most = Math.max(width, WIDEST);
  if (needed(scrolled, ratio).width <= most * ratio) return scrolled;
  const taller = fitted(grids, { ...space, width: most }, { smallest: 1, tallest: Number.POSITIVE_INFINITY });
  return taller ?? grids.map((grid) => blockOf(grid, 1, space.height * ratio, ratio));
}

/**
 * Lays the network out from left to right at one scale: the largest at which it fits.
 * @param compared whether a bitmap stands below the last layer
 */
export function layOut(grids: readonly Grid[], compared: boolean, space: Space): Layout {
  const { ratio } = space;
  const blocks = chosen(grids, space);
  const margin = marginOf(blocks);
  const need = needed(blocks, ratio);
  const spare = Math.max(0, Math.floor(space.width * ratio) - need.width);
  const gap = Math.round(LEAST_GAP * ratio) + Math.floor(spare / (blocks.length - 1));
  let x = margin - gap;
  const places = blocks.map((block): Place => {
    const left = x + gap;
    x = left + block.width;
    return { ...block, x: left, y: Math.round((need.height - block.height) / 2) };
  });
  const layout = {
    places,
    bitmap: null,
    width: x + margin,
    height: need.height,
    ratio,
    middle: Math.round(need.height / 2),
  };
  return compared ? withBitmap(layout, Math.round(CAPTION * space.rem * ratio)) : layout;
}

/** The last layer moves up, so that the bitmap finds its place below. */
function withBitmap(layout: Layout, apart: number): Layout {
  const last = layout.places.at(-1) as Place;
  const { x, width, height, cell } = last;
  const top = Math.max(0, Math.round((layout.height - 2 * height - apart) / 2));
  const bitmap = { x, y: top + height + apart, width, height, cell };
  return {
    ...layout,
    height: Math.max(layout.height, bitmap.y + height),
    places: [...layout.places.slice(0, -1), { ...last, y: top }],
    bitmap,
  };
}

/** Where the layer of that name stands; undefined for the output, which is not among the maps. */
export function placeOf({ places }: Layout, name: string): Place | undefined {
  return places.find(({ grid }) => grid.name === name);
}

/** A rectangle of the figure in CSS pixels. */
export function cssPlace({ ratio }: Layout, { x, y, width, height }: Rectangle) {
  const css = (pixels: number) => `${pixels / ratio}px`;
  return { left: css(x), top: css(y), width: css(width), height: css(height) };
}

/** Where one map of a layer stands. */
export function mapPlace({ grid, columns, cell, gap, x, y }: Place, map: number): Rectangle {
  const width = grid.width * cell;
  const height = grid.height * cell;
  return { x: x + (map % columns) * (width + gap), y: y + Math.floor(map / columns) * (height + gap), width, height };
}

/** Whether a layer has that unit: the last row of a block and the last maps of a layer may be missing. */
function exists({ maps, width, units }: Grid, { map, row, column }: Unit): boolean {
  return map < maps && row * width + column < units;
}

/** The unit at a point, or null between the maps. */
export function unitAt({ places }: Layout, x: number, y: number): Unit | null {
  for (const place of places) {
    const { grid, cell } = place;
    for (let map = 0; map < grid.maps; map++) {
      const { x: left, y: top, width, height } = mapPlace(place, map);
      if (x < left || y < top || x >= left + width || y >= top + height) continue;
      const unit = { layer: grid.name, map, row: Math.floor((y - top) / cell), column: Math.floor((x - left) / cell) };
      return exists(grid, unit) ? unit : null;
    }
  }
  return null;
}

/** The unit one step away, across the edges of maps; the same one at the end of the block. */
export function neighbour({ grid, columns, rows }: Place, unit: Unit, dx: number, dy: number): Unit {
  const { name: layer, width, height } = grid;
  const x = (unit.map % columns) * width + unit.column + dx;
  const y = Math.floor(unit.map / columns) * height + unit.row + dy;
  if (x < 0 || y < 0 || x >= columns * width || y >= rows * height) return unit;
  const map = Math.floor(y / height) * columns + Math.floor(x / width);
  const next = { layer, map, row: y % height, column: x % width };
  return exists(grid, next) ? next : unit;
}
