import { computed, effect, signal } from '@preact/signals';
import { store, stored } from './stored.js';

export type Theme = 'light' | 'dark';
const STORED = 'lenet5.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
/** Here the visitor's system chooses all colours, and its theme goes with them. */
const forced = matchMedia('(forced-colors: active)');
const isForced = signal(forced.matches);
const system = signal<Theme>(dark.matches ? 'dark' : 'light');
const chosen = signal<Theme | null>(null);

/** What the page shows now: the visitor's choice, else the system's. */
export const theme = computed<Theme>(() => (isForced.value ? system.value : (chosen.value ?? system.value)));

export function startTheme(): void {
  const before = new URLSearchParams(location.search).get('theme') ?? stored(STORED);
  if (before === 'light' || before === 'dark') chosen.value = before;
  dark.addEventListener('change', () => {
    system.value = dark.matches ? 'dark' : 'light';
  });
  forced.addEventListener('change', () => {
    isForced.value = forced.matches;
  });
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}

export function chooseTheme(to: Theme): void {
  store(STORED, to);
  chosen.value = to;
}

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
/** Colours of a table to one side of its middle. */
const STEPS = 255;

/** One pixel as canvases store it: 0xAABBGGRR. */
function pixel([r, g, b]: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

function css([r, g, b]: Rgb): string {
  return `rgb(${r} ${g} ${b})`;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [at(0), at(1), at(2)];
}

function signedColour(name: Theme, value: number): Rgb {
  const { negative, zero, positive } = SCALES[name];
  return mix(zero, value < 0 ? negative : positive, Math.abs(value) ** 0.8);
}

function inkColour(name: Theme, value: number): Rgb {
  return mix(INKS[name].paper, INKS[name].ink, (value + 1) / 2);
}

/** Pixels for 2·255 + 1 values from −1 to +1. */
function table(colour: (name: Theme, value: number) => Rgb, name: Theme): Uint32Array {
  return Uint32Array.from({ length: 2 * STEPS + 1 }, (_, i) => pixel(colour(name, (i - STEPS) / STEPS)));
}

const SIGNED = { light: table(signedColour, 'light'), dark: table(signedColour, 'dark') };
const INKED = { light: table(inkColour, 'light'), dark: table(inkColour, 'dark') };

/** How values become pixels on a canvas: a place in a table. */
export interface Scale {
  readonly pixels: Uint32Array;
  readonly factor: number;
  readonly offset: number;
}

/** For signed values: `full` and beyond take the ends. */
export function signedScale(name: Theme, full: number): Scale {
  return { pixels: SIGNED[name], factor: STEPS / full, offset: STEPS };
}

/** For pictures, by the values of paper and of ink. */
export function inkScale(name: Theme, paper: number, ink: number): Scale {
  const factor = (2 * STEPS) / (ink - paper);
  return { pixels: INKED[name], factor, offset: -paper * factor };
}

/** Of an object and not of a function of each scale: what such functions give is boxed, 60,000 times an update of a run. */
export function pixelOf({ pixels, factor, offset }: Scale, value: number): number {
  return pixels[Math.max(0, Math.min(2 * STEPS, Math.round(value * factor + offset)))] ?? 0;
}

/** The colour of a signed value from −1 to +1, for the style sheet. */
export function signedCss(name: Theme, value: number): string {
  return css(signedColour(name, value));
}

/** Black or white, whichever is read more easily on a signed value's colour (contrast of WCAG). */
export function textOnSigned(name: Theme, value: number): 'black' | 'white' {
  const linear = (level: number) =>
    level / 255 <= 0.04045 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4;
  const [r, g, b] = signedColour(name, value);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) > 0.179 ? 'black' : 'white';
}

export function inkCss(name: Theme): string {
  return css(INKS[name].ink);
}
