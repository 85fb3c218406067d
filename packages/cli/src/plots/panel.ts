import * as Plot from '@observablehq/plot';
import { plotAt } from './render.js';
import { COLOUR, textAt } from './sheet.js';

/** A point of a curve: x the pass, y the measured value. */
export interface Point {
  x: number;
  y: number;
}

/** A value this many times the next lower one is cut off rather than allowed to flatten all others. */
const GAP = 3;

/**
 * The upper end of a vertical axis from 0. All values fit, unless at most a quarter of them stand far above the rest
 * (90 % errors in the first pass); those are cut off and marked by the caller. Never below `floor`.
 */
export function axisTop(values: readonly number[], floor: number): number {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => b - a);
  const largest = sorted[0] ?? 0;
  let top = Math.max(largest, floor);
  for (let i = 0; i < Math.ceil(sorted.length / 4); i++) {
    const rest = Math.max(sorted[i + 1] ?? largest, floor);
    if ((sorted[i] ?? 0) > GAP * rest) top = rest;
  }
  return top > 0 ? top * 1.06 : 1;
}

/** The curve below `top`: where it crosses, it ends exactly at the crossing; parts above become gaps (y = NaN). */
export function clippedAt(top: number, points: readonly Point[]): Point[] {
  const result: Point[] = [];
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before !== undefined && before.y > top !== point.y > top) {
      result.push({ x: before.x + ((point.x - before.x) * (top - before.y)) / (point.y - before.y), y: top });
    }
    result.push(point.y > top ? { x: point.x, y: Number.NaN } : point);
  });
  return result;
}

/** Whole passes to label, at most seven, the first always among them. */
export function passTicks(first: number, last: number): number[] {
  const span = last - first;
  const step = [1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 500].find((size) => span / size <= 5) ?? Math.ceil(span / 5);
  const ticks = [first];
  for (let pass = Math.ceil((first + step / 2) / step) * step; pass <= last; pass += step) ticks.push(pass);
  return ticks;
}

/** One curve of a panel. */
export interface Series {
  name: string;
  points: readonly Point[];
  colour: string;
  /** Thin and dashed with hollow points: measured in another way than the panel's main curve. */
  secondary?: boolean;
}

/** One of the small plots that stand side by side. */
export interface Panel {
  heading: string;
  /** Formats the last value and the values cut off at the top, with their unit. */
  format: (value: number) => string;
  series: readonly Series[];
  /** A constant to compare with, drawn across the plot. */
  level?: number;
  /** First and last pass of the horizontal axis. */
  passes: readonly [number, number];
  /** Upper end of the vertical axis. */
  top: number;
}

/** Size of a panel in px. */
export const PANEL = { width: 296, height: 300, plotTop: 38 } as const;

const MARGIN = { marginLeft: 36, marginRight: 32, marginTop: 24, marginBottom: 40 };

/** Marks and numbers of values that were cut off stand this far above the plot, clear of the curves. */
const ABOVE = -7;

/** The vertical range a panel needs by itself. */
export function topOf(series: readonly Series[], floor: number): number {
  return axisTop(
    series.flatMap(({ points }) => points.map(({ y }) => y)),
    floor,
  );
}

function curveMarks({ points, colour, secondary = false }: Series, top: number): Plot.Markish[] {
  const shown = points.filter(({ y }) => y <= top);
  const beyond = points.filter(({ y }) => y > top).map(({ x }) => ({ x, y: top }));
  const dash = secondary ? { strokeDasharray: '3 2.5', strokeWidth: 1 } : { strokeWidth: 1.5 };
  const fill = secondary ? COLOUR.paper : colour;
  const r = points.length > 40 ? 1.2 : 2.4;
  return [
    Plot.line(clippedAt(top, points), { x: 'x', y: 'y', stroke: colour, ...dash }),
    Plot.dot(shown, { x: 'x', y: 'y', r, fill, stroke: colour, strokeWidth: 1 }),
    Plot.dot(beyond, { x: 'x', y: 'y', r: 3.5, dy: ABOVE, symbol: 'triangle', fill, stroke: colour, strokeWidth: 1 }),
  ];
}

