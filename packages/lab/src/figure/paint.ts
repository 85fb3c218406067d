import { BITMAPS, type Network } from 'lenet5';
import { BITMAP_WIDTH } from 'lenet5/core';
import { largest } from '../state/numbers.js';
import { inkPixel, signedPixel, type Theme } from '../state/theme.js';
import { COLUMNS, inkOf } from '../state/units.js';
import { type Layout, mapPlace, type Place } from './layout.js';

/** The range of the scale for the states of units: ±1.7159, where the squashing function ends. */
const FULL = 1.7159;

/** What the maps show. */
export interface Show {
  readonly network: Network;
  readonly theme: Theme;
  readonly values: 'states' | 'deltas';
  /** The class whose bitmap stands below F6; null while there is nothing to read. */
  readonly digit: number | null;
}

/** Fills one rectangle per value: at whole device pixels nothing is blurred, and no picture is scaled. */
function paintMap(
  image: ImageData,
  at: { x: number; y: number; cell: number; columns: number },
  values: Iterable<number>,
  colour: (value: number) => number,
): void {
  const pixels = new Uint32Array(image.data.buffer);
  let index = 0;
  for (const value of values) {
    const left = at.x + (index % at.columns) * at.cell;
    const top = at.y + Math.floor(index / at.columns) * at.cell;
    const pixel = colour(value);
    for (let y = top; y < top + at.cell; y++)
      pixels.fill(pixel, y * image.width + left, y * image.width + left + at.cell);
    index++;
  }
}

function paintLayer(image: ImageData, place: Place, { network, theme, values }: Show): void {
  const { grid, cell } = place;
  const { name, width, height } = grid;
  const size = width * height;
  const maps = grid.columns * grid.rows;
  const { state, delta } = network.unitsNamed(name);
  const deltas = values === 'deltas' ? delta : null;
  const data = (deltas ?? state).data.subarray(0, maps * size);
  const full = deltas ? largest(data) || 1 : FULL;
  const colour =
    name === 'input'
      ? (value: number) => inkPixel(theme, inkOf(value))
      : (value: number) => signedPixel(theme, value, full);
  for (let map = 0; map < maps; map++) {
    const { x, y } = mapPlace(place, map);
    paintMap(image, { x, y, cell, columns: width }, data.subarray(map * size, (map + 1) * size), colour);
  }
}

/** Paints every map of the figure, and the bitmap that F6 is compared with. */
export function paint(context: CanvasRenderingContext2D, layout: Layout, show: Show): void {
  const image = context.createImageData(layout.width, layout.height);
  for (const name of COLUMNS) paintLayer(image, layout.places[name], show);
  const code = show.digit === null ? [] : (BITMAPS[show.digit] ?? []);
  const { x, y, cell } = layout.bitmap;
  paintMap(image, { x, y, cell, columns: BITMAP_WIDTH }, code, (value) => signedPixel(show.theme, value, FULL));
  context.putImageData(image, 0, 0);
}
