import type { AxisXOptions, GridYOptions, PlotOptions, RuleYOptions } from '@observablehq/plot';
import { encode } from 'fast-png';
import { COLOUR, plotAt, sheetSvg, textAt } from 'lenet5-cli/plots';

/** What the documents' figures have in common: a title, axes, a legend, pictures made of numbers. */

/** Lines of a grid. */
export const GRID = { stroke: COLOUR.hairline, strokeOpacity: 1 } as const satisfies GridYOptions;
/** A level to compare with. */
export const DOTTED = {
  stroke: COLOUR.reference,
  strokeDasharray: '1 3',
  strokeLinecap: 'round',
} as const satisfies RuleYOptions;
/** The label of an axis below its middle. */
export const CENTRED = { labelAnchor: 'center', labelArrow: 'none' } as const satisfies AxisXOptions;

/** A figure with its title written on it, the baseline `titleAt` px below the upper edge. */
export function titledSheet(sheet: Parameters<typeof sheetSvg>[0], titleAt = 28): string {
  const title = textAt(24, titleAt, sheet.title, { size: 13, bold: true });
  return sheetSvg({ ...sheet, body: title + sheet.body });
}

/** Title, then a plot. */
export function plotSheet(title: string, width: number, height: number, options: PlotOptions): string {
  const body = plotAt(8, 36, { width: width - 16, height: height - 44, ...options });
  return titledSheet({ width, height, title, body }, 26);
}

/** An entry of a legend. */
interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  readonly shape?: 'line' | 'dot' | 'ring';
}

/** One colour for each recipe, the same in every figure. */
const RECIPE_COLOURS: Readonly<Record<string, string>> = {
  fast: COLOUR.ink,
  paper: COLOUR.validation,
  'paper-tuned': '#2f8f83',
  distorted: '#a5781c',
  best: '#8a4fa3',
  blog: COLOUR.wrong,
};

/** The same for rows that are told apart by their network. */
const ROW_COLOURS: Readonly<Record<string, string>> = {
  '1989, 7291 digits': COLOUR.validation,
  '1989, all digits': '#2f8f83',
  tutorial: COLOUR.ink,
  'tutorial, constant rate': '#a5781c',
  d2l: COLOUR.wrong,
};

export function recipeColour(name: string): string {
  return RECIPE_COLOURS[name] ?? ROW_COLOURS[name] ?? COLOUR.ink;
}

/** An entry for each row that the points are of. */
export function rowEntries(points: readonly { readonly name: string }[]): LegendEntry[] {
  const names = [...new Set(points.map(({ name }) => name))];
  return names.map((name) => ({ name, colour: recipeColour(name) }));
}

/** An entry for each recipe that the points are of. */
export function recipeEntries(points: readonly { readonly name: string }[]): LegendEntry[] {
  return rowEntries(points).map((entry) => ({ ...entry, name: `recipe ${entry.name}` }));
}

/** Names in a row, each after its mark. */
export function legendAt(x: number, y: number, entries: readonly LegendEntry[]): string {
  let left = x;
  return entries
    .map(({ name, colour, shape = 'line' }) => {
      const line = `<line x1="${left}" x2="${left + 18}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}" stroke-width="1.5"/>`;
      const fill = shape === 'ring' ? COLOUR.paper : colour;
      const dot = `<circle cx="${left + 9}" cy="${y - 4}" r="3" fill="${fill}" stroke="${colour}"/>`;
      const label = textAt(left + 24, y, name, { size: 11, colour: COLOUR.quiet });
      left += 24 + name.length * 6.6 + 16;
      return (shape === 'line' ? line : '') + dot + label;
    })
    .join('');
}

/** Numbers of a rectangle, row by row. */
interface Raster {
  readonly values: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** What a value looks like: grey, or red, green and blue; 0 to 255. */
export type Shade = (value: number) => readonly number[];

/** From `least`, white, to `most`, black. */
export function greyBetween(least: number, most: number): Shade {
  return (value) => {
    const level = Math.round(255 * (1 - Math.min(1, Math.max(0, (value - least) / (most - least)))));
    return [level, level, level];
  };
}

/** Negative values blue, 0 white, positive ones red; fullest at ±`most`. */
export function diverging(most: number): Shade {
  const channels = (colour: string) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
  const [blue, red] = [channels(COLOUR.validation), channels(COLOUR.wrong)];
  return (value) => {
    const share = Math.min(1, Math.abs(value) / most);
    return (value < 0 ? blue : red).map((channel) => Math.round(255 + share * (channel - 255)));
  };
}

/** A picture of numbers with a thin frame, `pixel` px for each. */
export function imageAt(
  x: number,
  y: number,
  { values, width, height }: Raster,
  pixel: number,
  shade: Shade,
  frame: string = COLOUR.hairline,
): string {
  const data = Uint8Array.from(Array.from(values).flatMap(shade));
  const channels = data.length / (width * height);
  const png = encode({ width, height, data, channels, depth: 8 }, { zlib: { level: 9 } });
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const [w, h] = [width * pixel, height * pixel];
  return [
    `<image x="${x}" y="${y}" width="${w}" height="${h}" preserveAspectRatio="none" href="${href}"/>`,
    `<rect x="${x - 0.5}" y="${y - 0.5}" width="${w + 1}" height="${h + 1}" fill="none" stroke="${frame}"/>`,
  ].join('');
}

/** A frame around one or more cells of a picture. */
export function markAt(x: number, y: number, width: number, height: number): string {
  return `<rect x="${x - 1}" y="${y - 1}" width="${width + 2}" height="${height + 2}" fill="none" stroke="${COLOUR.wrong}" stroke-width="1.5"/>`;
}
