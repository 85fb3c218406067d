import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Plot from '@observablehq/plot';
import { COLOUR, integer, plotAt } from 'lenet5-cli/plots';
import { CENTRED, GRID, titledSheet } from './figure.js';
import { tableMarkdown } from './markdown.js';

/** One kernel in one direction, as `npm run roofline` measured it. */
interface Part {
  readonly name: string;
  readonly multiplyAdds: number;
  /** What must be read and written at least once. */
  readonly bytes: number;
  readonly microseconds: number;
  readonly shareOfPeak: number;
}

/** bench/roofline.json. */
export interface Roofline {
  readonly machine: { readonly cpu: string; readonly node: string; readonly date: string };
  /** 10⁹ multiply-adds a second. */
  readonly peak: number;
  /** 10⁹ bytes a second. */
  readonly loads: Readonly<Record<'first cache' | 'second cache', number>>;
  readonly parts: readonly Part[];
}

/** What is read of bench/results.json. */
interface Results {
  readonly peak: { readonly median: number };
  readonly figures: readonly {
    readonly kind: string;
    readonly preset: string;
    readonly batch: number;
    readonly who: string;
    readonly microseconds: { readonly median: number };
    readonly shareOfPeak?: number;
  }[];
  readonly multiplyAdds: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const read = <T>(root: string, name: string) => JSON.parse(readFileSync(join(root, 'bench', name), 'utf8')) as T;

export const readRoofline = (root: string) => read<Roofline>(root, 'roofline.json');

const WORDS = {
  en: {
    parts: ['kernel', 'µs', 'multiply-adds', 'bytes, at least', 'of the peak'],
    passes: ['', 'multiply-adds', 'µs', 'of the peak'],
    step: 'step',
    forward: 'forward',
  },
  'zh-CN': {
    parts: ['算子', 'µs', '乘加次数', '至少读写字节', '占峰值'],
    passes: ['', '乘加次数', 'µs', '占峰值'],
    step: '训练一步',
    forward: '前向',
  },
} as const;

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** Numbers to the right of their names. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  tableMarkdown(head, rows, (column) => column > 0);

type Language = keyof typeof WORDS;

/** What the machine can do. */
function limitsTable({ peak, loads, machine }: Roofline): string {
  const about = `${machine.cpu}, Node ${machine.node}, ${machine.date}`;
  const rates = [
    ['10⁹ × multiply-add / s', `${peak}`],
    ['10⁹ × byte / s, 16 KB', `${loads['first cache']}`],
    ['10⁹ × byte / s, 192 KB', `${loads['second cache']}`],
  ];
  return table([about, ''], rates);
}

/** What every kernel takes. */
function partsTable({ parts }: Roofline, language: Language): string {
  const rows = parts.map(({ name, multiplyAdds, bytes, microseconds, shareOfPeak }) => {
    const counted = multiplyAdds > 0 ? [integer(multiplyAdds), percent(shareOfPeak)] : ['', ''];
    return [name, `${microseconds}`, counted[0] ?? '', integer(bytes), counted[1] ?? ''];
  });
  return table(WORDS[language].parts, rows);
}

/** What whole steps and forward passes of one sample take. */
function passesTable({ figures, multiplyAdds }: Results, language: Language): string {
  const words = WORDS[language];
  const ours = figures.filter(
    ({ who, batch, shareOfPeak }) => who.startsWith('lenet5 simd') && batch === 1 && shareOfPeak !== undefined,
  );
  const rows = ours.map(({ kind, preset, batch, who, microseconds, shareOfPeak = 0 }) => {
    const name = `${preset}, ${kind === 'step' ? words.step : words.forward}, ${batch}, ${who.replace('lenet5 simd, ', '')}`;
    return [name, integer(multiplyAdds[preset]?.[kind] ?? 0), `${microseconds.median}`, percent(shareOfPeak)];
  });
  return table(words.passes, rows);
}

/** `roofline limits`, `roofline parts`, `roofline passes`: what was measured, as a table. */
export function rooflineText(root: string, language: Language, what: string): string {
  if (what === 'limits') return limitsTable(readRoofline(root));
  if (what === 'parts') return partsTable(readRoofline(root), language);
  return passesTable(read<Results>(root, 'results.json'), language);
}

/** A kernel in the figure. */
interface Point {
  readonly name: string;
  /** Multiply-adds for each byte that must be touched. */
  readonly intensity: number;
  /** 10⁹ multiply-adds a second. */
  readonly rate: number;
}

/** Both axes of the figure. */
const INTENSITY = { low: 0.1, high: 40, ticks: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 40] };
const RATES = [5, 10, 15, 20, 25, 30];

