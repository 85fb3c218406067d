import { createTrainer, RECIPES } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import { TrainingLoop } from 'lenet5/training';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSnapshot, type Snapshot, snapshotBytes } from '../src/run/snapshot.js';
import { smallMnist } from './support.js';

const recipe = { ...RECIPES['paper-printed'], curvatureSamples: 2, passes: 2 };
let snapshot: Snapshot<unknown>;
beforeAll(async () => {
  const { train } = await readMnistFolder(smallMnist(20, 1));
  const loop = new TrainingLoop({ trainer: createTrainer({ recipe, seed: 5, data: train }), now: () => 0.1 + 0.2 });
  const slice = { enough: () => true, measure: () => new Promise<null>(() => {}), beside: true };
  for await (const { kind } of loop.run(slice)) if (kind === 'progress' && loop.trainer.samples === 27) break;
  snapshot = { notes: { seed: 5, seconds: 0.1 }, state: loop.state() };
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
    expect(read.state.trainer.rates).toHaveLength(snapshot.state.trainer.parameters.length);
    expect(read.state.pending).toHaveLength(1);
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
