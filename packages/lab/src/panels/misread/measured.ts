import { computed, signal } from '@preact/signals';
import type { Dataset, Evaluation } from 'lenet5';
import { loadTest } from '../../data/test-set.js';
import { type Source, source, unchangedWeights, weightsVersion } from '../../state/model.js';
import { report } from '../../state/page.js';
import { evaluateOnTest } from '../../training/evaluation.js';
import { runInFigure } from '../../training/open-runs.js';
import type { Run } from '../../training/run.js';
import { digitsOf, nameOf } from '../../training/settings.js';

/** What was measured of the weights in the figure, and the digits it was measured on. */
export interface Measured {
  readonly evaluation: Evaluation;
  readonly test: Dataset;
  /** The weights at that moment. */
  readonly of: Source;
}

/** The last measurement by this panel. */
const measured = signal<(Measured & { readonly version: number }) | null>(null);
export const measuring = signal(false);
const testSet = signal<Dataset | null>(null);

/** Brings the digits, for measurements that the training makes. */
export async function bringDigits(): Promise<void> {
  testSet.value = await loadTest().catch((error) => {
    report(error);
    return null;
  });
}

/** Counts the misread digits of the weights that the figure shows. */
export async function measureShown(): Promise<void> {
  if (measuring.peek()) return;
  measuring.value = true;
  try {
    testSet.value = await loadTest();
    const [version, of] = [weightsVersion.peek(), source.peek()];
    const test = testSet.value;
    const evaluation = await evaluateOnTest(unchangedWeights(), { count: test.count, draw: null });
    measured.value = { evaluation, test, version, of };
  } catch (error) {
    report(error);
  } finally {
    measuring.value = false;
  }
}

/** The run that measures the figure's weights as it goes, on the digits as they are stored. */
function measuringRun(): Run | null {
  const run = runInFigure();
  return run?.status === 'running' && digitsOf(run.settings).test.draw === null ? run : null;
}

/** The weights of a run when it was last measured. */
function lastTested({ id, settings, tests }: Run): Source {
  const samples = tests.at(-1)?.samples ?? 0;
  return { kind: 'training', id, run: nameOf(settings), samples, passes: samples / settings.size };
}

/** What a training measured: the same until it measures again. */
const byTraining = new WeakMap<Evaluation, Measured>();

/** The newest measurement of the shown weights: by the training itself, or by this panel. */
export const current = computed<Measured | null>(() => {
  const run = measuringRun();
  const test = testSet.value;
  if (!run?.evaluation || !test) return measured.value;
  const known = byTraining.get(run.evaluation) ?? { evaluation: run.evaluation, test, of: lastTested(run) };
  byTraining.set(run.evaluation, known);
  return known;
});

/** Whether the figure's weights have changed since they were measured, and nobody else measures them. */
export function stale(): boolean {
  return measuringRun() === null && measured.value?.version !== weightsVersion.value;
}
