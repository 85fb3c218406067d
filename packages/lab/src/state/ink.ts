import type { Architecture } from 'lenet5';
import { PIXEL_RANGES } from 'lenet5/core';
import { inkScale, type Scale, type Theme } from './theme.js';

/** How much ink an input unit stands for, 0 to 1: in the paper's range −0.1 is paper, and 1.175 is ink (p. 7). */
function inkOf({ pixels }: Architecture, input: number): number {
  const { range, background } = PIXEL_RANGES[pixels];
  return (input - background) / range;
}

/** The same as a picture. */
export function inputScale(theme: Theme, { pixels }: Architecture): Scale {
  const { range, background } = PIXEL_RANGES[pixels];
  return inkScale(theme, background, background + range);
}

/** With at most so many digits behind the point. */
function short(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** The same as a formula with the grey value put in: "255 · 1.275/255 − 0.1". */
export function inkText(architecture: Architecture, input: number): string {
  const { range, background } = PIXEL_RANGES[architecture.pixels];
  const grey = 255 * inkOf(architecture, input);
  const factor = range === 1 ? '/255' : ` · ${short(range, 4)}/255`;
  return `${short(grey, 1)}${factor}${background === 0 ? '' : ` − ${short(-background, 4)}`}`;
}
