import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { parseStudy } from '../../src/study/file.js';
import { linkTo, type QueueLink } from '../../src/study/queue/link.js';
import type { OpenStudy } from '../../src/study/queue/studies.js';
import { lenet5, type Running, scratch, smallMnist, start } from '../support.js';
import { RedisServer, WITHOUT_REDIS } from './redis.js';

const cwd = scratch();
const STUDIES = 'lenet5:studies';
const running: Running[] = [];

afterAll(async () => {
  for (const program of running) program.kill('SIGKILL');
  await Promise.allSettled(running.map(({ ended }) => ended));
});

function studyOf(text: string, part: Pick<OpenStudy, 'only' | 'seeds'> = {}): OpenStudy {
  return { file: parseStudy(text, 'test'), code: 'c', data: 'd', backend: 'simd', ...part };
}

const TINY = 'name: tiny\ntitle: first\nseeds: 1-3\nbase: { epochs: 1, set: { rate: 1e-3 } }\ngrid: { j: [1, 3] }';
const tiny = studyOf(TINY);

/** A terminal of its own. */
async function terminalOf(redis: RedisServer): Promise<QueueLink> {
  const link = await linkTo(redis.url);
  onTestFinished(() => link.close());
  return link;
}

/** Entries as another version of this program may leave them. */
const UNREADABLE = {
  novel: JSON.stringify({ ...studyOf('name: novel'), file: { name: 'novel', novelty: 1 } }),
  bare: JSON.stringify({ file: { name: 'bare' } }),
  torn: '{"file',
};

async function withUnreadable(): Promise<RedisServer> {
  const redis = await RedisServer.start(false);
  await redis.with((client) => client.hset(STUDIES, UNREADABLE));
  return redis;
}

describe.skipIf(WITHOUT_REDIS !== null)('open studies', () => {
  test.each<[string, OpenStudy]>([
    ['--only', studyOf(TINY, { only: ['j=1'] })],
    ['--seeds', studyOf(TINY, { seeds: 2 })],
    ['settings', studyOf(TINY.replace('1e-3', '2e-3'))],
    ['the order of rows', studyOf(TINY.replace('[1, 3]', '[3, 1]'))],
    ['another version of the code', { ...tiny, code: 'e' }],
  ])('another study is refused under an open name, and changes nothing: %s', async (_, other) => {
    const redis = await RedisServer.start(false);
    const [first, second] = [await terminalOf(redis), await terminalOf(redis)];
    await first.open(tiny);
    await expect(second.open(other)).rejects.toThrow(
      /^A study called tiny is open at redis:\S+ already, and it [^\n]+: let that one end first [^\n]+\.$/,
    );
    await second.forget();
    expect(await first.find('tiny')).toEqual(tiny);
  });

  test('the same study may be opened by several terminals, and the first that completes it closes it', async () => {
    const redis = await RedisServer.start(false);
    const [first, second] = [await terminalOf(redis), await terminalOf(redis)];
    await first.open(tiny);
    await second.open(await second.find(undefined));
    await second.open(studyOf(TINY));
    await second.forget();
    expect(await redis.with((client) => client.hlen(STUDIES))).toBe(0);
  });

  test('a study that was opened under the name meanwhile stays open', async () => {
    const redis = await RedisServer.start(false);
    const [first, second] = [await terminalOf(redis), await terminalOf(redis)];
    await first.open(tiny);
    await redis.with((client) => client.flushall());
    const other = studyOf(TINY, { seeds: 1 });
    await second.open(other);
    await first.forget();
    expect(await second.find('tiny')).toEqual(other);
  });

  test('entries that this version cannot read stand in nobody’s way, but keep their names', async () => {
    const link = await terminalOf(await withUnreadable());
    await expect(link.find(undefined)).rejects.toThrow(/^No study that this version can read is open at /);
    await link.open(tiny);
    expect(await link.find(undefined)).toEqual(tiny);
    await expect(link.find('bare')).rejects.toThrow(/^The study bare at \S+ cannot be read by this version \(code: /);
    await expect(link.open(studyOf('name: torn'))).rejects.toThrow(/already, and this version cannot read it \(/);
    await link.forget();
    await expect(link.find(undefined)).rejects.toThrow(/^No study that this version can read is open at /);
  });

  test('--attach and workers name the entries that they cannot read', async () => {
    const redis = await withUnreadable();
    await (await terminalOf(redis)).open(tiny);
    const { code, stderr } = await lenet5(['study', '--attach', '--list', '--queue', redis.url], cwd);
    expect(code).toBe(0);
    expect(stderr).toContain('j=3');
    const worker = start(['worker', '--queue', redis.url, '--data', smallMnist(20, 20)], cwd);
    running.push(worker);
    await worker.says('study tiny is refused: ');
    for (const name of Object.keys(UNREADABLE)) {
      expect(stderr).toMatch(new RegExp(`^lenet5: warning: The study ${name} at [^\n]+ and is passed over\\.$`, 'm'));
      await worker.says(`study ${name} cannot be read by this version: `);
    }
  });
});

if (WITHOUT_REDIS) test('open studies', ({ skip }) => skip(WITHOUT_REDIS ?? ''));
