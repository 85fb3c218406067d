// The attacks on a queue: what a stranger leaves in Redis where results, snapshots, runs and studies are expected.
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { changedValue, forge, forgedBytes, forgedText, randomOf } from './forgeries.mjs';
import {
  address,
  data,
  execute,
  made,
  openStudies,
  QueueRunner,
  QueueWorker,
  ResultStore,
  snapshotsInRedis,
  studyInQueue,
  studyOf,
  surroundings,
  tasksOf,
} from './world.mjs';

/** The one of the command: what goes into the queue goes the same way. */
const { Queue } = createRequire(new URL('../../packages/cli/package.json', import.meta.url))('bullmq');

/** Between two looks of the honest worker, and how many of them the study has to see a forged job. */
const LOOK_MS = 200;
const SHOWN_LOOKS = 4;

/** Longer than any of it takes: who is still waiting then hangs. */
const PATIENCE_MS = 120_000;
const PROGRESS = {
  ...{ samples: 1, total: 2, pass: 1, passes: 3, position: 1, rate: 1e-3 },
  ...{ meanLoss: 1, runningErrorPercent: 50, testErrorPercent: null },
};
const QUEUE = address.queueName(surroundings);
const UNFORESEEN = /unexpected|[a-z]Error\b|Cannot read|is not a function|not iterable|call stack/;
const STEERING = /(?!\n)[\p{Cc}\u202a-\u202e]/u;

function inTime(promise, what) {
  const late = wait(PATIENCE_MS, null, { ref: false }).then(() => Promise.reject(new Error(`${what} hangs`)));
  return Promise.race([promise, late]);
}

/** What must not be heard: orders to a terminal, and errors that nobody foresaw. */
function badLines(lines) {
  return lines.filter((line) => STEERING.test(line) || line.includes('\n') || UNFORESEEN.test(line));
}

/** The study's side: each run finds a forged result or job in place of its own, and a worker who is honest comes after. */
async function results({ connected, folder }, seed, cases) {
  const random = randomOf(seed);
  const { client, queueOptions } = connected;
  const tasks = tasksOf(cases);
  const honest = new Map();
  for (const task of tasks) honest.set(task.key, (await made(task)).result);
  const out = join(folder, 'out');
  mkdirSync(out, { recursive: true });
  const store = new ResultStore(out);
  await store.makeFolder();
  for (const { key } of tasks) {
    await forge(random, client, address.resultKey(key), () => forgedText(random, honest.get(key)));
  }
  const queue = new Queue(QUEUE, queueOptions);
  /** How often the worker has looked at each job since it forged it. */
  const looks = new Map();
  const over = new AbortController();
  const worker = (async () => {
    while (!over.signal.aborted) {
      for (const { key } of tasks) {
        const job = `${address.PREFIX}:${QUEUE}:${key}`;
        if ((await client.exists(job)) === 0 || (await client.exists(address.resultKey(key))) > 0) continue;
        looks.set(key, (looks.get(key) ?? 0) + 1);
        if (looks.get(key) === 1) {
          const field = ['data', 'opts', 'progress', 'failedReason', 'timestamp'][Math.floor(5 * random())];
          await client.hset(job, field, forgedText(random, PROGRESS));
          await client.lrem(`${address.PREFIX}:${QUEUE}:wait`, 0, key);
          await client.rpush(`${address.PREFIX}:${QUEUE}:active`, key);
        } else if (looks.get(key) > SHOWN_LOOKS) {
          await client.set(address.resultKey(key), JSON.stringify(honest.get(key)));
          await client.lrem(`${address.PREFIX}:${QUEUE}:active`, 0, key);
          await client.del(job);
        }
      }
      await wait(LOOK_MS);
    }
  })();
  const said = [];
  const failed = [];
  const ended = new Map();
  const events = {
    started() {},
    progress: ({ label }, { samples, total, runningErrorPercent, testErrorPercent }) => {
      const share = Number.isFinite(samples / total);
      const errors = [runningErrorPercent, testErrorPercent].every((each) => each === null || Number.isFinite(each));
      if (!(share && errors)) failed.push(`${label}: a forged progress is shown`);
    },
    found() {},
    finished: async (task, result) => {
      await store.write(result);
      ended.set(task.key, result);
    },
    failed: (task, error) => {
      said.push(error.message);
      ended.set(task.key, null);
    },
  };
  const runner = new QueueRunner(
    connected,
    { shown: 'redis' },
    surroundings,
    (line) => said.push(line),
    async () => ({ id: 'forged', withdrawn: null }),
  );
  try {
    await inTime(runner.run(tasks, events, over.signal), 'the study');
  } catch (error) {
    failed.push(`the study ends: ${error.stack}`);
  }
  over.abort();
  await worker;
  await runner.close();
  await queue.close();
  for (const { key, label } of tasks) {
    const result = ended.get(key);
    const right = result && JSON.stringify(result.outcome) === JSON.stringify(honest.get(key).outcome);
    if (!right)
      failed.push(`${label}: ${result === undefined ? 'never ended' : 'a forged result counts, or it failed'}`);
  }
  failed.push(...badLines(said));
  const expected = new Set(['out', 'out/results', ...tasks.map(({ key }) => `out/results/${key}.json`)]);
  failed.push(
    ...readdirSync(folder, { recursive: true }).filter((name) => name.startsWith('out') && !expected.has(name)),
  );
  await client.flushall();
  return { cases: tasks.length, failed };
}

