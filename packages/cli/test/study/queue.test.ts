import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { call, onlyObject, type Running, scratch, smallMnist, start } from '../support.js';
import { Line } from './proxy.js';
import { PASSWORD, RedisServer, WITHOUT_REDIS } from './redis.js';

const cwd = scratch();
const data = smallMnist(600, 100);
const otherData = smallMnist(500, 100);
const RUNS = 8;
const GRID = 'grid: { pooling: [sum, average], rate: [3e-4, 1e-3] }';
writeFileSync(join(cwd, 'tiny.yaml'), `name: tiny\nseeds: 1-2\nbase: { recipe: fast, epochs: 6 }\n${GRID}\n`);
writeFileSync(join(cwd, 'four.yaml'), `name: four\nbase: { recipe: fast, epochs: 6 }\n${GRID}\n`);
writeFileSync(
  join(cwd, 'failing.yaml'),
  'name: failing\nbase: { recipe: fast, epochs: 1 }\nrows: [{ name: good }, { name: huge, set: { batch: 300000 } }]\n',
);

const tableIn = (out: string, name = 'tiny') => readFileSync(join(cwd, out, `${name}.csv`), 'utf8');
const running: Running[] = [];

function begin(args: readonly string[]): Running {
  const program = start(args, cwd);
  running.push(program);
  return program;
}

/** How long a worker is without connection, in seconds; its lock has run out long before. LENET5_LOSS=60 is a minute. */
const LOSS = Number(process.env.LENET5_LOSS ?? 6);

/** A study on the queue; its results go to a folder of their own. */
const study = (redis: RedisServer, out: string, ...more: string[]) =>
  begin(['study', ...more, '--queue', redis.url, '--data', data, '--out', out, '--json']);

async function worker(redis: Pick<RedisServer, 'url'>, ...more: string[]): Promise<Running> {
  const program = begin(['worker', '--queue', redis.url, '--data', data, '--concurrency', '1', ...more]);
  await program.says('serves redis://');
  return program;
}

/** How many times each run was begun, by what its workers say. */
function executionsBy(...workers: readonly Running[]): number[] {
  const lines = workers.flatMap(
    ({ heard }) => heard().match(/^.+, seed \d+: (started|continued after pass \d+)$/gm) ?? [],
  );
  const counts = new Map<string, number>();
  for (const line of lines) {
    const [name = ''] = line.split(':');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts.values()];
}

const local = (file: string) => call(['study', file, '--data', data, '--out', 'reference', '--json'], cwd);
const reference = WITHOUT_REDIS ? null : local('tiny.yaml').then(() => local('four.yaml'));

afterAll(async () => {
  for (const program of running) program.kill('SIGKILL');
  await Promise.allSettled(running.map(({ ended }) => ended));
});

