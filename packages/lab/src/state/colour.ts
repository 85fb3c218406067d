import type { Theme } from './theme.js';

type Rgb = readonly [number, number, number];

/** One diverging scale for every signed value: blue, paper, orange. Told apart by colour-blind eyes too. */
const SCALES: Readonly<Record<Theme, { negative: Rgb; zero: Rgb; positive: Rgb }>> = {
  light: { negative: [24, 84, 153], zero: [255, 255, 255], positive: [204, 92, 0] },
  dark: { negative: [98, 168, 235], zero: [33, 31, 28], positive: [247, 148, 51] },
};
/** Paper to ink, for pictures. */
const INKS: Readonly<Record<Theme, { paper: Rgb; ink: Rgb }>> = {
  light: { paper: [255, 255, 255], ink: [28, 27, 25] },
  dark: { paper: [33, 31, 28], ink: [240, 237, 230] },
};

/** The range of the scale for the states of units: ±1.7159, where the squashing function ends. */
export const FULL = 1.7159;
const STEPS = 255;

/** One pixel as canvases store it: 0xAABBGGRR. */
function pixel([r, g, b]: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [at(0), at(1), at(2)];
}

/** A table of 2·255 + 1 pixels from −1 to +1. */
export type Palette = Uint32Array;

function table(make: (value: number) => Rgb): Palette {
  return Uint32Array.from({ length: 2 * STEPS + 1 }, (_, i) => pixel(make((i - STEPS) / STEPS)));
}

function paletteOf(theme: Theme): { signed: Palette; ink: Palette } {
  const { negative, zero, positive } = SCALES[theme];
  const { paper, ink } = INKS[theme];
  return {
    signed: table((value) => mix(zero, value < 0 ? negative : positive, Math.abs(value) ** 0.8)),
    ink: table((value) => mix(paper, ink, (value + 1) / 2)),
  };
}

export const PALETTES: Readonly<Record<Theme, { signed: Palette; ink: Palette }>> = {
  light: paletteOf('light'),
  dark: paletteOf('dark'),
};

/** The pixel of a value: `full` and beyond take the end of the scale. */
export function shade(palette: Palette, value: number, full: number): number {
  const place = Math.round((value / full) * STEPS);
  return palette[STEPS + Math.max(-STEPS, Math.min(STEPS, place))] as number;
}

/** The same as a CSS colour. */
export function cssColour(theme: Theme, value: number): string {
  const rgba = shade(PALETTES[theme].signed, value, 1);
  return `rgb(${rgba & 255} ${(rgba >> 8) & 255} ${(rgba >> 16) & 255})`;
}
