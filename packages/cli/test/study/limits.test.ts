// What a Redis may be that a queue cannot work with: one sentence each.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { call, type Running, scratch, smallMnist, start } from '../support.js';
import { PASSWORD, RedisServer, WITHOUT_REDIS } from './redis.js';

const cwd = scratch();
const data = smallMnist(200, 50);
const running: Running[] = [];
writeFileSync(join(cwd, 'two.yaml'), 'name: two\nseeds: 1-2\nbase: { recipe: fast, epochs: 1 }\n');

const begin = (...args: string[]) => {
  const program = start(args, cwd);
  running.push(program);
  return program;
};
afterAll(async () => {
  for (const program of running) program.kill('SIGKILL');
  await Promise.allSettled(running.map(({ ended }) => ended));
});

const study = (redis: RedisServer, out: string) =>
  begin('study', 'two.yaml', '--queue', redis.url, '--data', data, '--out', out, '--json');
const worker = (redis: RedisServer) => begin('worker', '--queue', redis.url, '--data', data, '--concurrency', '1');
const configure = (redis: RedisServer, name: string, value: string) =>
  redis.with((client) => client.config('SET', name, value));

describe.skipIf(WITHOUT_REDIS !== null)('a Redis', { timeout: 120_000 }, () => {
  test('with a password full of signs, given as it is', async () => {
    const redis = await RedisServer.start(false);
    const url = `redis://:${PASSWORD}@127.0.0.1:${redis.port}`;
    const open = await call(['study', '--attach', '--queue', url], cwd);
    expect(open.stderr).toBe(`lenet5: No study is open at ${redis.shown}: there is nothing to attach to.\n`);
  });

  test('whose address stands in the wrong place: nothing of it is repeated', async () => {
    for (const args of [
      ['study'],
      ['study', '--attach', '--queue', 'redis://127.0.0.1:1'],
      ['worker'],
      ['study', 'smoke'],
    ]) {
      const { code, stderr } = await call([...args, 'redis://:s3cr@et@host'], cwd);
      expect([code, stderr]).toEqual([2, expect.not.stringMatching(/s3cr|et@/)]);
    }
  });

  test('that is a cluster', async () => {
    const redis = await RedisServer.start(false, '--cluster-enabled', 'yes');
    for (const program of [study(redis, 'cluster'), worker(redis)]) {
      const { code, stderr } = await program.ended;
      expect([code, stderr]).toEqual([
        1,
        `lenet5: The queue at ${redis.shown} cannot be used (it is a Redis Cluster: a queue needs a Redis of its own).\n`,
      ]);
    }
  });

  test('that drops what it holds: one warning, from us and not from the queue’s library', async () => {
    const redis = await RedisServer.start(false);
    await configure(redis, 'maxmemory-policy', 'allkeys-lru');
    const whole = study(redis, 'lru');
    const only = worker(redis);
    const { code, stderr } = await whole.ended;
    expect(code).toBe(0);
    const warning = `lenet5: warning: The Redis at ${redis.shown} drops runs and results when it is full (maxmemory-policy allkeys-lru): set that to noeviction.\n`;
    expect(stderr.split(warning)).toHaveLength(2);
    expect(`${stderr}${only.heard()}`).not.toContain('IMPORTANT');
  });

  test('that is full from the beginning', async () => {
    const redis = await RedisServer.start(false);
    await configure(redis, 'maxmemory', '100kb');
    const { code, stderr } = await study(redis, 'full').ended;
    expect(code).toBe(1);
    expect(stderr).toContain(
      `\nlenet5: The queue at ${redis.shown} cannot be used (it is full: raise its maxmemory, or make room).\n`,
    );
  });

  test('that becomes full: study and worker say so, wait, and end with the whole table', async () => {
    const redis = await RedisServer.start(false);
    const whole = study(redis, 'filled');
    await whole.says('no worker serves this study yet');
    await configure(redis, 'maxmemory', '100kb');
    const only = worker(redis);
    await only.says(`the Redis at ${redis.shown} is full: results wait here until it has room`);
    await whole.says(`the Redis at ${redis.shown} is full: the study waits until it has room`);
    await configure(redis, 'maxmemory', '0');
    const { code, stderr } = await whole.ended;
    expect([code, stderr.match(/is full/g)]).toEqual([0, ['is full']]);
  });
});

if (WITHOUT_REDIS) test('limits', ({ skip }) => skip(WITHOUT_REDIS ?? ''));
