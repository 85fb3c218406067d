import type uPlot from 'uplot';
import type { Run } from '../../training/run.js';
import { BLOG, PAPER_TEST, PAPER_TRAINING } from './paper.js';

/** One line or row of points of a chart. */
export interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** CSS variable of its colour. */
  readonly colour: string;
  readonly style: 'line' | 'thin' | 'dashed' | 'points' | 'hollow';
}

const SLOT_COLOURS = ['--ink', '--negative'];
const numbers = (values: readonly number[]) => values.map((_, i) => i + 1);

/** A level across the whole chart. */
function level(value: number, end: number, style: Line['style']): Line {
  return { x: [0, end], y: [value, value], colour: '--reference', style };
}

/** What is drawn behind the error curves: the paper's Fig. 5 and the blog's last figures. */
function behindErrors(end: number): Line[] {
  return [
    { x: numbers(PAPER_TEST), y: PAPER_TEST, colour: '--reference', style: 'points' },
    { x: numbers(PAPER_TRAINING), y: PAPER_TRAINING, colour: '--reference', style: 'hollow' },
    level(BLOG.testPercent, end, 'dashed'),
  ];
}

/** On a logarithmic axis no error at all stands at the bottom. */
const FLOOR = 0.05;
const visible = (percent: number) => Math.max(FLOOR, percent);

export function errorLines(runs: readonly Run[], end: number): Line[] {
  const own = runs.flatMap(({ settings, stretches, passes, tests }, i): Line[] => {
    const colour = SLOT_COLOURS[i] as string;
    const pass = (samples: number) => samples / settings.size;
    return [
      {
        x: stretches.map(({ samples }) => pass(samples)),
        y: stretches.map((s) => visible(s.errorPercent)),
        colour,
        style: 'thin',
      },
      { x: passes.map((_, p) => p + 1), y: passes.map((s) => visible(s.errorPercent)), colour, style: 'hollow' },
      {
        x: tests.map(({ samples }) => pass(samples)),
        y: tests.map((s) => visible(s.errorPercent)),
        colour,
        style: 'line',
      },
    ];
  });
  return [...behindErrors(end), ...own];
}

export function lossLines(runs: readonly Run[], end: number): Line[] {
  const own = runs.flatMap(({ settings, stretches, passes }, i): Line[] => {
    const colour = SLOT_COLOURS[i] as string;
    return [
      {
        x: stretches.map(({ samples }) => samples / settings.size),
        y: stretches.map((s) => s.meanLoss),
        colour,
        style: 'thin',
      },
      { x: passes.map((_, p) => p + 1), y: passes.map((s) => s.meanLoss), colour, style: 'hollow' },
    ];
  });
  return [level(BLOG.loss, end, 'dashed'), ...own];
}

/** Right end of the axis, in passes: a little ahead of the run, so that the first pass is seen to fall. */
export function endOf(runs: readonly Run[]): number {
  return Math.max(1, ...runs.map(({ samples, settings }) => Math.ceil(samples / settings.size + 0.25)));
}

/** uPlot's table: one x for all, gaps where a line has no point. */
export function tableOf(lines: readonly Line[], join: typeof uPlot.join): uPlot.AlignedData {
  return join(lines.map(({ x, y }) => [[...x], [...y]]));
}
