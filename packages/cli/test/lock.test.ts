import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderLock } from '../src/run/lock.js';
import { scratch, startNode } from './support.js';

const MINUTE = 60_000;

/** A folder with a lock in it that says something else than ours would. */
async function lockedBy(change: (own: Record<string, unknown>) => unknown, ageMs = 0): Promise<string> {
  const folder = scratch();
  const lock = await FolderLock.take(folder);
  const path = join(folder, '.lock');
  const own = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  await lock.release();
  const content = change(own);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const then = new Date(Date.now() - ageMs);
  utimesSync(path, then, then);
  return folder;
}

/** The number of a process that is no more. */
async function deadPid(): Promise<number> {
  const running = startNode(['-e', ''], scratch());
  await running.ended;
  return running.pid;
}

test('a lock is for one owner, and leaves nothing behind', async () => {
  const folder = scratch();
  const lock = await FolderLock.take(folder);
  expect(readdirSync(folder)).toEqual(['.lock']);
  await expect(FolderLock.take(folder)).rejects.toThrow(
    `${folder} is in use by process ${process.pid}, and two runs in one folder would spoil both: wait for it, or end it.`,
  );
  expect(readdirSync(folder)).toEqual(['.lock']);
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('of many that come at once, to a free folder or to a dead lock, exactly one gets it', async () => {
  const pid = await deadPid();
  for (const folder of [scratch(), await lockedBy((own) => ({ ...own, pid }))]) {
    const taken = await Promise.allSettled(Array.from({ length: 8 }, () => FolderLock.take(folder)));
    const owners = taken.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(owners).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['.lock']);
    await owners[0]?.release();
  }
});

test.each<[string, (own: Record<string, unknown>, dead: number) => unknown, number]>([
  ['a dead process', (own, dead) => ({ ...own, pid: dead }), 0],
  ['a dead process whose number another one has now', (own) => ({ ...own, since: '1' }), 0],
  ['another machine that has been silent for two minutes', () => ({ pid: 1, place: 'x', since: '1' }), 2.1 * MINUTE],
  ['one who died while writing it', () => '{"pid":12,"pla', 2.1 * MINUTE],
])('the lock of %s is taken over', async (_, change, age) => {
  const dead = await deadPid();
  const folder = await lockedBy((own) => change(own, dead), age);
  await (await FolderLock.take(folder)).release();
  expect(readdirSync(folder)).toEqual([]);
});

test.each<[string, (own: Record<string, unknown>) => unknown, RegExp]>([
  ['a process of this machine, however old', (own) => own, /process \d+, .*: wait for it, or end it\.$/],
  [
    'another machine',
    () => ({ pid: 7, place: `not-${hostname()} x y`, since: null }),
    /process 7 on not-.*: wait for it; if it is dead, try again in two minutes\.$/,
  ],
  ['somebody who is just writing it', () => '', /another process/],
])('the lock of %s counts', async (name, change, sentence) => {
  const folder = await lockedBy(change, name.includes('old') ? 10 * MINUTE : 1 * MINUTE);
  await expect(FolderLock.take(folder)).rejects.toThrow(sentence);
  expect(readdirSync(folder)).toEqual(['.lock']);
});

test('who has stood still and lost the lock to another neither keeps it fresh nor removes it', async () => {
  const folder = scratch();
  const lock = await FolderLock.take(folder);
  expect(await lock.holds()).toBe(true);
  writeFileSync(join(folder, '.lock'), JSON.stringify({ pid: 7, place: 'another', since: null }));
  expect(await lock.holds()).toBe(false);
  await lock.release();
  expect(readdirSync(folder)).toEqual(['.lock']);
});

test.each<[string, (path: string) => void]>([
  ['a number', (path) => writeFileSync(path, '4711\n')],
  ['other JSON', (path) => writeFileSync(path, '{"owner":"emacs"}')],
  ['nothing', (path) => writeFileSync(path, '')],
  ['many bytes', (path) => writeFileSync(path, `{"pid":1${' '.repeat(5000)}}`)],
  ['a folder', (path) => mkdirSync(path)],
  ['a link to nowhere', (path) => symlinkSync('emacs@host.12:34', path)],
])('a lock of another program, %s, is named and stays, however old', async (name, make) => {
  const folder = scratch();
  const path = join(folder, '.lock');
  make(path);
  if (name !== 'a link to nowhere') utimesSync(path, 1, 1);
  await expect(FolderLock.take(folder)).rejects.toThrow(`${path} is no lock of lenet5: `);
  await expect(FolderLock.claim(path)).rejects.toThrow(`${path} is no lock of lenet5: `);
  expect(readdirSync(folder)).toEqual(['.lock']);
});

test('a lock that another program put in place of ours is not removed', async () => {
  const folder = scratch();
  const lock = await FolderLock.take(folder);
  writeFileSync(join(folder, '.lock'), 'theirs');
  await lock.release();
  expect(readFileSync(join(folder, '.lock'), 'utf8')).toBe('theirs');
});

test('a claim is null where somebody has it, and free again after that', async () => {
  const path = join(scratch(), '.claim');
  const claim = await FolderLock.claim(path);
  expect(await FolderLock.claim(path)).toBeNull();
  await claim?.release();
  await (await FolderLock.claim(path))?.release();
});
