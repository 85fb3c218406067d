import { Worker } from 'node:worker_threads';
import { RemoteEvaluator, weightsOf } from 'lenet5/training';
import { spreadOf } from './interleave.mjs';
import { networkOf, trainerOf } from './measure.mjs';

/** A pass of the blog trains on 60,000 samples and measures errors on 70,000. Here a part of one, in that proportion. */
const STEPS = 12_000;
const MEASURED = 14_000;

/** A data set of so many pictures, repeating those there are. */
function repeated(data, count) {
  const size = data.rows * data.columns;
  const images = new Uint8Array(count * size);
  for (let i = 0; i < count; i++)
    images.set(data.images.subarray((i % data.count) * size, (i % data.count) * size + size), i * size);
  const labels = Uint8Array.from({ length: count }, (_, i) => data.labels[i % data.count]);
  return { ...data, images, labels, count };
}

/** Errors of a network, measured in a thread beside it. */
function openEvaluator(dataset) {
  const worker = new Worker(new URL('evaluation-worker.mjs', import.meta.url));
  const evaluator = new RemoteEvaluator((request) => worker.postMessage(request));
  worker.on('message', (reply) => evaluator.receive(reply));
  worker.on('error', (error) => evaluator.fail(error));
  evaluator.keep('all', dataset);
  return { evaluator, close: () => worker.terminate() };
}

/** Milliseconds for a part of a pass; with an evaluator, until it has answered as well. */
async function timePass(trainer, evaluator) {
  const begin = performance.now();
  const answer = evaluator?.evaluate(weightsOf(trainer.network), ['all'], trainer.recipe);
  for (let i = 0; i < STEPS; i++) trainer.step();
  await answer;
  return performance.now() - begin;
}

/**
 * How much longer a pass takes where both error rates are measured beside it, as a share; with and without in turns.
 * @param {object} setting as in measure.mjs
 */
export async function measureEvaluation(setting, presets, times) {
  const { evaluator, close } = openEvaluator(repeated(setting.data, MEASURED));
  try {
    const extra = {};
    for (const preset of presets) {
      const { network } = networkOf(setting, preset, 1);
      const trainer = trainerOf(setting, network, 1);
      await timePass(trainer, evaluator);
      const shares = [];
      for (let i = 0; i < times; i++) {
        const alone = await timePass(trainer, null);
        shares.push((await timePass(trainer, evaluator)) / alone - 1);
      }
      extra[preset] = spreadOf(shares);
    }
    return { ...extra, repetitions: times };
  } finally {
    await close();
  }
}
