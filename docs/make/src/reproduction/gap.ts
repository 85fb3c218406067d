import * as Plot from '@observablehq/plot';
import { COLOUR, plotAt, sheetSvg, textAt } from 'lenet5-cli/plots';
import type { TableRow } from 'lenet5-cli/study';
import { CENTRED, DOTTED, GRID } from '../figure-parts.js';
import { type ReportResult, resultsOf } from './results.js';

const WIDTH = 760;
const LABELS = 240;
const ROW = 26;

type Table = readonly TableRow<ReportResult>[];

/** Stairs are compared step by step, other rows with the first; null for a study whose rows are not compared. */
function comparedWith(study: string): 'first row' | 'row above' | null {
  if (study === 'stairs') return 'row above';
  return study.startsWith('gap-') || study === 'questions' ? 'first row' : null;
}

/** Studies whose rows are compared with each other. */
export function isComparison(study: string): boolean {
  return comparedWith(study) !== null;
}

/** How far the mean test error of each row is from that of the row it is compared with, in points, by name. */
export function changesOf(study: string, table: Table): ReadonlyMap<string, number> {
  const compared = comparedWith(study);
  const means = table.flatMap(({ name, test }) => (test ? [{ name, mean: test.mean }] : []));
  const base = (i: number) => means[compared === 'first row' ? 0 : i - 1]?.mean ?? Number.NaN;
  return new Map(compared ? means.slice(1).map(({ name, mean }, i) => [name, mean - base(i + 1)]) : []);
}

interface Dot {
  readonly row: string;
  readonly value: number;
}

/** Each seed and the mean of its row, and a line to the mean from the one that it is compared with. */
function marksOf(seeds: readonly Dot[], means: readonly Dot[], changes: ReadonlyMap<string, number>): Plot.Markish[] {
  const bars = means.flatMap((mean) => {
    const change = changes.get(mean.row);
    return change === undefined ? [] : [{ ...mean, base: mean.value - change }];
  });
  const place = { x: 'value', y: 'row' } as const;
  const difference = { y: 'row', x1: 'base', x2: 'value', stroke: COLOUR.wrong, strokeWidth: 2, strokeOpacity: 0.35 };
  return [
    Plot.gridX({ ticks: 8, ...GRID }),
    Plot.axisX({ ticks: 8, tickSize: 0, label: 'test error, %', ...CENTRED }),
    Plot.axisY({ tickSize: 0, label: null }),
    Plot.ruleX(means.slice(0, 1), { ...DOTTED, x: 'value' }),
    Plot.ruleY(bars, difference),
    Plot.dot(seeds, { ...place, r: 2.5, fill: COLOUR.paper, stroke: COLOUR.quiet }),
    Plot.dot(means, { ...place, r: 4, fill: COLOUR.ink }),
    Plot.text(means, { ...place, text: ({ value }: Dot) => value.toFixed(2), dx: 12, textAnchor: 'start' }),
  ];
}

/** Rows of a study as dots on one axis: each seed, the mean, and how far the mean is from the one it is compared with. */
export function rowsSvg(study: string, table: Table, title: string): string {
  const shown = table.filter((row) => row.test !== null);
  const seeds = shown.flatMap((row) =>
    resultsOf(row).flatMap(({ outcome }): Dot[] =>
      outcome.test ? [{ row: row.name, value: outcome.test.errorPercent }] : [],
    ),
  );
  const means = shown.map((row): Dot => ({ row: row.name, value: row.test?.mean ?? 0 }));
  const height = 70 + shown.length * ROW + 40;
  const plot = plotAt(16, 48, {
    width: WIDTH - 32,
    height: shown.length * ROW + 40,
    marginLeft: LABELS,
    marginRight: 56,
    marginTop: 4,
    marginBottom: 36,
    x: { domain: [0, Math.max(0.5, ...seeds.map(({ value }) => value)) * 1.04] },
    y: { type: 'band', domain: shown.map(({ name }) => name), padding: 0.3 },
    marks: marksOf(seeds, means, changesOf(study, table)),
  });
  const heading = `${title} – large dot: mean; small dots: seeds; line: difference from the ${comparedWith(study)}`;
  return sheetSvg({ width: WIDTH, height, title, body: textAt(24, 30, heading, { size: 12, bold: true }) + plot });
}