/** Snapshots: none is taken up that is none, and none keeps a run from its end. */
async function snapshots({ connected }, seed, cases) {
  const random = randomOf(seed);
  const { client } = connected;
  const [task] = tasksOf(1);
  const { snapshot } = await made(task);
  const kept = snapshotsInRedis(client);
  const key = address.snapshotKey(task.key);
  await kept.write(task.key, snapshot);
  const whole = await client.getBuffer(key);
  const failed = [];
  for (let i = 0; i < cases; i++) {
    try {
      if (i % 3 === 0) await forge(random, client, key, () => forgedBytes(random, whole));
      // Its checksum is right: whoever forges it can make one.
      else await kept.write(task.key, changedState(random, snapshot)).catch(() => client.set(key, 'no snapshot'));
      const found = await kept.read(task.key);
      if (!found || 'reason' in found) continue;
      const said = [];
      const listener = { progress() {}, refused: (reason) => said.push(reason) };
      await execute(task, data, listener, found);
      failed.push(...badLines(said));
    } catch (error) {
      failed.push(`snapshot ${i}: ${error.stack}`);
    } finally {
      await client.del(key);
    }
  }
  return { cases, failed };
}

/** Everything but the arrays changed: these are only numbers. */
function changedState(random, { notes, state }) {
  const { trainer, ...rest } = state;
  const { parameters, rates, moments, ...numbers } = trainer;
  const changed = changedValue(random, { notes, state: { ...rest, trainer: numbers } });
  const arrays = { parameters, rates, moments };
  return { ...changed, state: { ...changed.state, trainer: { ...changed.state?.trainer, ...arrays } } };
}

/** The worker's side: runs that are none; the honest one behind them is made. */
async function runs({ connected }, seed, cases) {
  const random = randomOf(seed);
  const { client, queueOptions } = connected;
  const [honest, ...tasks] = tasksOf(Math.min(cases, 999) + 1);
  const queue = new Queue(QUEUE, queueOptions);
  for (const task of tasks) {
    const forged = random() < 0.8 ? changedValue(random, task) : JSON.parse(JSON.stringify(task.label));
    await queue.add('run', forged, { jobId: task.key, removeOnComplete: true });
  }
  await queue.add('run', honest, { jobId: honest.key, removeOnComplete: true });
  const said = [];
  const worker = new QueueWorker({
    connected,
    address: { shown: 'redis' },
    surroundings,
    data,
    snapshots: snapshotsInRedis(client),
    concurrency: 2,
    patience: 4,
    say: (line) => said.push(line),
  });
  const failed = [];
  const done = async () => {
    for (;;) {
      const counts = await queue.getJobCounts('wait', 'active', 'delayed');
      if (Object.values(counts).every((count) => count === 0)) return;
      await wait(100);
    }
  };
  try {
    await inTime(done(), 'the worker');
    if ((await client.exists(address.resultKey(honest.key))) === 0) failed.push('the honest run was not made');
    for (const job of await queue.getFailed()) said.push(job.failedReason);
  } catch (error) {
    failed.push(error.stack);
  }
  await inTime(worker.close(), 'the end of the worker').catch((error) => failed.push(error.message));
  await queue.close();
  await client.flushall();
  return { cases: tasks.length, failed: [...failed, ...badLines(said)] };
}

/** Studies that are open: what is none is named, and the one that is one is found. */
async function studies({ connected }, seed, cases) {
  const random = randomOf(seed);
  const { client } = connected;
  const open = { ...surroundings, file: studyOf(3), opened: 'x' };
  const failed = [];
  for (let i = 0; i < cases; i++) {
    await client.del(address.STUDIES);
    await client.hset(address.STUDIES, { forged: JSON.stringify(open) });
    const name = ['x', '\u001b[2J', '../x', '', '__proto__'][i % 5];
    await client.hset(address.STUDIES, name, forgedText(random, open));
    try {
      const { studies: found } = await openStudies(client);
      if (!found.some(({ file }) => file.name === 'forged')) failed.push(`study ${i}: the right one is not found`);
      await studyInQueue(client, 'forged', 'redis');
    } catch (error) {
      failed.push(`study ${i}: ${error.stack}`);
    }
  }
  await client.del(address.STUDIES);
  return { cases, failed };
}

/** Each kind, and the share of the cases that it gets. */
export const ATTACKS = {
  results: [results, 0.4],
  snapshots: [snapshots, 0.25],
  runs: [runs, 0.15],
  studies: [studies, 0.2],
};
