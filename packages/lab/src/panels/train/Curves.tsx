import { computed, useComputed } from '@preact/signals';
import { BLOG_FINAL, PAPER_FIG_5 } from 'lenet5/training';
import { Key as KeyMark, type Look } from '../../elements/Mark.js';
import { type Key, language, sentences, t } from '../../state/language.js';
import { fixed, integer, percent } from '../../state/numbers.js';
import { openRuns } from '../../training/open-runs.js';
import type { Run } from '../../training/run.js';
import { digitsOf, nameOf } from '../../training/settings.js';
import { Chart, type ChartData, type Line } from './Chart.js';

/** Something that does not change, behind the curves. */
function reference(x: readonly number[], y: readonly number[], look: Look): Line {
  return { x, y, colour: '--reference', look };
}

/** A level across the whole chart. */
function level(value: number, end: number): Line {
  return reference([0, end], [value, value], 'dashed');
}

/** A point for each pass. */
function byPass(values: readonly number[], look: Look): Line {
  return reference(
    values.map((_, i) => i + 1),
    values,
    look,
  );
}

const SLOT_COLOURS = ['--ink', '--negative'];

/** One line of a run: what `value` says of each point, over the passes. */
function lineOf<Point extends { readonly samples: number }>(
  points: readonly Point[],
  value: (point: Point) => number,
  { size, slot, look }: { size: number; slot: number; look: Look },
): Line {
  return {
    x: points.map(({ samples }) => samples / size),
    y: points.map(value),
    colour: SLOT_COLOURS[slot] ?? '--ink',
    look,
  };
}

/** Lower ends of the axes, which are logarithmic: what is less stands at the bottom. */
const LEAST_ERROR = 0.1;
const LEAST_LOSS = 0.01;

/** What is drawn of a run. */
type Points = Pick<Run, 'settings' | 'stretches' | 'passes' | 'tests'>;

const points = computed<Points[]>(() =>
  openRuns.value.map(({ settings, stretches, passes, tests }) => ({
    settings: settings.value,
    stretches: stretches.value,
    passes: passes.value,
    tests: tests.value,
  })),
);

/** Errors on the fly and on the test set; behind them the paper's Fig. 5 and the blog's last figure. */
function errorLines(runs: readonly Points[], end: number): Line[] {
  const error = ({ errorPercent }: { errorPercent: number }) => errorPercent;
  const behind = [
    byPass(PAPER_FIG_5.test, 'square'),
    byPass(PAPER_FIG_5.running, 'frame'),
    level(BLOG_FINAL.testError, end),
  ];
  const own = runs.flatMap(({ settings: { size }, stretches, passes, tests }, slot) => [
    lineOf(stretches, error, { size, slot, look: 'thin' }),
    lineOf(passes, error, { size, slot, look: 'ring' }),
    lineOf(tests, error, { size, slot, look: 'line' }),
  ]);
  return [...behind, ...own];
}

function lossLines(runs: readonly Points[], end: number): Line[] {
  const loss = ({ meanLoss }: { meanLoss: number }) => meanLoss;
  const own = runs.flatMap(({ settings: { size }, stretches, passes }, slot) => [
    lineOf(stretches, loss, { size, slot, look: 'thin' }),
    lineOf(passes, loss, { size, slot, look: 'ring' }),
  ]);
  // Squares and cross-entropy are no distances.
  const distances = runs.some(({ settings }) => settings.recipe.criterion.startsWith('eq'));
  return [...(distances ? [level(BLOG_FINAL.loss, end)] : []), ...own];
}

/** Right end of the axis, in passes: a little ahead of the run, so that the first pass is seen to fall. */
const end = computed(() =>
  openRuns.value.reduce((most, { run }) => {
    const { progress, settings } = run.value;
    return Math.max(most, Math.ceil(progress.samples / settings.size + 0.25));
  }, 1),
);

type Ends = readonly [low: number, high: number];

/** An axis goes beyond its usual end where a curve does. */
function dataOf(linesOf: (runs: readonly Points[], end: number) => Line[], [low, high]: Ends): ChartData {
  const lines = linesOf(points.value, end.value);
  return { lines, end: end.value, low, high: Math.max(high, ...lines.flatMap(({ y }) => y)) };
}

type Meaning = readonly [look: Look, colour: string, text: Key];

const ERROR_KEYS: readonly Meaning[] = [
  ['line', '--ink', 'curves.test'],
  ['ring', '--ink', 'curves.training'],
  ['thin', '--ink', 'curves.stretch'],
  ['square', '--reference', 'curves.paperTest'],
  ['frame', '--reference', 'curves.paperTraining'],
  ['dashed', '--reference', 'curves.blog'],
];
const LOSS_KEYS: readonly Meaning[] = [
  ['ring', '--ink', 'curves.passLoss'],
  ['thin', '--ink', 'curves.stretch'],
  ['dashed', '--reference', 'curves.blogLoss'],
];

/** What each mark of a chart means. */
function Keys({ meanings }: { meanings: readonly Meaning[] }) {
  const both = openRuns.value;
  const sizes = new Set(both.map(({ settings }) => digitsOf(settings.value).test.count));
  const digits = [...sizes].map(integer).join(' / ');
  return (
    <ul class="keys">
      {meanings.map(([look, colour, text]) => (
        <li key={look}>
          <KeyMark look={look} colour={colour} /> {t(text, { digits })}
        </li>
      ))}
      {both.length > 1 &&
        both.map(({ settings }, i) => (
          <li key={i} class="key-slot">
            <KeyMark look="line" colour={SLOT_COLOURS[i] ?? '--ink'} /> {nameOf(settings.value)}
          </li>
        ))}
    </ul>
  );
}

/** When the newest point of a run was measured, and on what. */
function measuredText({ settings, tests }: Points): string {
  const run = nameOf(settings);
  const last = tests.at(-1);
  if (!last) return t('curves.unmeasured', { run });
  const passes = fixed(last.samples / settings.size, 2);
  const digits = integer(digitsOf(settings).test.count);
  return t('curves.measured', {
    run,
    passes,
    digits,
    samples: integer(last.samples),
    error: percent(last.errorPercent),
  });
}

/** The blog's three curves, growing, with the paper's Fig. 5 and the blog's figures behind them. */
export function Curves() {
  const errors = useComputed(() => dataOf(errorLines, [LEAST_ERROR, 100]));
  const losses = useComputed(() => dataOf(lossLines, [LEAST_LOSS, 100]));
  const source = points.value.map(measuredText).join(language.value === 'zh' ? '；' : '; ');
  return (
    <>
      <div class="curves">
        <Chart
          name="error-by-pass"
          title={t('curves.error')}
          unit={t('curves.error.unit')}
          data={errors}
          source={source}
        >
          <Keys meanings={ERROR_KEYS} />
        </Chart>
        <Chart name="loss-by-pass" title={t('curves.loss')} unit={t('curves.loss.unit')} data={losses} source={source}>
          <Keys meanings={LOSS_KEYS} />
        </Chart>
      </div>
      <p class="quiet fine">{sentences(source)}</p>
    </>
  );
}
