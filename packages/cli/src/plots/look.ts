/** Colours, type and number formats that all figures share: paper and ink, few colours, each with one meaning. */

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
  return `${value.toFixed(2)}\u00a0%`;
}

/** 10000 → "10,000", the same in every locale. */
export function integer(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A positive quantity of unknown size with four significant digits: 5.0465 → "5.047", 0.00002 → "2.000e-5". */
export function significant(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(3) : value.toPrecision(4);
}
