import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LocalRunner, type RunOptions } from '../../src/study/local/threads.js';
import type { StudyResult } from '../../src/study/result.js';
import type { Task } from '../../src/study/result-key.js';
import { type Running, scratch, smallMnist, start } from '../support.js';

const cwd = scratch();
const running: Running[] = [];
afterAll(() => {
  for (const program of running) program.kill('SIGKILL');
});

/** No other study is in the folder. */
const alone = { claim: async () => ({ release: async () => {} }), look: async () => null };

const taskOf = (label: string) => ({ key: label, label }) as Task;

/** Threads in which runs called "long" last until they are given up; they say which those were. */
function fakeThreads(width: number) {
  const givenUp: string[] = [];
  const run = ({ key, label }: Task, { signal }: RunOptions) =>
    new Promise<StudyResult>((resolve, reject) => {
      if (!label.startsWith('long')) return resolve({ key } as StudyResult);
      signal?.addEventListener('abort', () => {
        givenUp.push(label);
        reject(new Error('aborted'));
      });
    });
  return { givenUp, run, width, close: async () => {} };
}

/** A study's side of a runner: no result can be kept. */
function fullDisk() {
  const failed: string[] = [];
  const events = {
    started() {},
    progress() {},
    found() {},
    failed: ({ label }: Task) => void failed.push(label),
    finished: () => Promise.reject(new Error('the disk is full')),
  };
  return { failed, events };
}

test('the first result that cannot be kept gives up all other runs, which do not count as failed', async () => {
  const threads = fakeThreads(3);
  const { failed, events } = fullDisk();
  const tasks = ['long 1', 'short', 'long 2'].map(taskOf);
  const { signal } = new AbortController();
  await expect(new LocalRunner(threads, alone).run(tasks, events, signal)).rejects.toThrow('the disk is full');
  expect(threads.givenUp).toEqual(['long 1', 'long 2']);
  expect(failed).toEqual([]);
});

test('runs begin in the order given, so many at a time', async () => {
  const begun: string[] = [];
  const threads = fakeThreads(2);
  const run = async (task: Task, options: RunOptions) => {
    begun.push(task.label);
    return threads.run(task, options);
  };
  const labels = Array.from({ length: 9 }, (_, i) => `run ${i}`);
  const events = { ...fullDisk().events, finished: async () => {} };
  const { signal } = new AbortController();
  await new LocalRunner({ ...threads, run }, alone).run(labels.map(taskOf), events, signal);
  expect(begun).toEqual(labels);
});

test('a result that cannot be kept is told in a study that is being stopped, too', async () => {
  const stop = new AbortController();
  const { events } = fullDisk();
  const finished = async () => {
    stop.abort();
    return events.finished();
  };
  const runs = new LocalRunner(fakeThreads(2), alone).run(
    ['long', 'short'].map(taskOf),
    { ...events, finished },
    stop.signal,
  );
  await expect(runs).rejects.toThrow('the disk is full');
});

test('a study whose folder is taken away ends with one sentence, not with its longest run', async () => {
  const rows = 'rows: [{ name: long, epochs: 100000 }, { name: short, epochs: 4 }]';
  writeFileSync(join(cwd, 'lost.yaml'), `name: lost\nbase: { recipe: fast }\n${rows}\n`);
  const study = start(['study', 'lost.yaml', '--data', smallMnist(600, 100), '--threads', '2'], cwd);
  running.push(study);
  await study.says('short, seed 1: started');
  rmSync(join(cwd, 'studies/results'), { recursive: true });
  const { code, stdout, stderr } = await study.ended;
  expect(stderr).toMatch(
    /\nlenet5: The result studies\/results\/[0-9a-f]{32}\.json cannot be written \(it does not exist\); [^\n]+\.\n$/,
  );
  expect(stderr.match(/^lenet5: /gm)).toHaveLength(1);
  expect([code, stdout]).toEqual([1, '']);
});
