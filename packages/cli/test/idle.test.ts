// Options of train that do nothing beside the others are refused or said.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, scratch, smallMnist } from './support.js';

const cwd = scratch();
const data = smallMnist(80, 20);
const train = (...args: string[]) => call(['train', '--data', data, '--epochs', '2', ...args], cwd);

test.each(['3', '100'])('--save-every %s of two passes is refused before anything is made', async (every) => {
  const { code, stderr } = await train('--recipe', 'fast', '--save-every', every, '--out', 'none');
  expect(stderr).toMatch(/^lenet5: --save-every \d+ keeps no pass of a run of 2: give a number up to that/);
  expect([code, existsSync(join(cwd, 'none'))]).toEqual([2, false]);
});

test('--save-every of the last pass keeps it', async () => {
  const { code } = await train('--recipe', 'fast', '--save-every', '2', '--out', 'kept');
  expect([code, existsSync(join(cwd, 'kept/epoch-02.safetensors'))]).toEqual([0, true]);
});

describe('--seed where nothing is drawn', () => {
  const STORED = ['--recipe', 'fast', '--set', 'order=stored'];
  const GIVEN = ['--init', 'lenet5/weights', ...STORED];
  test.each<[string, string[], boolean]>([
    ['given weights, stored order', GIVEN, true],
    ['with a distortion of no pass', [...GIVEN, 'distortion=affine', 'plainPasses=2'], true],
    ['with a distortion', [...GIVEN, 'distortion=affine'], false],
    ['samples drawn by --draw', [...GIVEN, '--draw', '3'], true],
    ['drawn weights', STORED, false],
    ['drawn order', ['--init', 'lenet5/weights', '--recipe', 'fast'], false],
    ['curvature of random samples', ['--init', 'lenet5/weights', '--recipe', 'paper', '--set', 'order=stored'], false],
  ])('%s', async (name, args, idle) => {
    const said = /--seed changes nothing here/;
    const first = await train(...args, '--seed', '1', '--out', `${name}-1`);
    expect(said.test(first.stderr), first.stderr).toBe(idle);
    const second = await train(...args, '--seed', '2', '--out', `${name}-2`);
    const weights = ({ stderr }: { stderr: string }) => /^weights (\w+)/m.exec(stderr)?.[1];
    expect(weights(first)).toMatch(/^[0-9a-f]{64}$/);
    expect(weights(first) === weights(second)).toBe(idle);
  });
});

describe('a run that is at its end', () => {
  beforeAll(async () => {
    expect((await train('--recipe', 'fast', '--out', 'ended')).code).toBe(0);
  });

  test.each([[[]], [['--verbose']], [['--epochs', '2']], [['--snapshot-every', '1', '--no-worker']]])(
    'is called that, with %j',
    async (more) => {
      const { code, stderr } = await call(['train', '--resume', 'ended', ...more], cwd);
      expect(stderr).toContain('it is at its end already; with --epochs N, passes in all, it goes on\n');
      expect(code).toBe(0);
    },
  );
});
