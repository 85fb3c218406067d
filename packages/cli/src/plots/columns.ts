import type { PassRecord } from 'lenet5/training';
import { rate, significant } from '../output.js';
import { t } from '../texts/language.js';
import { percent } from './sheet.js';

/** The columns of metrics.csv, in order: what stands in each. The same names are the keys of metrics.jsonl. */
export const COLUMNS = {
  epoch: 'pass',
  meanLoss: 'meanLoss',
  trainErrorPercent: 'trainErrorPercent',
  runningErrorPercent: 'runningErrorPercent',
  testErrorPercent: 'testErrorPercent',
  validationErrorPercent: 'validationErrorPercent',
  learningRate: 'learningRate',
  seconds: 'seconds',
  trainLoss: 'trainLoss',
  validationLoss: 'validationLoss',
  testLoss: 'testLoss',
} as const satisfies Record<string, keyof PassRecord>;

type Column = keyof typeof COLUMNS;

/** What each column means, in the language that is spoken. */
export function columnMeanings(): Record<Column, string> {
  return {
    epoch: t('number of the pass, from 1'),
    meanLoss: t(
      'mean loss over the pass, each training sample taken just before its own step, distorted where the recipe distorts',
    ),
    trainErrorPercent: t(
      'share of the training samples, as stored, that the weights after the pass misread, in per cent',
    ),
    runningErrorPercent: t(
      'share of the training samples misread just before their own steps, distorted where the recipe distorts, in per cent',
    ),
    testErrorPercent: t('share of the test samples that the weights after the pass misread, in per cent'),
    validationErrorPercent: t('the same share of the validation samples; empty without --set validation=N'),
    learningRate: t('learning rate in the middle of the pass'),
    seconds: t('time since the row before, measuring included'),
    trainLoss: t('mean loss of the training samples, as stored, after the pass'),
    validationLoss: t('mean loss of the validation samples after the pass; empty without --set validation=N'),
    testLoss: t('mean loss of the test samples after the pass'),
  };
}

/** A column that people are shown. */
interface Shown {
  readonly name: Column;
  readonly heading: string;
  readonly format: (value: number) => string;
}

/** In the order of reading. */
function shown(): Shown[] {
  return [
    { name: 'epoch', heading: t('Pass'), format: String },
    { name: 'meanLoss', heading: t('Mean loss'), format: significant },
    { name: 'runningErrorPercent', heading: t('Training error on the fly'), format: percent },
    { name: 'trainErrorPercent', heading: t('Training error after the pass'), format: percent },
    { name: 'validationErrorPercent', heading: t('Validation error'), format: percent },
    { name: 'testErrorPercent', heading: t('Test error'), format: percent },
    { name: 'learningRate', heading: t('Learning rate'), format: (value) => rate(value, 3) },
    { name: 'seconds', heading: t('Seconds'), format: (value) => value.toFixed(1) },
  ];
}

/** Passes as rows of text, without the columns in which nothing was measured; a dash where one value is missing. */
export function passesTable(records: readonly PassRecord[]): { headings: string[]; rows: string[][] } {
  const there = shown().filter(({ name }) => records.some((record) => record[COLUMNS[name]] !== null));
  const text = (value: number | null, format: Shown['format']) => (value === null ? '–' : format(value));
  const rows = records.map((record) => there.map(({ name, format }) => text(record[COLUMNS[name]], format)));
  return { headings: there.map(({ heading }) => heading), rows };
}

/** What each of several runs came to, as rows of text: the columns of its last pass in which something was measured. */
export function resultsTable(
  runs: readonly { readonly name: string; readonly folder: string; readonly records: readonly PassRecord[] }[],
): { headings: string[]; rows: string[][] } {
  const { headings, rows } = passesTable(runs.flatMap(({ records }) => records.slice(-1)));
  return {
    headings: [t('Name'), t('Folder'), ...headings],
    rows: runs.map(({ name, folder }, i) => [name, folder, ...(rows[i] ?? [])]),
  };
}
