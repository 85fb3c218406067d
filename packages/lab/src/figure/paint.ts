import type { Network, StateDict } from 'lenet5';
import { BITMAP_WIDTH } from 'lenet5/core';
import { inputScale } from '../state/ink.js';
import { largest } from '../state/numbers.js';
import type { Shown } from '../state/subject.js';
import { pixelOf, type Scale, signedScale, type Theme } from '../state/theme.js';
import { kernelChanges, scaleOf, unitChanges } from './changes.js';
import { KERNEL_SIDE } from './kernels.js';
import { type Layout, mapPlace, type Place, type Rectangle } from './layout.js';
import { rangeOf } from './range.js';

/** What the maps show. */
export interface Show {
  readonly network: Network;
  readonly theme: Theme;
  readonly values: Shown;
  /** What a step added to the parameters; null where that is not shown. */
  readonly change: StateDict | null;
  /** What the last layer is compared with; none while there is nothing to read. */
  readonly bitmap: readonly number[];
}

/** Fills one rectangle per value: at whole device pixels nothing is blurred, and no picture is scaled. */
function paintMap(
  image: ImageData,
  at: { x: number; y: number; cell: number; columns: number },
  values: ArrayLike<number>,
  scale: Scale,
): void {
  const pixels = new Uint32Array(image.data.buffer);
  const { width } = image;
  const { cell, columns } = at;
  for (let first = 0, row = 0; first < values.length; first += columns, row++) {
    const units = Math.min(columns, values.length - first);
    const start = (at.y + row * cell) * width + at.x;
    for (let k = 0; k < units; k++) {
      const paint = pixelOf(scale, values[first + k] ?? 0);
      // A cell has a few pixels: for these a loop is faster than fill().
      for (let x = start + k * cell, end = x + cell; x < end; x++) pixels[x] = paint;
    }
    for (let y = 1; y < cell; y++) pixels.copyWithin(start + y * width, start, start + units * cell);
  }
}

/** The numbers of a layer, and the one that takes the full colour; null for the largest. */
function numbersOf(place: Place, isLast: boolean, { network, values, bitmap }: Show) {
  const { name, maps, units } = place.grid;
  const { state, delta } = network.unitsNamed(name);
  const data = (values === 'deltas' && delta ? delta : state).data.subarray(0, maps * units);
  if (values === 'squares' && isLast && bitmap.length > 0) {
    return { data: data.map((value, i) => (value - (bitmap[i] ?? 0)) ** 2), full: null };
  }
  return { data, full: values === 'deltas' ? null : rangeOf(network) };
}

/** As many kernels of a map as find their place in it, at whole device pixels. */
function paintKernels(
  image: ImageData,
  { x, y, width, height }: Rectangle,
  kernels: readonly ArrayLike<number>[],
  scale: Scale,
): void {
  const columns = Math.ceil(Math.sqrt(kernels.length));
  const cell = Math.max(1, Math.floor((width - columns + 1) / (columns * KERNEL_SIDE)));
  const step = cell * KERNEL_SIDE + 1;
  for (const [i, kernel] of kernels.entries()) {
    const [left, top] = [(i % columns) * step, Math.floor(i / columns) * step];
    if (left + step - 1 > width || top + step - 1 > height) continue;
    paintMap(image, { x: x + left, y: y + top, cell, columns: KERNEL_SIDE }, kernel, scale);
  }
}

/** What a step changed of a layer: the kernels of a convolution in its maps, elsewhere a number for each map or unit. */
function paintChanges(image: ImageData, place: Place, change: StateDict, { network, theme }: Show): void {
  const { grid, cell } = place;
  const layer = network.layers.find(({ name }) => name === grid.name);
  if (!layer) return;
  const colours = signedScale(theme, 1 / scaleOf(layer, change));
  const units = layer.kind === 'convolution' ? [] : unitChanges(layer, change);
  for (let map = 0; map < grid.maps; map++) {
    const at = mapPlace(place, map);
    const numbers = grid.block ? units : Array<number>(grid.units).fill(units[map] ?? 0);
    paintMap(image, { ...at, cell, columns: grid.width }, numbers, colours);
    paintKernels(image, at, kernelChanges(layer, map, change), colours);
  }
}

function paintLayer(image: ImageData, place: Place, isLast: boolean, show: Show): void {
  const { network, theme, change } = show;
  const { grid, cell } = place;
  const { name, maps, units, width } = grid;
  if (change && name !== 'input') {
    paintChanges(image, place, change, show);
    return;
  }
  const { data, full: end } = numbersOf(place, isLast, show);
  const full = end ?? (largest(data) || 1);
  const scale = name === 'input' ? inputScale(theme, network.architecture) : signedScale(theme, full);
  for (let map = 0; map < maps; map++) {
    const { x, y } = mapPlace(place, map);
    paintMap(image, { x, y, cell, columns: width }, data.subarray(map * units, (map + 1) * units), scale);
  }
}

/** The picture of each layout, painted over: a new one each time is megabytes a second while a run trains. */
const images = new WeakMap<Layout, ImageData>();

/** Paints every map of the figure, and the bitmap that the last layer is compared with. */
export function paint(context: CanvasRenderingContext2D, layout: Layout, show: Show): void {
  const image = images.get(layout) ?? context.createImageData(layout.width, layout.height);
  images.set(layout, image);
  const last = layout.places.at(-1);
  for (const place of layout.places) paintLayer(image, place, place === last, show);
  if (layout.bitmap) {
    const at = { ...layout.bitmap, columns: BITMAP_WIDTH };
    paintMap(image, at, show.bitmap, signedScale(show.theme, rangeOf(show.network) ?? 1));
  }
  context.putImageData(image, 0, 0);
}
