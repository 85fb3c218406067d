import * as Plot from '@observablehq/plot';
import { COLOUR } from '../../plots/look.js';
import { plotAt } from '../../plots/plot.js';
import { sheetSvg, textAt } from '../../plots/sheet.js';
import { errorWithout, ranksOf } from '../kept.js';
import { REJECTION_TARGET } from '../paper.js';
import { type Report, resultsOf } from '../results.js';
import { colourOf, legendAt } from './look.js';

const WIDTH = 640;
const HEIGHT = 400;
/** Right end of the horizontal axis, and the step between two points, in per cent of the digits. */
const MOST = 10;
const STEP = 0.1;

interface Point {
  readonly name: string;
  readonly run: string;
  readonly rejected: number;
  readonly error: number;
}

function pointsOf(report: Report): Point[] {
  return (report.get('curves')?.table ?? []).flatMap((row) =>
    resultsOf(row).flatMap(({ kept }, i) => {
      const [ranks, count] = [ranksOf(kept), kept.test?.[1] ?? 0];
      if (!ranks) return [];
      return Array.from({ length: Math.round(MOST / STEP) + 1 }, (_, k): Point => {
        const rejected = k * STEP;
        const error = errorWithout(Math.round((rejected / 100) * count), ranks, count);
        return { name: row.name, run: `${row.name} ${i}`, rejected, error };
      });
    }),
  );
}

/** Error of the digits that remain, over the share of digits put aside, smallest margin first. One line a run. */
export function rejectionSvg(report: Report): string {
  const points = pointsOf(report);
  const names = [...new Set(points.map(({ name }) => name))];
  const plot = plotAt(16, 64, {
    width: WIDTH - 32,
    height: HEIGHT - 84,
    marginLeft: 36,
    marginBottom: 44,
    x: { domain: [0, MOST] },
    y: { domain: [0, Math.max(1, ...points.map(({ error }) => error))] },
    marks: [
      Plot.gridY({ ticks: 6, stroke: COLOUR.hairline, strokeOpacity: 1 }),
      Plot.axisY({ ticks: 6, tickSize: 0, label: null }),
      Plot.axisX({
        ticks: 10,
        tickSize: 4,
        label: 'rejected, % of the test digits',
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      Plot.ruleY([0], { stroke: COLOUR.ink, strokeWidth: 0.75 }),
      Plot.ruleY([REJECTION_TARGET], { stroke: COLOUR.reference, strokeDasharray: '1 3', strokeLinecap: 'round' }),
      Plot.line(points, {
        x: 'rejected',
        y: 'error',
        z: 'run',
        stroke: ({ name }: Point) => colourOf(name),
        strokeWidth: 1,
        strokeOpacity: 0.8,
      }),
    ],
  });
  const body = [
    textAt(24, 30, 'Error of the digits that remain, %', { size: 13, bold: true }),
    legendAt(
      24,
      54,
      names.map((name) => ({ name: `recipe ${name}`, colour: colourOf(name) })),
    ),
    plot,
  ].join('');
  return sheetSvg({ width: WIDTH, height: HEIGHT, title: 'Rejection', body });
}
