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
  values: ArrayLike<number>,
  colour: (value: number) => number,
): void {
  const pixels = new Uint32Array(image.data.buffer);
  const { width } = image;
  const { cell, columns } = at;
  for (let first = 0, row = 0; first < values.length; first += columns, row++) {
    const units = Math.min(columns, values.length - first);
    const start = (at.y + row * cell) * width + at.x;
    for (let k = 0; k < units; k++) {
      pixels.fill(colour(values[first + k] ?? 0), start + k * cell, start + (k + 1) * cell);
    }
    for (let y = 1; y < cell; y++) pixels.copyWithin(start + y * width, start, start + units * cell);
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

/** The picture of each layout, painted over: a new one each time is megabytes a second while a run trains. */
const images = new WeakMap<Layout, ImageData>();

/** Paints every map of the figure, and the bitmap that the last layer is compared with. */
export function paint(context: CanvasRenderingContext2D, layout: Layout, show: Show): void {
  const image = images.get(layout) ?? context.createImageData(layout.width, layout.height);
  images.set(layout, image);
  for (const place of layout.places) paintLayer(image, place, show);
  if (layout.bitmap) {
    const at = { ...layout.bitmap, columns: BITMAP_WIDTH };
    paintMap(image, at, show.bitmap, (value) => signedPixel(show.theme, value, rangeOf(show.network) ?? 1));
  }
  context.putImageData(image, 0, 0);
}
