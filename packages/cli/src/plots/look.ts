import { percent as plainPercent } from '../output.js';

export { integer, significant } from '../output.js';

/** Colours, type and numbers that all figures share: paper and ink, few colours, each with one meaning. */

/** Each colour by what it means. */
export const COLOUR = {
  paper: '#ffffff',
  ink: '#1c1b19',
  /** Words that explain; must stay readable on paper. */
  quiet: '#6b6760',
  /** The 1998 paper's own measurements. */
  reference: '#a39e95',
  hairline: '#e4e1da',
  /** Correct answers in a table of counts. */
  right: '#f1efe9',
  wrong: '#c43d16',
  validation: '#1f66a8',
} as const;

/** System sans first; a rasteriser without system fonts is given DejaVu Sans. */
export const FONT_FAMILY =
  "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', 'Liberation Sans', sans-serif";

/** 0.9312 → "0.93 %", with a no-break space. */
export function percent(value: number): string {
  return plainPercent(value).replace(' ', '\u00a0');
}
