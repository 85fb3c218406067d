import * as Plot from '@observablehq/plot';
import { COLOUR, plotAt, sheetSvg, textAt } from 'lenet5-cli/plots';
import type { TableRow } from 'lenet5-cli/study';
import { CENTRED, DOTTED, GRID } from '../figure.js';
import { type ReportResult, resultsOf } from './results.js';

const WIDTH = 760;
const LABELS = 240;
const ROW = 26;

interface Dot {
  readonly row: string;
  readonly value: number;
}

/** Each seed and the mean of its row, and a line from `base` to the mean. */
function marksOf(seeds: readonly Dot[], means: readonly Dot[], base: number): Plot.Markish[] {
  const bars = means.map((mean) => ({ ...mean, base }));
  const place = { x: 'value', y: 'row' } as const;
  const difference = { y: 'row', x1: 'base', x2: 'value', stroke: COLOUR.wrong, strokeWidth: 2, strokeOpacity: 0.35 };
  return [
    Plot.gridX({ ticks: 8, ...GRID }),
    Plot.axisX({ ticks: 8, tickSize: 0, label: 'test error, %', ...CENTRED }),
    Plot.axisY({ tickSize: 0, label: null }),
    Plot.ruleX(means.length > 0 ? [base] : [], DOTTED),
    Plot.ruleY(bars, difference),
    Plot.dot(seeds, { ...place, r: 2.5, fill: COLOUR.paper, stroke: COLOUR.quiet }),
    Plot.dot(means, { ...place, r: 4, fill: COLOUR.ink }),
    Plot.text(means, { ...place, text: ({ value }: Dot) => value.toFixed(2), dx: 12, textAnchor: 'start' }),
  ];
}

/** Rows of a study as dots on one axis: each seed, the mean, and how far the mean is from that of the first row. */
export function rowsSvg(table: readonly TableRow<ReportResult>[], title: string): string {
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
    marks: marksOf(seeds, means, means[0]?.value ?? 0),
  });
  const heading = `${title} – large dot: mean; small dots: seeds; line: difference from the first row`;
  return sheetSvg({ width: WIDTH, height, title, body: textAt(24, 30, heading, { size: 12, bold: true }) + plot });
}
