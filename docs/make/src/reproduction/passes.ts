import * as Plot from '@observablehq/plot';
import { PAPER_FIG_5 } from 'lenet5/training';
import { COLOUR, plotAt, sheetSvg, textAt } from 'lenet5-cli/plots';
import { spreadOf } from 'lenet5-cli/study';
import { CENTRED, GRID, legendAt, recipeColour, recipeEntries, rowEntries } from '../figure-parts.js';
import { type Report, resultsOf } from './results.js';

const WIDTH = 900;
const HEIGHT = 420;
const PANEL = { width: 414, height: 320, marginLeft: 40, marginRight: 12, marginTop: 12, marginBottom: 40 };
/** Ends of the vertical axis in per cent; what is beyond is cut off. */
const RANGE = [0.1, 12] as const;
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10];

type Which = 'runningErrorPercent' | 'testErrorPercent';

export interface Band {
  readonly name: string;
  readonly pass: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Mean and range over the seeds, pass by pass. */
export function bandsOf(report: Report, study: string, which: Which): Band[] {
  return (report.get(study)?.table ?? []).flatMap((row) => {
    const runs = resultsOf(row).map(({ outcome }) => outcome.passes);
    const passes = Math.min(...runs.map(({ length }) => length));
    if (runs.length === 0) return [];
    return Array.from({ length: passes }, (_, i): Band => {
      const values = runs.map((run) => run[i]?.[which] ?? 0);
      const inside = (value: number) => Math.min(RANGE[1], Math.max(RANGE[0], value));
      const mean = spreadOf(values)?.mean ?? 0;
      return {
        name: row.name,
        pass: i + 1,
        mean: mean > RANGE[1] ? Number.NaN : inside(mean),
        low: inside(Math.min(...values)),
        high: inside(Math.max(...values)),
      };
    });
  });
}

function panelAt(x: number, y: number, bands: readonly Band[], paper: readonly number[]): string {
  const points = paper.map((value, i) => ({ pass: i + 1, value }));
  const last = Math.max(paper.length, ...bands.map(({ pass }) => pass));
  return plotAt(x, y, {
    ...PANEL,
    x: { domain: [1, last], inset: 6 },
    y: { type: 'log', domain: RANGE },
    marks: [
      Plot.gridY({ ticks: TICKS, ...GRID }),
      Plot.axisY({ ticks: TICKS, tickSize: 0, label: null, tickFormat: String }),
      Plot.axisX({ ticks: 6, tickSize: 4, tickFormat: 'd', label: 'pass', ...CENTRED }),
      Plot.areaY(bands, {
        x: 'pass',
        y1: 'low',
        y2: 'high',
        z: 'name',
        fill: ({ name }: Band) => recipeColour(name),
        fillOpacity: 0.13,
      }),
      Plot.line(bands, {
        x: 'pass',
        y: 'mean',
        z: 'name',
        stroke: ({ name }: Band) => recipeColour(name),
        strokeWidth: 1.5,
      }),
      Plot.line(points, { x: 'pass', y: 'value', stroke: COLOUR.reference, strokeWidth: 1 }),
      Plot.dot(points, { x: 'pass', y: 'value', r: 3, fill: COLOUR.paper, stroke: COLOUR.reference, strokeWidth: 1.5 }),
    ],
  });
}

/** What is drawn beside our trainings: points by pass, from the first on, under their name. */
interface Reference {
  readonly name: string;
  readonly test: readonly number[];
  readonly running: readonly number[];
}

/** The paper's Fig. 5. */
export const FIG_5: Reference = { name: 'paper, Fig. 5', ...PAPER_FIG_5 };

/** Trainings of a study: error over the passes, mean of the seeds and their range. */
export function passesSvg(report: Report, study: string, reference: Reference | null): string {
  const bands = (which: Which) => bandsOf(report, study, which);
  const [test, running] = [bands('testErrorPercent'), bands('runningErrorPercent')];
  const known = reference ? [{ name: reference.name, colour: COLOUR.reference, shape: 'ring' } as const] : [];
  const entries = [...known, ...(study === 'curves' ? recipeEntries(test) : rowEntries(test))];
  const note = 'Line: mean of the seeds; band: from the lowest to the highest. Above 12 % nothing is drawn.';
  const title = 'Error over the passes';
  const body = [
    textAt(24, 30, 'Test error, %', { size: 13, bold: true }),
    textAt(24 + WIDTH / 2 - 12, 30, 'Training error on the fly, %', { size: 13, bold: true }),
    legendAt(24, 54, entries),
    panelAt(16, 62, test, reference?.test ?? []),
    panelAt(16 + WIDTH / 2 - 12, 62, running, reference?.running ?? []),
    textAt(24, HEIGHT - 14, note, { size: 10, colour: COLOUR.quiet }),
  ].join('');
  return sheetSvg({ width: WIDTH, height: HEIGHT, title, body });
}
