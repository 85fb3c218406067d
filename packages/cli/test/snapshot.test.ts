import { createNetwork, RECIPES, Trainer } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { weightsOf } from '../src/model/model.js';
import { NO_RESULTS } from '../src/run/results.js';
import { type Origin, readSnapshot, type Snapshot, snapshotBytes } from '../src/run/snapshot.js';
import { smallMnist } from './support.js';

const recipe = { ...RECIPES.paper, curvatureSamples: 2, passes: 2 };
let snapshot: Snapshot;
beforeAll(async () => {
  const { train } = await readMnistFolder(smallMnist(20, 1));
  const network = createNetwork({ curvature: true, capacity: 1 });
  const trainer = new Trainer({ network, recipe, seed: 5, data: train });
  while (trainer.pass < 1) trainer.step();
  const { running } = trainer;
  const closed = { pass: 1, running: { ...running }, rate: trainer.rate, weights: weightsOf(network) };
  for (let i = 0; i < 7; i++) trainer.step();
  const origin = { settings: { architecture: network.architecture, recipe, changes: [], warnings: [] }, seed: 5 };
  snapshot = {
    origin: origin as unknown as Origin,
    trainer: trainer.state(),
    results: { ...NO_RESULTS, pending: [closed], seconds: 0.1 },
    steps: 27,
    spoken: { samples: 1, lossSum: 0.1 + 0.2 },
  };
});

/** Arrays as text of their bits: comparing 180,000 numbers one by one takes seconds. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each) => {
      if (each instanceof Map) return [...each];
      return each instanceof Float32Array ? Buffer.from(each.slice().buffer).toString('base64') : each;
    }),
  );
}

describe('a snapshot file', () => {
  test('gives back every number as it was, those of a pass not measured yet too', () => {
    const read = readSnapshot(snapshotBytes(snapshot), 'state');
    expect(read.trainer.rates).toHaveLength(snapshot.trainer.parameters.length);
    expect(plain(read)).toEqual(plain(snapshot));
  });

  test('is the same bytes for the same moment', () => {
    const bytes = snapshotBytes(snapshot);
    expect(Buffer.compare(bytes, snapshotBytes(readSnapshot(bytes, 'state')))).toBe(0);
  });

  test('is refused with any of its bits changed', () => {
    const bytes = snapshotBytes(snapshot);
    for (let i = 0; i < 25; i++) {
      const at = Math.floor((i * bytes.length) / 25) + (i % 7);
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (i % 8));
      expect(() => readSnapshot(changed, 'state'), `byte ${at}`).toThrow(/^state is /);
    }
  });

  test('is refused when it ends early', () => {
    const bytes = snapshotBytes(snapshot);
    for (const length of [0, 1, 95, 96, 97, bytes.length / 2, bytes.length - 1]) {
      expect(() => readSnapshot(bytes.subarray(0, length), 'state'), `${length} bytes`).toThrow(/^state is /);
    }
  });
});
