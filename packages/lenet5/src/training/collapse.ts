import { type Seen, TrainingError } from '../errors.js';
import type { Floats } from '../kernels/arena.js';
import type { Squash } from '../kernels/contract.js';
import type { Network } from '../network/network.js';

/** Samples between two looks. */
export const WINDOW = 2000;

/** What was seen during one window. */
export interface Window {
  samples: number;
  lossSum: number;
  errors: number;
  /** How often each digit was the answer. */
  answers: number[];
}

export function emptyWindow(classes: number): Window {
  return { samples: 0, lossSum: 0, errors: 0, answers: Array<number>(classes).fill(0) };
}

export function copyOf(window: Window): Window {
  return { ...window, answers: [...window.answers] };
}

/** Whether a state has left its squashing function with about 1 % of the largest slope, or less. */
const SATURATED: Readonly<Record<Squash, (state: number) => boolean>> = {
  'scaled-tanh': (state) => Math.abs(state) > 1.707,
  tanh: (state) => Math.abs(state) > 0.995,
  logistic: (state) => Math.min(state, 1 - state) < 0.0025,
  relu: () => false,
  none: () => false,
};
/** Share of chance's errors (90 % with ten classes) from which on answers are taken for chance. */
const NEAR_CHANCE = 8 / 9;

/** Share (0-1) of the units below the output, F6 in LeNet-5, of the first sample that are saturated. */
function saturation(network: Network): number {
  const { state, squash } = network.unitsNamed(lastHidden(network));
  const { data, length } = state;
  const units = length / network.capacity;
  const saturated = SATURATED[squash as Squash];
  return data.subarray(0, units).filter((state) => saturated(state)).length / units;
}

/** Name of the layer that the output reads. */
function lastHidden({ layers }: Network): string {
  return layers.at(-1)?.from ?? '';
}

/** The most frequent answer and its share. */
function dominant({ answers, samples }: Window): { digit: number; share: number } {
  const most = Math.max(...answers);
  return { digit: answers.indexOf(most), share: most / samples };
}

/**
 * Training that has been at chance for so many steps in a row, and for half of the whole run, does not learn, whatever the
 * reason. It can start on a plateau where every picture gets the same answer and the loss stands still; the blog's
 * network leaves it after about 60,000 steps at a rate of 1e-3, and after 200,000 at half of that.
 */
const PATIENCE = 200_000;

/**
 * Looks whether training has collapsed: two windows in a row at chance with F6 saturated, or 200,000 steps and half of the
 * run at chance.
 * @param chance samples in a row at chance before the last window
 * @param moment samples seen since the start of the run, those of a step, and those of the whole run
 * @returns the same with the last window
 * @throws TrainingError
 */
export function watchCollapse(
  network: Network,
  last: Window,
  before: Window | null,
  chance: number,
  { samples, batch, planned }: { readonly samples: number; readonly batch: number; readonly planned: number },
): number {
  const enough = NEAR_CHANCE * (1 - 1 / network.classes);
  if (last.errors < enough * last.samples) return 0;
  const atChance = chance + last.samples;
  if (!before || before.errors < enough * before.samples) return atChance;
  const saturated = saturation(network);
  if (saturated < 0.99 && atChance < Math.max(PATIENCE * batch, planned / 2)) return atChance;
  const now = dominant(last);
  const seen: Seen = {
    samples,
    window: last.samples,
    answer: now.digit,
    answerShare: now.share,
    errorShare: last.errors / last.samples,
    meanLoss: last.lossSum / last.samples,
    saturatedShare: saturated,
    cause: saturated >= 0.99 ? 'too-large' : 'too-little-gradient',
  };
  throw new TrainingError('collapse', sentenceOf(seen), seen);
}

const CAUSES: Readonly<Record<Seen['cause'], string>> = {
  'too-large': 'the learning rate or the initial weights are too large',
  'too-little-gradient': 'the squashing functions pass on too little gradient, or the learning rate is far off',
};

/** What is said of a training that has collapsed. */
export function sentenceOf(seen: Seen): string {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  return (
    `Training has collapsed after ${seen.samples} samples: the answer was ${seen.answer} for ` +
    `${percent(seen.answerShare)} of the last ${seen.window} samples, ${percent(seen.errorShare)} of the answers ` +
    `were wrong, the loss stands at ${seen.meanLoss.toPrecision(4)}, and ${percent(seen.saturatedShare)} of the units ` +
    `of F6 are saturated; the likely cause: ${CAUSES[seen.cause]}.`
  );
}

function finite(data: Floats): boolean {
  // A sum is not finite where a term is not; overflow of the sum itself would need weights beyond all use.
  let sum = 0;
  for (const value of data) sum += value;
  return Number.isFinite(sum);
}

/**
 * @param sample its number since the start of the run, from 0
 * @throws TrainingError that names the first layer with a value that is no finite number
 */
export function reportNonFinite(network: Network, sample: number): never {
  const layer = [...network.units].find(([, { state }]) => !finite(state.data))?.[0] ?? 'Output';
  throw new TrainingError(
    'not-finite',
    `The loss of sample ${sample} is not a finite number, ${layer} is the first layer with such a value; the likely ` +
      'cause: the learning rate is too large.',
  );
}

/**
 * @param samples seen since the start of the run
 * @throws TrainingError that names the first parameter with a value that is no finite number
 */
export function watchParameters(network: Network, samples: number): void {
  const bad = network.parameters.find(({ value }) => !finite(value.data));
  if (bad) {
    throw new TrainingError(
      'not-finite',
      `${bad.name} has a value that is not a finite number after ${samples} samples; the likely cause: the learning ` +
        'rate is too large.',
    );
  }
}