describe('a study on a queue', { timeout: 240_000 }, () => {
  test('two workers, one killed with -9, Redis restarted: the table of the local study, nothing run twice', async ({
    skip,
  }) => {
    if (WITHOUT_REDIS) skip(WITHOUT_REDIS);
    await reference;
    const redis = await RedisServer.start(true);
    const workers = await Promise.all([worker(redis, '--patience', '8'), worker(redis, '--patience', '8')]);
    const [first] = workers;
    const whole = study(redis, 'queued', 'tiny.yaml');
    await whole.says(`[2/${RUNS}]`);
    first?.kill('SIGKILL');
    await whole.says(`[4/${RUNS}]`);
    await redis.stop('SIGTERM');
    await whole.says(`the connection to ${redis.shown} is lost`);
    await redis.begin();
    await whole.says(`connected to ${redis.shown} again`);
    const finished = await whole.ended;
    expect(finished.code).toBe(0);
    expect(onlyObject(finished)).toMatchObject({ finished: true, made: RUNS });
    expect(tableIn('queued')).toBe(tableIn('reference'));
    const executions = executionsBy(...workers);
    expect(executions).toHaveLength(RUNS);
    // The run that died with its worker was begun once more, by the other one; every other one was begun once.
    expect(executions.filter((count) => count !== 1).length).toBeLessThanOrEqual(1);
    expect(Math.max(...executions)).toBeLessThanOrEqual(2);
    for (const name of readdirSync(redis.files, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      expect(readFileSync(join(name.parentPath, name.name)).includes(PASSWORD), name.name).toBe(false);
    }
    expect(finished.stderr).not.toMatch(/pw\d/);
  });

  test('a Redis that comes back empty: what was lost is put on the queue again', async ({ skip }) => {
    if (WITHOUT_REDIS) skip(WITHOUT_REDIS);
    await reference;
    const redis = await RedisServer.start(false);
    await worker(redis);
    const whole = study(redis, 'emptied', 'four.yaml');
    await whole.says('[1/4]');
    await redis.stop('SIGKILL');
    await whole.says('is lost; trying again');
    await redis.begin();
    expect((await whole.ended).code).toBe(0);
    expect(tableIn('emptied', 'four')).toBe(tableIn('reference', 'four'));
  });

  test(`a worker that loses the connection for ${LOSS} s in mid-run: the full table`, async ({ skip }) => {
    if (WITHOUT_REDIS) skip(WITHOUT_REDIS);
    await reference;
    const redis = await RedisServer.start(false);
    const line = await Line.to(redis.port);
    const far = await worker({ url: redis.url.replace(`:${redis.port}`, `:${line.port}`) }, '--patience', '3');
    const whole = study(redis, 'cut', 'four.yaml');
    await whole.says('[1/4]');
    line.cut();
    await far.says('is lost; trying again');
    await wait(1000 * LOSS);
    line.mend();
    await far.says('again');
    expect((await whole.ended).code).toBe(0);
    expect(tableIn('cut', 'four')).toBe(tableIn('reference', 'four'));
    expect(executionsBy(far)).toHaveLength(4);
  });

  test('closed with Ctrl-C and attached again; a worker with other data refuses it and says so', async ({ skip }) => {
    if (WITHOUT_REDIS) skip(WITHOUT_REDIS);
    await reference;
    const redis = await RedisServer.start(false);
    const closed = study(redis, 'attached', 'four.yaml');
    await closed.says('no worker serves this study yet');
    closed.kill('SIGINT');
    const { code, stderr } = await closed.ended;
    expect(code).toBe(130);
    expect(stderr).toContain(`workers go on; lenet5 study --attach --queue ${redis.shown} shows it again`);
    const other = begin(['worker', '--queue', redis.url, '--data', otherData]);
    await other.says('study four is refused: it is about another data set');
    await worker(redis);
    const again = await study(redis, 'attached', '--attach').ended;
    expect(onlyObject(again)).toMatchObject({ study: 'four', finished: true, made: 4 });
    expect(await redis.with((client) => client.hlen('lenet5:studies'))).toBe(0);
    const none = await study(redis, 'attached', '--attach').ended;
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/^lenet5: No study is open at [^\n]+\n$/)]);
  });

  test('a run that fails three times is reported, and the study ends with the rest', async ({ skip }) => {
    if (WITHOUT_REDIS) skip(WITHOUT_REDIS);
    const redis = await RedisServer.start(false);
    const only = await worker(redis);
    const { code, stderr, ...rest } = await study(redis, 'failing', 'failing.yaml').ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^huge, seed 1: failed \([^\n]+\)$/m);
    const { failures, rows } = onlyObject({ code, stderr, ...rest }) as {
      failures: unknown[];
      rows: { test: unknown }[];
    };
    expect(failures).toHaveLength(1);
    expect(rows[0]?.test).not.toBeNull();
    expect(executionsBy(only).sort()).toEqual([1, 3]);
  });

  test('without Redis, or with a wrong password, it is one sentence without the password', async ({ skip }) => {
    if (WITHOUT_REDIS) skip(WITHOUT_REDIS);
    const redis = await RedisServer.start(false);
    const wrong = redis.url.replace(encodeURIComponent(PASSWORD), 'wrong-secret');
    const refused: [string, RegExp][] = [
      [wrong, /it wants a password, and the one in the address is wrong or missing/],
      [redis.shown, /it wants a password/],
      ['redis://127.0.0.1:1', /nothing listens there/],
    ];
    for (const [url, sentence] of refused) {
      for (const command of [['study', 'tiny.yaml'], ['worker']]) {
        const { code, stderr } = await call([...command, '--queue', url], cwd);
        expect(stderr).toMatch(/^lenet5: The queue at [^\n]+\.\n$/);
        expect(stderr).toMatch(sentence);
        expect(stderr).not.toContain('secret');
        expect(code).toBe(1);
      }
    }
  });
});