/** Where a name stands beside its point; 'below' is to the left and lower, clear of a neighbour's name. */
function sideOf({ name }: Point): 'left' | 'right' | 'below' {
  if (name === 'C1 forward, no squashing') return 'below';
  return /^C1 (forward|backward)$|F6 forward|C3 forward$/.test(name) ? 'left' : 'right';
}

/** The names that stand on one side of their points. */
function namesMark(points: readonly Point[], side: ReturnType<typeof sideOf>): Plot.Markish {
  return Plot.text(
    points.filter((point) => sideOf(point) === side),
    {
      x: 'intensity',
      y: 'rate',
      text: 'name',
      dx: side === 'right' ? 8 : -8,
      dy: side === 'below' ? 10 : 0,
      textAnchor: side === 'right' ? 'start' : 'end',
      fontSize: 10,
    },
  );
}

/** What multiplying and adding, and what loading would allow, each with its number. */
function roofMarks({ peak, loads }: Roofline): { line: Plot.Markish; labels: Plot.Markish[] } {
  const bandwidth = loads['second cache'];
  const roof = [
    { x: INTENSITY.low, y: INTENSITY.low * bandwidth },
    { x: peak / bandwidth, y: peak },
    { x: INTENSITY.high, y: peak },
  ];
  const text = (each: string) => each;
  return {
    line: Plot.line(roof, { x: 'x', y: 'y', stroke: COLOUR.ink, strokeWidth: 1.5, clip: true }),
    labels: [
      Plot.text([`multiply and add: ${peak}`], { x: 4, y: peak, dy: -9, text }),
      Plot.text([`loads: ${bandwidth} GB/s`], { x: 0.12, y: 0.11 * bandwidth, dx: 6, textAnchor: 'start', text }),
    ],
  };
}

/** What the kernels reach, under what multiplying and adding, and what loading would allow. */
export function rooflineSvg(roofline: Roofline): string {
  const points = roofline.parts
    .filter(({ name, multiplyAdds }) => multiplyAdds > 1000 && !name.startsWith('Output'))
    .map(({ name, multiplyAdds, bytes, microseconds }): Point => {
      return { name, intensity: multiplyAdds / bytes, rate: multiplyAdds / microseconds / 1000 };
    });
  const roof = roofMarks(roofline);
  const label = 'multiply-adds for each byte that must be read or written';
  const body = plotAt(8, 40, {
    width: 744,
    height: 400,
    marginLeft: 48,
    marginBottom: 44,
    marginRight: 20,
    x: { type: 'log', domain: [INTENSITY.low, INTENSITY.high] },
    y: { type: 'log', domain: [5, 30] },
    marks: [
      Plot.gridY(RATES, GRID),
      Plot.axisY(RATES, { tickSize: 0, tickFormat: 'd', label: null }),
      Plot.axisX(INTENSITY.ticks, { tickSize: 4, tickFormat: String, label, ...CENTRED }),
      roof.line,
      Plot.dot(points, { x: 'intensity', y: 'rate', r: 4, fill: COLOUR.validation }),
      namesMark(points, 'left'),
      namesMark(points, 'right'),
      namesMark(points, 'below'),
      ...roof.labels,
    ],
  });
  const title = `G multiply-adds/s: kernels of the paper's network, batch 1, one core of an ${roofline.machine.cpu}`;
  return titledSheet({ width: 760, height: 452, title, body });
}
