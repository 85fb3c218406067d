// Jobs and results that are none, put into a real Redis before a real worker and a real study.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { beforeAll, describe, expect, test } from 'vitest';
import { PREFIX, queueName, resultKey, STUDIES } from '../../src/study/queue/address.js';
import { surroundingsHere } from '../../src/study/result-key.js';
import { lenet5, onlyObject, scratch, smallMnist, start } from '../support.js';
import { RedisServer, WITHOUT_REDIS } from './redis.js';

const cwd = scratch();
const data = smallMnist(60, 20);
writeFileSync(join(cwd, 'tiny.yaml'), 'name: tiny\nbase: { epochs: 1, recipe: fast }\n');
const study = ['study', 'tiny.yaml', '--data', data, '--json'];

interface Table {
  readonly rows: readonly { readonly runs: readonly { readonly key: string; readonly testErrorPercent: number }[] }[];
}
let [key, honest, jobs] = ['', Number.NaN, ''];
beforeAll(async () => {
  const { rows } = onlyObject(await lenet5([...study, '--threads', '1', '--out', 'here'], cwd)) as unknown as Table;
  const [run] = rows[0]?.runs ?? [];
  key = run?.key ?? '';
  honest = run?.testErrorPercent ?? Number.NaN;
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
/** What somebody may leave there. */
const FORGED: Readonly<Record<string, (client: Redis) => Promise<unknown>>> = {
  'a job that is finished': async (client) => {
    const done = { finishedOn: Date.now(), returnvalue: JSON.stringify({ errorPercent: 0 }) };
    await client.hset(`${jobs}:${key}`, fields(done));
    await client.zadd(`${jobs}:completed`, Date.now(), key);
  },
  'a job that is nowhere': (client) => client.hset(`${jobs}:${key}`, fields()),
  'a job put off for a year': async (client) => {
    await client.hset(`${jobs}:${key}`, fields({ delay: YEAR }));
    await client.zadd(`${jobs}:delayed`, (Date.now() + YEAR) * 0x1000, key);
  },
  'a result that is no JSON': (client) => client.set(resultKey(key), '{'),
  'a result of another run': (client) => client.set(resultKey(key), JSON.stringify({ key: 'f'.repeat(32) })),
};

describe.skipIf(WITHOUT_REDIS !== null)('with a real worker', () => {
  test.each(Object.entries(FORGED))(
    '%s is named, and the run is made',
    async (name, forge) => {
      const server = await RedisServer.start(false);
      await server.with((client) => forge(client));
      const worker = start(['worker', '--queue', server.url, '--data', data, '--concurrency', '1'], cwd);
      const running = start([...study, '--queue', server.url, '--out', name.replaceAll(' ', '-')], cwd);
      const reason = name.includes('job') ? NO_RESULT : '';
      await running.says(`base, seed 1: what is in the queue is no result of it (${reason}`);
      const ended = await running.ended;
      worker.kill('SIGKILL');
      expect(ended.code, ended.stderr).toBe(0);
      const { rows } = onlyObject(ended) as unknown as Table;
      expect(rows[0]?.runs[0]?.testErrorPercent).toBe(honest);
    },
    60_000,
  );

  test('thousands of open studies, and a vast one, fill no memory and stand in nobody’s way', async () => {
    const server = await RedisServer.start(false);
    await server.with(async (client) => {
      const forged = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`forged-${i}`, 'x'.repeat(1000)]));
      await client.hset(STUDIES, forged);
      await client.hset(STUDIES, 'vast', Buffer.alloc(50_000_000, 'x'));
    });
    const asked = await lenet5(['study', 'vast', '--attach', '--queue', server.url], cwd);
    expect(asked.stderr).toMatch(/more than 1000 are open|larger than 1048576 bytes|no study|No study/);
    expect(asked.code).not.toBe(0);
    expect(asked.stderr.length).toBeLessThan(400_000);
  });
});
