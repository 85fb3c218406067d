import { readSwitch, switchNamed, withSwitch } from 'lenet5/training';
import measured from '../../../../../docs/reproduction/figures.json' with { type: 'json' };
import type { Key } from '../../state/language.js';
import { panel } from '../../state/page.js';
import { focusOn, openRun } from '../../training/open-runs.js';
import { ALL_DIGITS, type PresetName, type RunSettings, settingsOf } from '../../training/settings.js';

/** One bar of a card: how to run it here, and the row of the report that it is. */
export interface Row {
  /** Of the texts; also the key of its figure in the report. */
  readonly id: string;
  readonly text: Key;
  readonly preset: PresetName;
  readonly changes: Readonly<Record<string, unknown>>;
  /** Training digits; those of the preset unless it is said. */
  readonly size?: number;
}

/** Its texts are `question.` and `answer.` with its id. */
export interface Question {
  readonly id: 'family' | 'pooling' | 'table' | 'angle' | 'batch' | 'softmax' | 'distortion' | 'rates' | 'sigmoid';
  readonly rows: readonly Row[];
}

function row(id: string, text: Key, changes: Row['changes'], preset: PresetName = 'fast'): Row {
  return { id, text, preset, changes: { passes: 6, ...changes } };
}

const base = row('questions/paper', 'row.paper', {});
const fromBlog = (id: string, text: Key, changes: Row['changes']) =>
  row(`gap-from-blog/${id}`, text, { schedule: 'cosine', ...changes }, 'blog');

const today = (id: string, text: Key, preset: PresetName, size?: number): Row => ({
  id,
  text,
  preset,
  changes: {},
  ...(size !== undefined && { size }),
});

/** What the blog's author asked, in our words, and what the family of the network shows. */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'family',
    rows: [
      today('family/1989, 7291 digits', 'row.1989.then', 'lenet-1989'),
      today('family/1989, all digits', 'row.1989', 'lenet-1989', ALL_DIGITS),
      today('curves/fast', 'row.1998', 'fast'),
      today('family/tutorial', 'row.tutorial', 'tutorial'),
      today('family/d2l', 'row.d2l', 'd2l'),
    ],
  },
  {
    id: 'pooling',
    rows: [
      base,
      row('questions/average pooling', 'row.average', { pooling: 'average' }),
      row('questions/max pooling', 'row.max', { pooling: 'max' }),
    ],
  },
  { id: 'table', rows: [base, row('questions/full connection in C3', 'row.full', { c3: 'full' })] },
  {
    id: 'angle',
    rows: [
      base,
      row('questions/angle in place of distance', 'row.angle', { output: 'rbf-angle', criterion: 'eq8', rate: 1e-3 }),
    ],
  },
  {
    id: 'batch',
    rows: [
      base,
      row('questions/mini-batches of 16', 'row.batch', { batch: 16, rate: 2e-3 }),
      row('questions/mini-batches of 16, twice the passes', 'row.batch.twice', { batch: 16, rate: 2e-3, passes: 12 }),
    ],
  },
  {
    id: 'softmax',
    rows: [
      base,
      row('questions/softmax and cross-entropy', 'row.softmax', {
        output: 'linear',
        criterion: 'cross-entropy',
        rate: 5e-3,
      }),
    ],
  },
  { id: 'distortion', rows: [base, row('questions/shifted and turned digits', 'row.distortion', {}, 'distorted')] },
  {
    id: 'rates',
    rows: [
      fromBlog('blog', 'row.blog6', {}),
      fromBlog("the paper's rates", 'row.rates', { schedule: 'list', rates: [5e-4, 2e-4, 1e-4, 5e-5, 1e-5] }),
    ],
  },
  { id: 'sigmoid', rows: [row('sigmoid/rate 1e-3', 'row.sigmoid', { passes: 3 }, 'blog-sigmoid')] },
];

/** From the blog's 2.1 % to the paper's 0.9 %, one change a step; each keeps those before it. */
export const STAIRS: readonly Row[] = [
  { id: 'curves/blog', text: 'stair.blog', preset: 'blog', changes: {} },
  {
    id: 'stairs/criterion',
    text: 'stair.criterion',
    preset: 'blog',
    changes: { criterion: 'eq9', schedule: 'cosine', passes: 12 },
  },
  {
    id: 'stairs/C5',
    text: 'stair.C5',
    preset: 'blog',
    changes: { criterion: 'eq9', schedule: 'cosine', passes: 12, 'squash.C5': 'scaled-tanh' },
  },
  {
    id: 'stairs/everywhere',
    text: 'stair.everywhere',
    preset: 'fast',
    changes: { criterion: 'eq8', rate: 1e-3, passes: 12, initialWeights: '2.4/F' },
  },
  {
    id: 'stairs/start',
    text: 'stair.start',
    preset: 'fast',
    changes: { j: 1, rate: 5e-4, initialWeights: '2.4/F' },
  },
  { id: 'curves/fast', text: 'stair.fast', preset: 'fast', changes: {} },
];

/** Test error in per cent, by the reproduction report: mean and standard deviation over the seeds. */
export interface Figure {
  readonly mean: number;
  readonly deviation: number | null;
  readonly seeds: number;
  /** The value that the report chose on validation digits, such as "rate=4e-4". */
  readonly chosen: string | null;
}

/** What was measured for a row; null where nothing was, so far. */
export function figureOf({ id }: Row): Figure | null {
  return (measured as Readonly<Record<string, Figure>>)[id] ?? null;
}

/** Whether a card is shown: others say of a row that it is not measured yet, but this one is all comparison. */
export function isShown({ id, rows }: Question): boolean {
  return id !== 'family' || rows.every((row) => figureOf(row) !== null);
}

/** The switch that the report chose for a row, where it did. */
function chosenFor(row: Row): Record<string, unknown> {
  const [name, text = ''] = figureOf(row)?.chosen?.split('=') ?? [];
  return name === undefined ? {} : { [name]: readSwitch(switchNamed(name), text) };
}

/** The settings of a row, as in the report's first run. */
function settingsOfRow(row: Row): RunSettings {
  return Object.entries({ ...row.changes, ...chosenFor(row) }).reduce(
    (settings, [name, value]) => withSwitch(settings, switchNamed(name), value),
    settingsOf(row.preset, 1, row.size),
  );
}

/** Trains a row in this tab, where it can be watched. */
export function runHere(row: Row): void {
  const live = openRun(settingsOfRow(row));
  focusOn(live);
  live.start();
  panel.value = 'train';
}
