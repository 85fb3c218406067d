// Asked to end while Redis is away: worker and study end, and what was finished is there.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { call, lenet5, type Running, scratch, smallMnist, start } from '../support.js';
import { PASSWORD, RedisServer, WITHOUT_REDIS } from './redis.js';

const cwd = scratch();
const data = smallMnist(600, 100);
const running: Running[] = [];
const rows = 'rows: [{ name: short, epochs: 1 }, { name: long, epochs: 100000 }]';
writeFileSync(join(cwd, 'long.yaml'), `name: long\nbase: { recipe: fast }\n${rows}\n`);

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
  begin('study', 'long.yaml', '--queue', redis.url, '--data', data, '--out', out, '--json');
const worker = (redis: RedisServer) => begin('worker', '--queue', redis.url, '--data', data, '--concurrency', '2');

describe.skipIf(WITHOUT_REDIS !== null)('with Redis away', { timeout: 120_000 }, () => {
  test.each<[string, 'SIGTERM' | 'SIGINT', number, 'SIGKILL' | 'SIGSTOP']>([
    ['SIGTERM, Redis dead', 'SIGTERM', 143, 'SIGKILL'],
    ['Ctrl-C, Redis dead', 'SIGINT', 130, 'SIGKILL'],
    ['SIGTERM, Redis silent', 'SIGTERM', 143, 'SIGSTOP'],
  ])('%s: worker and study end, what was finished is kept', async (name, signal, code, fate) => {
    const redis = await RedisServer.start(false);
    const [only, whole] = [worker(redis), study(redis, name)];
    await whole.says('short, seed 1: test');
    await only.says('long, seed 1: started');
    if (fate === 'SIGKILL') {
      await redis.stop(fate);
      await only.says('is lost; trying again');
      await whole.says('is lost; trying again');
    } else redis.send(fate);
    only.kill(signal);
    whole.kill(signal);
    const [served, watched] = await Promise.all([only.ended, whole.ended]);
    expect([served.code, watched.code]).toEqual([code, code]);
    expect(served.stderr).toMatch(/ does not answer: what is in flight goes to another worker, [^\n]+\n$/);
    expect(JSON.parse(watched.stdout)).toMatchObject({ finished: false, made: 1 });
    expect(readdirSync(join(cwd, name, 'results'))).toHaveLength(1);
  });

  test('without a signal both wait for it to come back', async () => {
    const redis = await RedisServer.start(true);
    const only = worker(redis);
    await only.says('serves redis://');
    await redis.stop('SIGTERM');
    await only.says('is lost; trying again');
    await redis.begin();
    await only.says('again');
    only.kill('SIGTERM');
    expect((await only.ended).code).toBe(143);
  });
});

describe.skipIf(WITHOUT_REDIS !== null)('the password of a queue', { timeout: 60_000 }, () => {
  const listed = (pid: number) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/comm`, 'utf8');

  test('may come from a file or a variable', async () => {
    const redis = await RedisServer.start(false);
    writeFileSync(join(cwd, 'password'), `${PASSWORD}\n`);
    const attach = ['study', '--attach', '--queue', redis.shown];
    const nothingOpen = `lenet5: No study is open at ${redis.shown}: there is nothing to attach to.\n`;
    expect((await call([...attach, '--password-file', 'password'], cwd)).stderr).toBe(nothingOpen);
    process.env.LENET5_QUEUE_PASSWORD = PASSWORD;
    const byVariable = await lenet5(attach, cwd);
    Reflect.deleteProperty(process.env, 'LENET5_QUEUE_PASSWORD');
    expect(byVariable.stderr).toBe(nothingOpen);
    expect((await lenet5(attach, cwd)).stderr).toContain('it wants a password');
  });

  test.skipIf(!existsSync('/proc/self/cmdline'))('stands in no list of processes, however it is given', async () => {
    const redis = await RedisServer.start(false);
    writeFileSync(join(cwd, 'password'), PASSWORD);
    const given = [[redis.url], [redis.shown, '--password-file', 'password']];
    for (const args of given) {
      const only = begin('worker', '--data', data, '--queue', ...args);
      await only.says('serves redis://');
      expect(listed(only.pid)).not.toMatch(/pw\d/);
    }
  });

  test.each<[string[], RegExp]>([
    [
      ['--queue', 'redis://:s3cret@127.0.0.1:1', '--password-file', 'x'],
      /^lenet5: The password stands in the address, /,
    ],
    [['--queue', 'redis://127.0.0.1:1', '--password-file', 'none'], /^lenet5: The password file none cannot be read /],
    [
      ['--queue', 'redis://127.0.0.1:1', '--password-file', '.'],
      /^lenet5: The password file \. cannot be read \(it is a folder\)\./,
    ],
    [['--password-file', 'x'], /^lenet5: --password-file goes with --queue, /],
  ])('%j is one sentence', async (args, sentence) => {
    const { code, stderr } = await call(['study', 'long.yaml', ...args], cwd);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(code).toBeGreaterThan(0);
  });
});

if (WITHOUT_REDIS) test('Redis away', ({ skip }) => skip(WITHOUT_REDIS ?? ''));
