import * as Plot from '@observablehq/plot';
import { COLOUR } from '../../plots/look.js';
import { plotAt } from '../../plots/plot.js';
import { sheetSvg, textAt } from '../../plots/sheet.js';
import type { TableRow } from '../../study/table.js';
import type { ReportResult } from '../kept.js';
import { resultsOf } from '../results.js';

const WIDTH = 760;
const LABELS = 240;
const ROW = 26;

interface Dot {
  readonly row: string;
  readonly value: number;
}

/** Rows of a study as dots on one axis: each seed, the mean, and how far the mean is from that of the first row. */
export function rowsSvg(table: readonly TableRow<ReportResult>[], title: string): string {
  const shown = table.filter((row) => row.test !== null);
  const dots = shown.flatMap((row) =>
    resultsOf(row).flatMap(({ outcome }): Dot[] =>
      outcome.test ? [{ row: row.name, value: outcome.test.errorPercent }] : [],
    ),
  );
  const means = shown.map((row): Dot => ({ row: row.name, value: row.test?.mean ?? 0 }));
  const base = means[0]?.value ?? 0;
  const height = 70 + shown.length * ROW + 40;
  const domain = shown.map(({ name }) => name);
  const bars = means.map((mean) => ({ ...mean, base }));
  const plot = plotAt(16, 48, {
    width: WIDTH - 32,
    height: shown.length * ROW + 40,
    marginLeft: LABELS,
    marginRight: 56,
    marginTop: 4,
    marginBottom: 36,
    x: { domain: [0, Math.max(0.5, ...dots.map(({ value }) => value)) * 1.04] },
    y: { type: 'band', domain, padding: 0.3 },
    marks: [
      Plot.gridX({ ticks: 8, stroke: COLOUR.hairline, strokeOpacity: 1 }),
      Plot.axisX({ ticks: 8, tickSize: 0, label: 'test error, %', labelAnchor: 'center', labelArrow: 'none' }),
      Plot.axisY({ tickSize: 0, label: null }),
      Plot.ruleX(domain.length > 0 ? [base] : [], {
        stroke: COLOUR.reference,
        strokeDasharray: '1 3',
        strokeLinecap: 'round',
      }),
      Plot.ruleY(bars, {
        y: 'row',
        x1: 'base',
        x2: 'value',
        stroke: COLOUR.wrong,
        strokeWidth: 2,
        strokeOpacity: 0.35,
      }),
      Plot.dot(dots, { x: 'value', y: 'row', r: 2.5, fill: COLOUR.paper, stroke: COLOUR.quiet }),
      Plot.dot(means, { x: 'value', y: 'row', r: 4, fill: COLOUR.ink }),
      Plot.text(means, {
        x: 'value',
        y: 'row',
        text: ({ value }: Dot) => value.toFixed(2),
        dx: 12,
        textAnchor: 'start',
      }),
    ],
  });
  const body =
    textAt(24, 30, `${title} – large dot: mean; small dots: seeds; line: difference from the first row`, {
      size: 12,
      bold: true,
    }) + plot;
  return sheetSvg({ width: WIDTH, height, title, body });
}
