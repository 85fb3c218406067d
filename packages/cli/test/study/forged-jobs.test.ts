// Jobs and results that are none, put into a real Redis before a real worker and a real study.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { beforeAll, describe, expect, test } from 'vitest';
import { PREFIX, queueName, resultKey, STUDIES } from '../../src/study/queue/address.js';
import { surroundingsHere } from '../../src/study/result-key.js';
import { call, type Finished, onlyObject, scratch, smallMnist, start } from '../support.js';
import { RedisServer, WITHOUT_REDIS } from './redis.js';

const cwd = scratch();
const data = smallMnist(60, 20);
writeFileSync(join(cwd, 'tiny.yaml'), 'name: tiny\nseeds: 1-5\nbase: { epochs: 1, recipe: fast }\n');
const study = ['study', 'tiny.yaml', '--data', data, '--json'];

interface Run {
  readonly key: string;
  readonly testErrorPercent: number;
  readonly weightsSha256: string;
}
/** But for the seconds that they took. */
const runsOf = (finished: Finished): Run[] =>
  (onlyObject(finished) as { rows: [{ runs: Run[] }] }).rows[0].runs.map(({ key, testErrorPercent, weightsSha256 }) => {
    return { key, testErrorPercent, weightsSha256 };
  });

let honest: readonly Run[] = [];
let jobs = '';
beforeAll(async () => {
  honest = runsOf(await call([...study, '--threads', '1', '--out', 'here'], cwd));
  jobs = `${PREFIX}:${queueName((await surroundingsHere({ data })).surroundings)}`;
});

const fields = (more: Record<string, string | number> = {}) => ({
  name: 'run',
  data: '{}',
  opts: '{}',
  timestamp: Date.now(),
  delay: 0,
  priority: 0,
  atm: 0,
  ...more,
});
const YEAR = 365 * 24 * 3600_000;
const NO_RESULT = 'its job is finished, or put off, and there is no result';
/** What somebody may leave there, each in place of a run, and what is said of it. */
const FORGED: readonly (readonly [string, (client: Redis, key: string) => Promise<unknown>])[] = [
  // A job that is finished.
  [
    NO_RESULT,
    async (client, key) => {
      const done = { finishedOn: Date.now(), returnvalue: JSON.stringify({ errorPercent: 0 }) };
      await client.hset(`${jobs}:${key}`, fields(done));
      await client.zadd(`${jobs}:completed`, Date.now(), key);
    },
  ],
  // One that is nowhere.
  [NO_RESULT, (client, key) => client.hset(`${jobs}:${key}`, fields())],
  // One put off for a year.
  [
    NO_RESULT,
    async (client, key) => {
      await client.hset(`${jobs}:${key}`, fields({ delay: YEAR }));
      await client.zadd(`${jobs}:delayed`, (Date.now() + YEAR) * 0x1000, key);
    },
  ],
  // A result that is no JSON, and one of another run.
  ['', (client, key) => client.set(resultKey(key), '{')],
  ['', (client, key) => client.set(resultKey(key), JSON.stringify({ key: 'f'.repeat(32) }))],
];

describe.skipIf(WITHOUT_REDIS !== null)('with a real worker', () => {
  test('jobs that are finished, nowhere or put off, and results that are none: each is named, and its run is made', async () => {
    const server = await RedisServer.start(false);
    await server.with(async (client) => {
      for (const [i, [, forge]] of FORGED.entries()) await forge(client, honest[i]?.key ?? '');
    });
    const worker = start(['worker', '--queue', server.url, '--data', data, '--concurrency', '1'], cwd);
    const ended = await start([...study, '--queue', server.url, '--out', 'forged'], cwd).ended;
    worker.kill('SIGKILL');
    expect(ended.code, ended.stderr).toBe(0);
    for (const [i, [reason]] of FORGED.entries()) {
      expect(ended.stderr).toContain(`base, seed ${i + 1}: what is in the queue is no result of it (${reason}`);
    }
    expect(runsOf(ended)).toEqual(honest);
  });

  test('thousands of open studies, and a vast one, fill no memory and stand in nobody’s way', async () => {
    const server = await RedisServer.start(false);
    await server.with(async (client) => {
      const forged = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`forged-${i}`, 'x'.repeat(1000)]));
      await client.hset(STUDIES, forged);
      await client.hset(STUDIES, 'vast', Buffer.alloc(50_000_000, 'x'));
    });
    const asked = await call(['study', 'vast', '--attach', '--queue', server.url], cwd);
    expect(asked.stderr).toMatch(/more than 1000 are open|larger than 1048576 bytes|no study|No study/);
    expect(asked.code).not.toBe(0);
    expect(asked.stderr.length).toBeLessThan(400_000);
  });
});
