import type { Architecture } from 'lenet5';
import { fixed } from './numbers.js';

/** How grey values become inputs: v · range/255 + background, and that as text. */
interface Range {
  readonly range: number;
  readonly background: number;
  readonly text: (grey: string) => string;
}

const PAPER: Range = { range: 1.275, background: -0.1, text: (grey) => `${grey} · 1.275/255 − 0.1` };

function rangeOf(_: Architecture): Range {
  return PAPER;
}

/** How much ink an input unit stands for, 0 to 1: in the paper's range −0.1 is paper, and 1.175 is ink (p. 7). */
export function inkOf(architecture: Architecture, input: number): number {
  const { range, background } = rangeOf(architecture);
  return (input - background) / range;
}

/** The same as a formula with the grey value put in. */
export function inkText(architecture: Architecture, input: number): string {
  const grey = 255 * inkOf(architecture, input);
  const whole = Math.abs(grey - Math.round(grey)) < 0.01;
  return rangeOf(architecture).text(fixed(whole ? Math.round(grey) : grey, whole ? 0 : 1));
}
