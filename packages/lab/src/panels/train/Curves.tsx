import { useComputed } from '@preact/signals';
import { BLOG_FINAL, PAPER_FIG_5 } from 'lenet5/training';
import { type Key, t } from '../../state/language.js';
import { integer } from '../../state/numbers.js';
import { openRuns } from '../../training/open-runs.js';
import type { Run } from '../../training/run.js';
import { digitsOf, nameOf } from '../../training/settings.js';
import { Chart, type Line } from './Chart.js';

/** Something that does not change, behind the curves. */
function reference(x: readonly number[], y: readonly number[], style: Line['style']): Line {
  return { x, y, colour: '--reference', style };
}

/** A level across the whole chart. */
function level(value: number, end: number): Line {
  return reference([0, end], [value, value], 'dashed');
}

/** A point for each pass. */
function byPass(values: readonly number[], style: Line['style']): Line {
  return reference(
    values.map((_, i) => i + 1),
    values,
    style,
  );
}

const SLOT_COLOURS = ['--ink', '--negative'];

/** One line of a run: what `value` says of each point, over the passes. */
function lineOf<Point extends { readonly samples: number }>(
  points: readonly Point[],
  value: (point: Point) => number,
  { size, slot, style }: { size: number; slot: number; style: Line['style'] },
): Line {
  return {
    x: points.map(({ samples }) => samples / size),
    y: points.map(value),
    colour: SLOT_COLOURS[slot] ?? '--ink',
    style,
  };
}

/** On a logarithmic axis no error at all stands at the bottom. */
const FLOOR = 0.05;
/** The same for the loss. */
const LEAST_LOSS = 0.01;

/** Errors on the fly and on the test set; behind them the paper's Fig. 5 and the blog's last figure. */
function errorLines(runs: readonly Run[], end: number): Line[] {
  const error = ({ errorPercent }: { errorPercent: number }) => Math.max(FLOOR, errorPercent);
  const behind = [
    byPass(PAPER_FIG_5.test, 'points'),
    byPass(PAPER_FIG_5.running, 'hollow'),
    level(BLOG_FINAL.testError, end),
  ];
  const own = runs.flatMap(({ settings: { size }, stretches, passes, tests }, slot) => [
    lineOf(stretches, error, { size, slot, style: 'thin' }),
    lineOf(passes, error, { size, slot, style: 'hollow' }),
    lineOf(tests, error, { size, slot, style: 'line' }),
  ]);
  return [...behind, ...own];
}

function lossLines(runs: readonly Run[], end: number): Line[] {
  const loss = ({ meanLoss }: { meanLoss: number }) => Math.max(LEAST_LOSS, meanLoss);
  const own = runs.flatMap(({ settings: { size }, stretches, passes }, slot) => [
    lineOf(stretches, loss, { size, slot, style: 'thin' }),
    lineOf(passes, loss, { size, slot, style: 'hollow' }),
  ]);
  // Squares and cross-entropy are no distances.
  const distances = runs.some(({ settings }) => settings.recipe.criterion.startsWith('eq'));
  return [...(distances ? [level(BLOG_FINAL.loss, end)] : []), ...own];
}

/** Right end of the axis, in passes: a little ahead of the run, so that the first pass is seen to fall. */
function endOf(runs: readonly Run[]): number {
  return Math.max(1, ...runs.map(({ progress, settings }) => Math.ceil(progress.samples / settings.size + 0.25)));
}

const KEYS: readonly (readonly [mark: string, text: Key])[] = [
  ['line', 'curves.test'],
  ['hollow', 'curves.training'],
  ['thin', 'curves.stretch'],
  ['paper-test', 'curves.paperTest'],
  ['paper-training', 'curves.paperTraining'],
  ['blog', 'curves.blog'],
];

/** What each mark means, once for both charts. */
function Keys() {
  const both = openRuns.value;
  const sizes = new Set(both.map(({ run }) => digitsOf(run.value.settings).test.count));
  const digits = [...sizes].map(integer).join(' / ');
  return (
    <ul class="keys">
      {KEYS.map(([mark, text]) => (
        <li key={mark}>
          <i class={`key key-${mark}`} /> {t(text, { digits })}
        </li>
      ))}
      {both.length > 1 &&
        both.map(({ run }, i) => (
          <li key={run.value.id}>
            <i class={`key key-slot slot-${i}`} /> {nameOf(run.value.settings)}
          </li>
        ))}
    </ul>
  );
}

/** The blog's three curves, growing, with the paper's Fig. 5 and the blog's figures behind them. */
export function Curves() {
  const runs = useComputed(() => openRuns.value.map(({ run }) => run.value));
  const errors = useComputed(() => ({ lines: errorLines(runs.value, endOf(runs.value)), end: endOf(runs.value) }));
  const losses = useComputed(() => ({ lines: lossLines(runs.value, endOf(runs.value)), end: endOf(runs.value) }));
  return (
    <>
      <div class="curves">
        <Chart
          title={t('curves.error')}
          data={errors}
          y={{ logarithmic: true, low: 0.1, high: 100, unit: '\u2009%' }}
        />
        <Chart title={t('curves.loss')} data={losses} y={{ logarithmic: true, low: LEAST_LOSS, high: 100, unit: '' }} />
      </div>
      <Keys />
    </>
  );
}
