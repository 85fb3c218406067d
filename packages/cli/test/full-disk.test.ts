import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readSafetensors } from 'lenet5';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunFolder } from '../src/run/folder.js';
import { readSnapshot } from '../src/run/snapshot.js';
import { call, contentOf, lenet5, metadataOf, onlyObject, scratch, smallMnist, start } from './support.js';

const cwd = scratch();
const disk = scratch();
const data = smallMnist(1100, 100);
const args = [
  'train',
  '--recipe',
  'fast',
  '--data',
  data,
  '--train-size',
  '1000',
  '--epochs',
  '6',
  '--snapshot-every',
  '0',
  '--json',
];

/** A file system of its own, of 2 MB; null where that needs more rights than we have. */
function mountTiny(): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'lenet5-test', disk], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `no file system can be mounted here: ${String(error).split('\n')[0]}`;
  }
}

const unmounted = mountTiny();
afterAll(() => {
  if (unmounted === null) execFileSync('umount', [disk]);
});

/** Fills the disk to the last byte but `left`. */
function fill(left = 0): void {
  const { bavail, bsize } = statfsSync(disk);
  const file = openSync(join(disk, 'ballast'), 'w');
  const block = Buffer.alloc(4096, 1);
  try {
    for (let free = bavail * bsize; free > left; free -= block.length) writeSync(file, block);
  } catch {
    // Full.
  }
  closeSync(file);
}

/** What has to be whole whatever happened: reading it checks lengths and checksums. */
function expectWhole(folder: string): void {
  const path = join(folder, 'snapshot/state');
  const { state } = readSnapshot(readFileSync(path), path);
  expect(state.trainer.parameters).toHaveLength(
    readSafetensors(readFileSync(join(folder, 'last.safetensors'))).tensors.size,
  );
  expect(metadataOf(join(folder, 'last.safetensors')).weightsSha256).toMatch(/^[0-9a-f]{64}$/);
  for (const name of ['metrics.csv', 'metrics.jsonl']) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    const lines = text.trimEnd().split('\n').length - (name === 'metrics.csv' ? 1 : 0);
    expect(lines).toBeLessThanOrEqual(state.passes.length + 1);
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

describe.skipIf(unmounted !== null)('a disk of 2 MB', () => {
  let whole: Record<string, unknown>;
  beforeAll(async () => {
    whole = onlyObject(await lenet5([...args, '--out', 'whole'], cwd));
  }, 120_000);

  // From nothing at all to almost enough for the files of a pass beside the old ones.
  test.each([0, 100_000, 200_000])(
    'full but for %i bytes in the middle of a run: one sentence, what was saved is whole, and it goes on',
    async (left) => {
      const folder = join(disk, `run-${left}`);
      const running = start([...args, '--out', folder], cwd);
      await running.says('pass 1/6');
      fill(left);
      const { code, stderr } = await running.ended;
      const complaints = stderr.split('\n').filter((line) => line.startsWith('lenet5: '));
      expect(complaints).toHaveLength(1);
      expect(complaints[0]).toMatch(
        / cannot be written \(the disk is full\); everything saved before is whole: mend that, /,
      );
      expect(complaints[0]).toContain(`lenet5 train --resume ${folder}.`);
      expect(code).toBe(1);
      expectWhole(folder);
      rmSync(join(disk, 'ballast'));
      expect(onlyObject(await call(['train', '--resume', folder, '--json'], cwd))).toEqual({ ...whole, out: folder });
      rmSync(folder, { recursive: true });
    },
    120_000,
  );

  test('full from the start: one sentence, and no run', async () => {
    fill();
    const { code, stderr } = await lenet5([...args, '--out', join(disk, 'none')], cwd);
    expect(stderr).toMatch(/^lenet5: .*none.* \(the disk is full\)\.$/m);
    expect(code).toBe(1);
    expect(existsSync(join(disk, 'none/config.json'))).toBe(false);
    rmSync(join(disk, 'ballast'));
    expect((await call([...args, '--out', join(disk, 'none')], cwd)).code).toBe(0);
    rmSync(join(disk, 'none'), { recursive: true });
  });

  test('read-only: a run in it cannot go on, and is as it was', async () => {
    const folder = await RunFolder.create(join(disk, 'fixed'), 'x');
    await folder.write('metrics.csv', 'mine');
    await folder.close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    try {
      const { code, stderr } = await call(['train', '--resume', join(disk, 'fixed')], cwd);
      expect(stderr).toMatch(/^lenet5: The run in .*fixed cannot be continued \(the file system is read-only\)\.\n$/);
      expect(code).toBe(1);
      expect(contentOf(join(disk, 'fixed'), ['metrics.csv'])).toEqual([Buffer.from('mine').toString('base64')]);
      const fresh = await call([...args, '--out', join(disk, 'new')], cwd);
      expect(fresh.stderr).toMatch(
        /^lenet5: The run folder .*new cannot be made \(the file system is read-only\)\.\n$/,
      );
    } finally {
      execFileSync('mount', ['-o', 'remount,rw', disk]);
    }
  });
});

if (unmounted !== null) test('a full disk', ({ skip }) => skip(unmounted));
