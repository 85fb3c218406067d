// The paper's Fig. 5 and recipe `paper` on one pair of axes.
import * as Plot from '@observablehq/plot';
import { PAPER_FIG_5 } from 'lenet5/training';
import { COLOUR, plotAt, textAt } from 'lenet5-cli/plots';
import { CENTRED, GRID, legendAt, titledSheet } from '../figure-parts.js';
import { type Band, bandsOf } from './passes.js';
import type { Report } from './results.js';

type Which = keyof typeof PAPER_FIG_5;

const ROW = 'paper';
const CURVES = { running: 'runningErrorPercent', test: 'testErrorPercent' } as const;
const COLOURS: Readonly<Record<Which, string>> = { running: COLOUR.validation, test: COLOUR.wrong };
/** What the band around the print stands for: 15 % more and less. */
const SHARE = 0.15;
const RANGE = [0.2, 6] as const;
const TICKS = [0.2, 0.5, 1, 2, 5];
const [WIDTH, HEIGHT] = [760, 440] as const;

/** Mean over the seeds of recipe `paper`, as far as the print goes. */
function ours(report: Report, which: Which): Band[] {
  const bands = bandsOf(report, 'curves', CURVES[which]).filter(({ name }) => name === ROW);
  return bands.slice(0, PAPER_FIG_5[which].length);
}

/** Lowest and highest of ours / Fig. 5 from a pass on, mean over the seeds; null where recipe `paper` has not been run. */
export function ratiosToFig5(report: Report, which: Which, from: number): readonly [number, number] | null {
  const ratios = ours(report, which).map(({ mean }, i) => mean / (PAPER_FIG_5[which][i] ?? 0));
  const late = ratios.slice(from - 1);
  return late.length === 0 ? null : [Math.min(...late), Math.max(...late)];
}

function marksOf(report: Report, which: Which): Plot.Markish[] {
  const print = PAPER_FIG_5[which].map((value, i) => ({
    pass: i + 1,
    value,
    low: value * (1 - SHARE),
    high: value * (1 + SHARE),
  }));
  const colour = COLOURS[which];
  return [
    Plot.areaY(print, { x: 'pass', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.1 }),
    Plot.dot(print, { x: 'pass', y: 'value', r: 3.5, fill: COLOUR.paper, stroke: colour, strokeWidth: 1.5 }),
    Plot.line(ours(report, which), { x: 'pass', y: 'mean', stroke: colour, strokeWidth: 1.8 }),
  ];
}

/** Four curves: training error on the fly and test error, of the paper and of recipe `paper`. */
export function fig5Svg(report: Report): string {
  const entries = [
    { name: 'paper, training', colour: COLOURS.running, shape: 'ring' },
    { name: 'paper, test', colour: COLOURS.test, shape: 'ring' },
    { name: 'recipe paper, training on the fly', colour: COLOURS.running },
    { name: 'recipe paper, test', colour: COLOURS.test },
  ] as const;
  const plot = plotAt(16, 70, {
    width: WIDTH - 32,
    height: HEIGHT - 110,
    marginLeft: 40,
    marginRight: 12,
    marginBottom: 40,
    x: { domain: [1, PAPER_FIG_5.test.length], inset: 8 },
    y: { type: 'log', domain: RANGE },
    marks: [
      Plot.gridY({ ticks: TICKS, ...GRID }),
      Plot.axisY({ ticks: TICKS, tickSize: 0, label: null, tickFormat: String }),
      Plot.axisX({ ticks: 12, tickSize: 4, tickFormat: 'd', label: 'pass', ...CENTRED }),
      ...marksOf(report, 'running'),
      ...marksOf(report, 'test'),
    ],
  });
  const note = 'Rings: read off the print; shaded: 15 % around them. Lines: mean of five seeds.';
  const body = [legendAt(24, 54, entries), plot, textAt(24, HEIGHT - 16, note, { size: 10, colour: COLOUR.quiet })];
  return titledSheet({
    width: WIDTH,
    height: HEIGHT,
    title: "The paper's Fig. 5: error over the passes, %",
    body: body.join(''),
  });
}
