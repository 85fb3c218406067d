import * as Plot from '@observablehq/plot';
import { COLOUR, plotAt, sheetSvg, textAt } from 'lenet5-cli/plots';
import { spreadOf } from 'lenet5-cli/study';
import { CENTRED, DOTTED, GRID, legendAt, recipeColour, recipeEntries } from '../figure.js';
import { type KeptRun, type Report, type ReportResult, resultsOf } from './results.js';

/** Error of the digits that are not rejected, in per cent: the paper's, Fig. 10. */
const TARGET = 0.5;

/** Ranks of the misread digits by margin, ascending; null where they were not kept. */
function ranksOf({ ranks, misread }: KeptRun): readonly number[] | null {
  return ranks ?? misread?.map(([, , , rank]) => rank).sort((a, b) => a - b) ?? null;
}

/** Error in per cent of the digits that remain when the `rejected` least certain ones are put aside. */
export function errorWithout(rejected: number, ranks: readonly number[], count: number): number {
  const errors = ranks.filter((rank) => rank >= rejected).length;
  return (100 * errors) / (count - rejected);
}

/** Smallest share of digits, in per cent, whose rejection brings the error of the remaining ones down to `target` per cent. */
export function rejectedFor(kept: KeptRun, target: number): number | null {
  const [ranks, count] = [ranksOf(kept), kept.test?.[1]];
  if (!ranks || count === undefined) return null;
  // Rejecting correct digits alone makes the share of errors larger: the smallest number ends with an error.
  const ends = [0, ...ranks.map((rank) => rank + 1)];
  const enough = ends.find((rejected) => rejected < count && errorWithout(rejected, ranks, count) <= target);
  return enough === undefined ? 100 : (100 * enough) / count;
}

/** Mean and spread over runs of the share to reject for the paper's 0.5 %. */
export function rejectionSpread(results: readonly ReportResult[]) {
  return spreadOf(results.flatMap(({ kept }) => rejectedFor(kept, TARGET) ?? []));
}

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
  const plot = plotAt(16, 64, {
    width: WIDTH - 32,
    height: HEIGHT - 84,
    marginLeft: 36,
    marginBottom: 44,
    x: { domain: [0, MOST] },
    y: { domain: [0, Math.max(1, ...points.map(({ error }) => error))] },
    marks: [
      Plot.gridY({ ticks: 6, ...GRID }),
      Plot.axisY({ ticks: 6, tickSize: 0, label: null }),
      Plot.axisX({ ticks: 10, tickSize: 4, label: 'rejected, % of the test digits', ...CENTRED }),
      Plot.ruleY([0], { stroke: COLOUR.ink, strokeWidth: 0.75 }),
      Plot.ruleY([TARGET], DOTTED),
      Plot.line(points, {
        x: 'rejected',
        y: 'error',
        z: 'run',
        stroke: ({ name }: Point) => recipeColour(name),
        strokeWidth: 1,
        strokeOpacity: 0.8,
      }),
    ],
  });
  const body = [
    textAt(24, 30, 'Error of the digits that remain, %', { size: 13, bold: true }),
    legendAt(24, 54, recipeEntries(points)),
    plot,
  ].join('');
  return sheetSvg({ width: WIDTH, height: HEIGHT, title: 'Rejection', body });
}
