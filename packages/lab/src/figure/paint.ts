import { BITMAPS, type Network } from 'lenet5';
import { FULL, PALETTES, type Palette, shade } from '../state/colour.js';
import type { Theme } from '../state/theme.js';
import { COLUMNS, type Column } from '../state/units.js';
import { type Layout, mapPlace, type Place } from './layout.js';

/** What the maps show. */
export interface Show {
  readonly network: Network;
  readonly theme: Theme;
  readonly values: 'states' | 'deltas';
  /** The class whose bitmap stands below F6; null while there is nothing to read. */
  readonly digit: number | null;
}

/** Fills one rectangle per unit: at whole device pixels nothing is blurred, and no picture is scaled. */
function paintMap(
  image: ImageData,
  at: { x: number; y: number; cell: number; width: number; height: number },
  colourOf: (index: number) => number,
): void {
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0, index = 0; row < at.height; row++) {
    for (let column = 0; column < at.width; column++, index++) {
      const colour = colourOf(index);
      const left = at.x + column * at.cell;
      const top = at.y + row * at.cell;
      for (let y = top; y < top + at.cell; y++)
        pixels.fill(colour, y * image.width + left, y * image.width + left + at.cell);
    }
  }
}

function largest(data: ArrayLike<number>, length: number): number {
  let most = 0;
  for (let i = 0; i < length; i++) most = Math.max(most, Math.abs(data[i] as number));
  return most;
}

function paintLayer(image: ImageData, place: Place, { network, theme, values }: Show): void {
  const { grid, cell } = place;
  const { name, width, height } = grid;
  const size = width * height;
  const maps = grid.columns * grid.rows;
  const { signed, ink } = PALETTES[theme];
  const units = network.unitsNamed(name);
  const input = name === 'input';
  const deltas = values === 'deltas' && units.delta !== null;
  const data = deltas && units.delta ? units.delta.data : units.state.data;
  const full = deltas ? largest(data, maps * size) || 1 : FULL;
  const palette: Palette = input ? ink : signed;
  const toScale = input ? (value: number) => (2 * (value + 0.1)) / 1.275 - 1 : (value: number) => value / full;
  for (let map = 0; map < maps; map++) {
    const { x, y } = mapPlace(place, map);
    paintMap(image, { x, y, cell, width, height }, (i) => shade(palette, toScale(data[map * size + i] as number), 1));
  }
}

/** Paints every map of the figure, and the bitmap that F6 is compared with. */
export function paint(context: CanvasRenderingContext2D, layout: Layout, show: Show): void {
  const image = context.createImageData(layout.width, layout.height);
  for (const name of COLUMNS) paintLayer(image, layout.places.get(name as Column) as Place, show);
  const code = show.digit === null ? null : BITMAPS[show.digit];
  const { signed } = PALETTES[show.theme];
  if (code) paintMap(image, { ...layout.bitmap, width: 7, height: 12 }, (i) => shade(signed, code[i] as number, FULL));
  context.putImageData(image, 0, 0);
}
