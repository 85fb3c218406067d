// A small study with everything that belongs to it, made by the command's own parts, as built.
import { randomOf } from './forgeries.mjs';

const BUILT = '../../packages/cli/dist/study';
export const { connect } = await import(`${BUILT}/queue/connection.js`);
export const address = await import(`${BUILT}/queue/address.js`);
export const { QueueRunner } = await import(`${BUILT}/queue/runner.js`);
export const { QueueWorker } = await import(`${BUILT}/queue/worker.js`);
export const { snapshotsInRedis } = await import(`${BUILT}/queue/snapshots.js`);
export const { openStudies, studyInQueue } = await import(`${BUILT}/queue/studies.js`);
export const { ResultStore } = await import(`${BUILT}/store.js`);
export const { execute } = await import(`${BUILT}/execute.js`);
const { parseStudy } = await import(`${BUILT}/file.js`);
const { Planner } = await import(`${BUILT}/plan.js`);
const { rowsOf } = await import(`${BUILT}/rows.js`);

export const surroundings = { backend: 'simd', data: 'd'.repeat(64), code: 'c'.repeat(16) };

function digits(random, count) {
  const images = Uint8Array.from({ length: count * 784 }, () => 256 * random());
  return {
    count,
    rows: 28,
    columns: 28,
    identity: 'noise',
    warnings: [],
    images,
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
  };
}

/** Few digits of noise: what they are does not matter, only that trainings end soon. */
export const data = { train: digits(randomOf(1), 60), test: digits(randomOf(2), 20) };

export const studyOf = (count) =>
  parseStudy(`name: forged\nseeds: 1-${Math.min(count, 1000)}\nbase: { recipe: fast, epochs: 3 }\n`, 'forged');

/** So many different runs. */
export function tasksOf(count) {
  const [row] = rowsOf(studyOf(count));
  return new Planner(data, surroundings).runs(row, new Map());
}

/** The result of a run as its worker sends it, and its last snapshot. */
export async function made(task) {
  let snapshot = null;
  const listener = {
    progress() {},
    snapshot(each) {
      snapshot = each;
    },
  };
  return { result: JSON.parse(JSON.stringify(await execute(task, data, listener))), snapshot };
}
