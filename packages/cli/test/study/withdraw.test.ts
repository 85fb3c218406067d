import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { call, onlyObject, type Running, scratch, smallMnist, start } from '../support.js';
import { RedisServer, WITHOUT_REDIS } from './redis.js';

const cwd = scratch();
const data = smallMnist(200, 50);
const running: Running[] = [];
const base = 'base: { recipe: fast, epochs: 1 }';
writeFileSync(join(cwd, 'four.yaml'), `name: four\nseeds: 1-4\n${base}\n`);
writeFileSync(join(cwd, 'two.yaml'), `name: two\nseeds: 1-2\n${base}\n`);

const begin = (...args: string[]) => {
  const program = start(args, cwd);
  running.push(program);
  return program;
};
afterAll(async () => {
  for (const program of running) program.kill('SIGKILL');
  await Promise.allSettled(running.map(({ ended }) => ended));
});

const watch = async (redis: RedisServer, name: string, out: string) => {
  const program = begin('study', `${name}.yaml`, '--queue', redis.url, '--data', data, '--out', out);
  await program.says('no worker serves this study yet');
  return program;
};
const withdraw = (redis: RedisServer, name: string) =>
  call(['study', name, '--withdraw', '--queue', redis.url, '--json'], cwd);
const waiting = (redis: RedisServer) =>
  redis.with(async (client) => {
    const [queue] = await client.keys('lenet5:runs-*:wait');
    return queue === undefined ? 0 : client.llen(queue);
  });

describe.skipIf(WITHOUT_REDIS !== null)('a study withdrawn by name', { timeout: 120_000 }, () => {
  test('its runs go off the queue, but for those that another one wants; who watches it hears of it', async () => {
    const redis = await RedisServer.start(false);
    const watchers = [await watch(redis, 'four', 'a'), await watch(redis, 'two', 'b')];
    expect(await waiting(redis)).toBe(4);
    const finished = await withdraw(redis, 'four');
    expect(finished.stderr).toContain(`study four is withdrawn from ${redis.shown}: 2 runs taken off the queue; `);
    expect(onlyObject(finished)).toEqual({ study: 'four', withdrawn: true, taken: 2 });
    const heard = await watchers[0]?.ended;
    expect(heard?.code).toBe(1);
    expect(heard?.stderr).toContain(
      `\nlenet5: The study four was withdrawn at ${redis.shown}: its results so far are kept.\n`,
    );
    expect(await waiting(redis)).toBe(2);
    const again = await withdraw(redis, 'four');
    expect([again.code, again.stderr]).toEqual([
      1,
      `lenet5: No study called "four" is open at ${redis.shown}, expected one of: two.\n`,
    ]);
    // It may be opened again, and is not taken for the one that was withdrawn.
    begin('worker', '--queue', redis.url, '--data', data, '--concurrency', '1');
    const anew = begin('study', 'four.yaml', '--queue', redis.url, '--data', data, '--out', 'a');
    expect((await anew.ended).code).toBe(0);
    expect((await watchers[1]?.ended)?.code).toBe(0);
  });

  test('a Redis that lost it is something else: it is opened anew, and goes on', async () => {
    const redis = await RedisServer.start(false);
    const watcher = await watch(redis, 'two', 'c');
    await redis.with((client) => client.flushall());
    begin('worker', '--queue', redis.url, '--data', data, '--concurrency', '1');
    await expect.poll(() => redis.with((client) => client.hlen('lenet5:studies')), { timeout: 20_000 }).toBe(1);
    expect((await watcher.ended).code).toBe(0);
    expect(await redis.with((client) => client.hlen('lenet5:studies'))).toBe(0);
  });

  test('also one that this version cannot read', async () => {
    const redis = await RedisServer.start(false);
    await redis.with((client) => client.hset('lenet5:studies', { torn: '{"file' }));
    expect(onlyObject(await withdraw(redis, 'torn'))).toMatchObject({ taken: null });
    const none = await withdraw(redis, 'torn');
    expect(none.stderr).toBe(`lenet5: No study is open at ${redis.shown}: there is nothing to withdraw.\n`);
  });
});

test('it takes a name and a queue', async () => {
  const queue = ['--queue', 'redis://127.0.0.1:1'];
  for (const args of [['four'], queue, ['four', ...queue, '--only', 'x'], ['four', ...queue, '--attach']]) {
    const { code, stderr } = await call(['study', '--withdraw', ...args], cwd);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^lenet5: --withdraw takes the name of a study and /)]);
  }
});