/** Prints the highest value that was cut off beside the marks, on the side where there is room. */
function peakMark({ series, top, passes, format }: Panel): Plot.Markish[] {
  const beyond = series.flatMap(({ points }) => points).filter(({ y }) => y > top);
  if (beyond.length === 0) return [];
  const peak = Math.max(...beyond.map(({ y }) => y));
  const at = beyond.map(({ x }) => x);
  const [first, last] = [Math.min(...at), Math.max(...at)];
  const rightwards = first + last <= passes[0] + passes[1];
  const place = rightwards
    ? ({ x: last, dx: 8, textAnchor: 'start' } as const)
    : ({ x: first, dx: -8, textAnchor: 'end' } as const);
  return [Plot.text([peak], { ...place, y: top, dy: ABOVE, text: format })];
}

/** Very large and very small numbers in short, so that they fit the margin. */
function tickFormat(top: number): { tickFormat?: string } {
  if (top >= 10_000) return { tickFormat: '~s' };
  return top < 0.01 ? { tickFormat: '~e' } : {};
}

function frameMarks({ passes, level, top }: Panel): Plot.Markish[] {
  const ticks = passTicks(...passes);
  const marks: Plot.Markish[] = [
    Plot.gridY({ ticks: 5, stroke: COLOUR.hairline, strokeOpacity: 1 }),
    Plot.axisY({ ticks: 5, tickSize: 0, label: null, ...tickFormat(top) }),
    Plot.axisX({ ticks, tickSize: 4, tickFormat: 'd', label: 'pass', labelAnchor: 'center', labelArrow: 'none' }),
    Plot.ruleY([0], { stroke: COLOUR.ink, strokeWidth: 0.75 }),
  ];
  if (level !== undefined && level <= top) {
    marks.push(
      Plot.ruleY([level], { stroke: COLOUR.reference, strokeDasharray: '1 3', strokeLinecap: 'round' }),
      Plot.text([level], { x: passes[1], y: level, text: String, dx: 12, textAnchor: 'start', fill: COLOUR.quiet }),
    );
  }
  return marks;
}

/** Width in px of a few words in the legend's type, near enough to set the next ones after them. */
function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (/[fijlrt ,]/.test(character) ? 3.4 : 6.2), 0);
}

/** Names the curves, each after a piece of its own line. */
function legend(x: number, y: number, series: readonly Series[]): string {
  let left = x;
  const entries = series.map(({ name, colour, secondary = false }) => {
    const dash = secondary ? ' stroke-dasharray="3 2.5"' : ' stroke-width="1.5"';
    const fill = secondary ? COLOUR.paper : colour;
    const sample =
      `<line x1="${left}" x2="${left + 18}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}"${dash}/>` +
      `<circle cx="${left + 9}" cy="${y - 4}" r="2.4" fill="${fill}" stroke="${colour}"/>`;
    const label = textAt(left + 23, y, name, { size: 10, colour: COLOUR.quiet });
    left += 23 + widthOf(name) + 14;
    return sample + label;
  });
  return entries.join('');
}

/** Heading, last value, legend and plot of one panel, with its upper left corner at (x, y). */
export function panelAt(x: number, y: number, panel: Panel): string {
  const main = panel.series.find(({ colour, secondary }) => colour === COLOUR.ink && secondary !== true);
  const last = main?.points.at(-1);
  const right = x + PANEL.width - MARGIN.marginRight;
  const measured = last === undefined ? 'not measured' : `pass ${last.x}: ${panel.format(last.y)}`;
  const heading = textAt(x, y + 12, panel.heading, { size: 12, bold: true });
  const value = textAt(right, y + 12, measured, { size: 12, anchor: 'end' });
  const marks = [
    ...frameMarks(panel),
    ...panel.series.flatMap((series) => curveMarks(series, panel.top)),
    ...peakMark(panel),
  ];
  const [first, end] = panel.passes;
  const plot = plotAt(x, y + PANEL.plotTop, {
    width: PANEL.width,
    height: PANEL.height - PANEL.plotTop,
    ...MARGIN,
    x: { domain: [first, end], inset: 6 },
    y: { domain: [0, panel.top] },
    marks,
  });
  return heading + value + legend(x, y + 32, panel.series) + plot;
}
