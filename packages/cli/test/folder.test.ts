import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAtomic } from '../src/run/files.js';
import { makeFolder, RunFolder, refuseRun, timeStamp } from '../src/run/folder.js';
import { scratch } from './support.js';

const cwd = scratch();

test('a file is replaced whole; where that fails the old one stays and nothing lies around', async () => {
  const path = join(cwd, 'value');
  await writeAtomic(path, 'old');
  await writeAtomic(path, Buffer.from('new'));
  expect(readFileSync(path, 'utf8')).toBe('new');
  mkdirSync(join(cwd, 'taken', 'by', 'a', 'folder'), { recursive: true });
  await expect(writeAtomic(join(cwd, 'taken'), 'x')).rejects.toThrow();
  expect(readdirSync(cwd).sort()).toEqual(['taken', 'value']);
});

test.each(['config.json', 'metrics.csv', 'last.safetensors', 'epoch-02.safetensors', 'report.html', 'snapshot'])(
  'a folder with %s holds a run',
  async (name) => {
    const path = scratch();
    writeFileSync(join(path, name), 'mine');
    await expect(refuseRun(path)).rejects.toThrow('holds a run already');
    await expect(RunFolder.create(path, 'x')).rejects.toThrow('holds a run already');
    expect(readdirSync(path)).toEqual([name]);
    expect(readFileSync(join(path, name), 'utf8')).toBe('mine');
  },
);

test('a folder with other things in it can become one', async () => {
  const path = scratch();
  writeFileSync(join(path, 'notes.txt'), 'mine');
  const folder = await RunFolder.create(path, 'x');
  await folder.write('metrics.csv', 'a');
  await folder.close();
  expect(readdirSync(path).sort()).toEqual(['metrics.csv', 'notes.txt']);
});

test('a folder whose run ended before its first snapshot holds none', async () => {
  const path = scratch();
  mkdirSync(join(path, 'snapshot'));
  writeFileSync(join(path, 'snapshot', '.state.1.0.tmp'), 'half a sna');
  await (await RunFolder.create(path, 'x')).close();
  writeFileSync(join(path, 'snapshot', 'state'), 'a snapshot');
  await expect(RunFolder.create(path, 'x')).rejects.toThrow('holds a run already');
});

test('of two runs that start in one folder at once, one gives way', async () => {
  const path = scratch();
  const started = await Promise.allSettled([RunFolder.create(path, 'x'), RunFolder.create(path, 'x')]);
  expect(started.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  for (const each of started) if (each.status === 'fulfilled') await each.value.close();
});

test('a run whose folder another one has taken over writes nothing more', async () => {
  const path = scratch();
  const folder = await RunFolder.create(path, 'x');
  writeFileSync(join(path, '.lock'), JSON.stringify({ pid: 7, place: 'another', since: null }));
  await expect(folder.write('metrics.csv', 'a')).rejects.toThrow('Another run has taken');
  await folder.close();
  expect(readdirSync(path)).toEqual(['.lock']);
});

test('what other commands leave does not go into the folder of a run', async () => {
  const path = scratch();
  expect(await makeFolder(path, 'pictures')).toBe(path);
  writeFileSync(join(path, 'config.json'), '{}');
  await expect(makeFolder(path, 'pictures')).rejects.toThrow(
    `${path} holds a run, whose pictures stay as they are: choose another folder with --out.`,
  );
});

test('the time in a name', () => {
  expect(timeStamp(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02-030405');
});

test('two folders of the same second get different names', async () => {
  const before = process.cwd();
  process.chdir(scratch());
  try {
    const now = new Date(2026, 0, 2, 3, 4, 5);
    const made = [await RunFolder.create(undefined, 'x', now), await RunFolder.create(undefined, 'x', now)];
    expect(made.map(({ path }) => path)).toEqual(['runs/2026-01-02-030405-x', 'runs/2026-01-02-030405-x-2']);
    for (const folder of made) await folder.close();
  } finally {
    process.chdir(before);
  }
});

test.each(['a', 'a/b', undefined])(
  'in a folder that was deleted meanwhile, --out %s cannot be made, and nothing waits',
  async (out) => {
    const [before, gone] = [process.cwd(), scratch()];
    process.chdir(gone);
    rmSync(gone, { recursive: true });
    try {
      await expect(RunFolder.create(out, 'x')).rejects.toThrow(/cannot be made \(it does not exist\)/);
    } finally {
      process.chdir(before);
    }
  },
);
