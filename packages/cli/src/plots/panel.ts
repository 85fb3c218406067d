import * as Plot from '@observablehq/plot';
import { plotAt } from './render.js';
import { COLOUR, textAt, widthOf } from './sheet.js';

/** A point of a curve: x the pass, y the measured value. */
export interface Point {
  x: number;
  y: number;
}

/** Both ends of an axis. */
export type Range = readonly [low: number, high: number];

/** An axis is at least this factor long, so that noise does not fill it. */
const LEAST_SPAN = 4;

/**
 * Ends of a logarithmic axis that holds all values above 0, with a little room, and never reaches beyond `most`. Values
 * of 0 cannot be on it; where there are some, its lower end stands for them.
 */
export function logRange(values: readonly number[], most = Number.POSITIVE_INFINITY): Range {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return [0.1, Math.min(10, most)];
  const [least, largest] = [Math.min(...positive), Math.max(...positive)];
  const high = Math.min(most, Math.max(largest * 1.15, Math.sqrt(least * largest * LEAST_SPAN)));
  const low = Math.min(least / 1.15, high / LEAST_SPAN);
  return [values.includes(0) ? low / 2 : low, high];
}

/** Leading figures of the ticks of a logarithmic axis, from few to many. */
const DENSITIES = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9]];

/** Round values on a logarithmic axis, as many as stand no closer together than `apart`, a share of its length. */
export function logTicks([low, high]: Range, apart: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.floor(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const least = (high / low) ** apart;
  const choices = DENSITIES.map((figures) => {
    const ticks = decades.flatMap((decade) => figures.map((figure) => Number(`${figure}e${decade}`)));
    return ticks.filter((tick) => tick >= low && tick <= high);
  });
  const roomy = (ticks: readonly number[]) => ticks.every((tick, i) => tick / (ticks[i - 1] ?? 0) >= least);
  const [sparse = []] = choices;
  const step = Math.max(1, Math.ceil(Math.log10(least)));
  return choices.findLast(roomy) ?? sparse.filter((_, i) => i % step === 0);
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
  /** In the legend of the panel; without one, something else names the curve. */
  name?: string;
  /** What its values are called under the pointer, where that is not its name. */
  told?: string;
  points: readonly Point[];
  colour: string;
  /** Thin and dashed with hollow points: measured in another way than the panel's main curve. */
  secondary?: boolean;
}

/** What changed after a pass. */
export interface Moment {
  pass: number;
  text: string;
}

/** One of the plots of a figure. */
export interface Panel {
  heading: string;
  /** Stands at the right of the heading: the last value. */
  value: string;
  series: readonly Series[];
  /** Values to name at the right edge. */
  levels: readonly { value: number; text: string; colour: string; dotted?: boolean }[];
  /** First and last pass of the horizontal axis, and what is counted there. */
  passes: Range;
  passLabel: string;
  /** Ends of the upright, logarithmic axis. */
  range: Range;
  /** What changed between two passes, in their order. */
  moments: readonly Moment[];
  /** How a value is written under the pointer. */
  format?: (value: number) => string;
}

/** Place and size of a panel in px. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Heading and legend stand above the plot. */
const PLOT_TOP = 38;
const MARGIN = { marginLeft: 32, marginTop: 22, marginBottom: 40 };
/** Room between two lines of text at the right edge. */
const LINE = 13;
/** Room between the frame of a plot and its first and last pass. */
const INSET = 6;

/** Least distance of two ticks of the upright axis in px. */
const TICK_ROOM = 16;

/** Without needless zeros; very small and very large ones in short. */
function tickText(tick: number): string {
  return tick >= 1e-3 && tick < 1e5 ? String(tick) : tick.toExponential().replace('+', '');
}

function curveMarks({ points, colour, secondary = false }: Series, [low]: Range): Plot.Markish[] {
  const dash = secondary ? { strokeDasharray: '3 2.5', strokeWidth: 1 } : { strokeWidth: 1.5 };
  const fill = secondary ? COLOUR.paper : colour;
  const r = points.length > 40 ? 1.2 : 2.4;
  const drawn = points.map(({ x, y }) => ({ x, y: y > 0 ? y : low }));
  const nothing = points.filter(({ y }) => y === 0);
  return [
    Plot.line(drawn, { x: 'x', y: 'y', stroke: colour, ...dash }),
    Plot.dot(points, { x: 'x', y: 'y', filter: ({ y }: Point) => y > 0, r, fill, stroke: colour, strokeWidth: 1 }),
    Plot.dot(nothing, {
      x: 'x',
      y: () => low,
      r: 3,
      rotate: 180,
      symbol: 'triangle',
      fill: COLOUR.paper,
      stroke: colour,
    }),
  ];
}

function frameMarks({ passes, passLabel, range, series }: Panel, height: number): Plot.Markish[] {
  const apart = TICK_ROOM / (height - MARGIN.marginTop - MARGIN.marginBottom);
  const zero = series.some(({ points }) => points.some(({ y }) => y === 0));
  const [low, high] = range;
  const ticks = logTicks(range, apart).filter((tick) => !zero || tick > low * (high / low) ** apart);
  const labels = [...ticks.map((y) => ({ y, text: tickText(y) })), ...(zero ? [{ y: low, text: '0' }] : [])];
  return [
    Plot.gridY(ticks, { stroke: COLOUR.hairline, strokeOpacity: 1 }),
    // Plot's own axis leaves out labels on a logarithmic scale as it sees fit.
    Plot.text(labels, {
      y: 'y',
      text: 'text',
      frameAnchor: 'left',
      textAnchor: 'end',
      dx: -8,
      ariaDescription: 'y-axis tick label',
    }),
    Plot.axisX(passTicks(...passes), {
      tickSize: 4,
      tickFormat: 'd',
      label: passLabel,
      labelAnchor: 'center',
      labelArrow: 'none',
    }),
    Plot.ruleY([low], { stroke: COLOUR.ink, strokeWidth: 0.75 }),
  ];
}

/** Rules between passes; the last one is named, and each before it whose name has room. */
function momentMarks({ moments, passes: [first, last] }: Panel, width: number): Plot.Markish[] {
  const perPass = (width - 2 * INSET) / Math.max(1, last - first);
  let free = width;
  return moments.toReversed().flatMap(({ pass, text }) => {
    const at = INSET + (pass + 0.5 - first) * perPass;
    const long = widthOf(text, 11);
    const textAnchor = at < long ? 'start' : 'end';
    const end = textAnchor === 'start' ? at + long : at;
    const rule = Plot.ruleX([pass + 0.5], { stroke: COLOUR.quiet, strokeWidth: 0.75, strokeDasharray: '4 3' });
    if (end > free) return [rule];
    free = end - long - INSET;
    const place = { x: pass + 0.5, frameAnchor: 'top', dy: -16, lineAnchor: 'top', textAnchor } as const;
    return [rule, Plot.text([text], { ...place, text: (each: string) => each, fill: COLOUR.quiet })];
  });
}

/** Names at the right edge; two that would overlap are moved apart. */
function levelMarks({ levels, passes, range: [low, high] }: Panel, height: number): Plot.Markish[] {
  const shown = levels.filter(({ value }) => value >= low && value <= high).sort((a, b) => b.value - a.value);
  const plotted = height - MARGIN.marginTop - MARGIN.marginBottom;
  const heightOf = (value: number) => (plotted * Math.log(high / value)) / Math.log(high / low);
  let above = Number.NEGATIVE_INFINITY;
  return shown.flatMap(({ value, text, colour, dotted = false }) => {
    const at = heightOf(value);
    const moved = Math.max(at, above + LINE);
    above = moved;
    const name = Plot.text([value], {
      x: passes[1],
      y: value,
      dx: 12,
      dy: moved - at,
      text: () => text,
      textAnchor: 'start',
      fill: colour,
    });
    const rule = Plot.ruleY([value], { stroke: COLOUR.reference, strokeDasharray: '1 3', strokeLinecap: 'round' });
    return dotted ? [rule, name] : [name];
  });
}

/** Names the curves, each after a piece of its own line. */
function legend(x: number, y: number, series: readonly Series[]): string {
  let left = x;
  const entries = series.map(({ name, colour, secondary = false }) => {
    if (name === undefined) return '';
    const dash = secondary ? ' stroke-dasharray="3 2.5"' : ' stroke-width="1.5"';
    const fill = secondary ? COLOUR.paper : colour;
    const sample =
      `<line x1="${left}" x2="${left + 18}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}"${dash}/>` +
      `<circle cx="${left + 9}" cy="${y - 4}" r="2.4" fill="${fill}" stroke="${colour}"/>`;
    const label = textAt(left + 23, y, name, { size: 10, colour: COLOUR.quiet });
    left += Math.round(23 + widthOf(name, 10) + 10);
    return sample + label;
  });
  return entries.join('');
}

/** Room at the right of a plot for the names there. */
function rightMargin({ levels }: Panel): number {
  return Math.ceil(Math.max(8, ...levels.map(({ text }) => 14 + widthOf(text, 11))));
}

/** Where the plot of a panel stands on the sheet, and a pass in it. */
export function plotted(
  { x, y, width, height }: Place,
  panel: Panel,
): { left: number; right: number; top: number; bottom: number; xOf: (pass: number) => number } {
  const [left, right] = [x + MARGIN.marginLeft, x + width - rightMargin(panel)];
  const [first, last] = panel.passes;
  const share = (pass: number) => (last > first ? (pass - first) / (last - first) : 0.5);
  return {
    left,
    right,
    top: y + PLOT_TOP + MARGIN.marginTop,
    bottom: y + height - MARGIN.marginBottom,
    xOf: (pass) => left + INSET + share(pass) * (right - left - 2 * INSET),
  };
}

/** Heading, last value, legend and plot of one panel. */
export function panelAt({ x, y, width, height }: Place, panel: Panel): string {
  const heading = textAt(x, y + 12, panel.heading, { size: 12, bold: true });
  const value = textAt(x + width, y + 12, panel.value, { size: 12, anchor: 'end' });
  const plotHeight = height - PLOT_TOP;
  const marginRight = rightMargin(panel);
  const marks = [
    ...frameMarks(panel, plotHeight),
    ...momentMarks(panel, width - MARGIN.marginLeft - marginRight),
    ...levelMarks(panel, plotHeight),
    ...panel.series.flatMap((series) => curveMarks(series, panel.range)),
  ];
  const plot = plotAt(x, y + PLOT_TOP, {
    width,
    height: plotHeight,
    ...MARGIN,
    marginRight,
    x: { domain: [...panel.passes], inset: INSET },
    y: { type: 'log', domain: [...panel.range], axis: null },
    marks,
  });
  return heading + value + legend(x, y + 32, panel.series) + plot;
}
