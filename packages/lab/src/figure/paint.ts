import type { Network } from 'lenet5';
import { BITMAP_WIDTH } from 'lenet5/core';
import { inkOf } from '../state/ink.js';
import { largest } from '../state/numbers.js';
import { inkPixel, signedPixel, type Theme } from '../state/theme.js';
import { type Layout, mapPlace, type Place } from './layout.js';
import { rangeOf } from './range.js';

/** What the maps show. */
export interface Show {
  readonly network: Network;
  readonly theme: Theme;
  readonly values: 'states' | 'deltas';
  /** What the last layer is compared with; none while there is nothing to read. */
  readonly bitmap: readonly number[];
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
  const { name, maps, units, width } = grid;
  const { state, delta } = network.unitsNamed(name);
  const deltas = values === 'deltas' ? delta : null;
  const data = (deltas ?? state).data.subarray(0, maps * units);
  const full = (deltas ? null : rangeOf(network)) ?? (largest(data) || 1);
  const colour =
    name === 'input'
      ? (value: number) => inkPixel(theme, inkOf(network.architecture, value))
      : (value: number) => signedPixel(theme, value, full);
  for (let map = 0; map < maps; map++) {
    const { x, y } = mapPlace(place, map);
    paintMap(image, { x, y, cell, columns: width }, data.subarray(map * units, (map + 1) * units), colour);
  }
}

/** Paints every map of the figure, and the bitmap that the last layer is compared with. */
export function paint(context: CanvasRenderingContext2D, layout: Layout, show: Show): void {
  const image = context.createImageData(layout.width, layout.height);
  for (const place of layout.places) paintLayer(image, place, show);
  if (layout.bitmap) {
    const at = { ...layout.bitmap, columns: BITMAP_WIDTH };
    paintMap(image, at, show.bitmap, (value) => signedPixel(show.theme, value, rangeOf(show.network) ?? 1));
  }
  context.putImageData(image, 0, 0);
}
