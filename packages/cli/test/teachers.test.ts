import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTrainer, type Network, RECIPES, type Recipe, slice } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import { expect, test } from 'vitest';
import type { StudyResult } from '../src/study/result.js';
import { call, lenet5, scratch, smallMnist, start } from './support.js';

const cwd = scratch();
const data = smallMnist(300, 60);
const SET = ['teachers=2', 'temperature=4', 'distortion=elastic', 'distortionEnd=0.5'];
const RECIPE: Recipe = {
  ...RECIPES.fast,
  temperature: 4,
  distortion: 'elastic',
  distortionEnd: 0.5,
};

/** As who uses the library would do it. */
async function byHand(seed: number, passes = 2): Promise<string> {
  const train = slice((await readMnistFolder(data)).train, 0, 300);
  const trained = (change: Partial<Recipe>, from: number, teachers: readonly Network[] = []) => {
    const recipe = { ...RECIPE, passes, ...change };
    const trainer = createTrainer({ data: train, recipe, seed: from, teachers });
    while (!trainer.done) trainer.step();
    return trainer.network;
  };
  return trained({ teachers: 2 }, seed, [trained({}, 1), trained({}, 2)]).weightsSha256();
}

const options = (passes: number) => {
  const set = SET.flatMap((each) => ['--set', each]);
  return ['train', '--data', data, '--recipe', 'fast', '--epochs', String(passes), ...set];
};
const train = (...more: readonly string[]) => lenet5([...options(2), ...more], cwd);
const teachersIn = (folder: string) => readdirSync(join(cwd, folder)).filter((name) => !name.startsWith('.'));

test('train, a study and the library come to the same weights; teachers are trained once and kept', async () => {
  const sha = await byHand(3);
  const first = await train('--seed', '3', '--out', 'runs/a');
  expect(first.code, first.stderr).toBe(0);
  expect(first.stderr).toContain('teacher 2 of 2 is trained first, and kept as runs/.teachers/');
  expect(first.stderr).toContain(`weights ${sha}`);
  const second = await train('--seed', '4', '--out', 'runs/b');
  expect(second.code, second.stderr).toBe(0);
  expect(second.stderr).not.toContain('is trained first');
  expect(teachersIn('runs/.teachers')).toHaveLength(2);

  writeFileSync(
    join(cwd, 'taught.yaml'),
    `name: taught\nseeds: [3, 4]\nbase: { recipe: fast, epochs: 2, set: { ${SET.join(', ').replaceAll('=', ': ')} } }\n`,
  );
  const study = await lenet5(['study', 'taught.yaml', '--data', data, '--out', 'out', '--threads', '2'], cwd);
  expect(study.code, study.stderr).toBe(0);
  const results = readdirSync(join(cwd, 'out/results')).filter((name) => name.endsWith('.json'));
  const outcomes = results.map(
    (name) => JSON.parse(readFileSync(join(cwd, 'out/results', name), 'utf8')) as StudyResult,
  );
  const shas = outcomes.map(({ outcome }) => outcome.weightsSha256);
  expect(shas).toContain(sha);
  expect(second.stderr).toContain(shas.find((each) => each !== sha));
  expect(teachersIn('out/teachers').sort()).toEqual(teachersIn('runs/.teachers').sort());
});

test('a teacher that was changed, damaged or replaced by another is trained anew; evaluate reads one as any model', async () => {
  const [name = '', other = ''] = teachersIn('runs/.teachers');
  const path = join(cwd, 'runs/.teachers', name);
  const whole = readFileSync(path);
  const changed = Uint8Array.from(whole, (byte, i) => (i === 5000 ? byte ^ 1 : byte));
  for (const bytes of [whole.subarray(0, 1000), changed, readFileSync(join(cwd, 'runs/.teachers', other))]) {
    writeFileSync(path, bytes);
    // What a network is tested on decides no teacher.
    const again = await train('--seed', '3', '--test-size', '20', '--out', `runs/${bytes[5000]}-${bytes.length}`);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr.match(/is trained first/g)).toHaveLength(1);
    expect(readFileSync(path).equals(whole)).toBe(true);
  }
  const read = await lenet5(['evaluate', path, '--data', data], cwd);
  expect(read.code, read.stderr).toBe(0);
});

test('a stop while a teacher is trained keeps those that are done, and says how to go on', async () => {
  const command = [...options(200), '--seed', '3', '--out', 'stopped/a'];
  const begun = start(command, cwd);
  await begun.says('teacher 2 of 2 is trained first');
  begun.kill('SIGINT');
  const { code, stderr } = await begun.ended;
  expect(code).toBe(130);
  expect(stderr).toMatch(
    /those that are done are kept in stopped\/\.teachers, and the same command goes on with them\.\n$/,
  );
  expect(teachersIn('stopped/.teachers')).toHaveLength(1);
  expect(teachersIn('stopped')).toEqual([]);
});

test('a teacher that collapses is a result of a study, as any training that does', async () => {
  const row = '{ recipe: fast, epochs: 2, set: { teachers: 1, rate: 1e30 } }';
  writeFileSync(join(cwd, 'wild.yaml'), `name: wild\nbase: ${row}\n`);
  const { code, stderr, stdout } = await lenet5(['study', 'wild.yaml', '--data', data, '--out', 'out', '--json'], cwd);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).rows[0].runs[0].stopped).toContain('learning rate');
});

test('a run with teachers goes on after a stop to the same weights, even where the teachers are gone', async () => {
  const sha = await byHand(5, 12);
  const begun = start([...options(12), '--seed', '5', '--out', 'later/a'], cwd);
  await begun.says('  test ');
  begun.kill('SIGTERM');
  const { stderr } = await begun.ended;
  expect(stderr).toContain('to go on: lenet5 train --resume later/a');
  rmSync(join(cwd, 'later/.teachers'), { recursive: true });
  const on = await lenet5(['train', '--resume', 'later/a'], cwd);
  expect(on.code, on.stderr).toBe(0);
  expect(on.stderr).toContain('teacher 1 of 2 is trained first, and kept as later/.teachers/');
  expect(on.stderr).toContain(`weights ${sha}`);
});

test('one sentence where teachers cannot be kept, and for weights to begin with', async () => {
  mkdirSync(join(cwd, 'full'));
  writeFileSync(join(cwd, 'full/.teachers'), '');
  const kept = await call([...options(2), '--out', 'full/a'], cwd);
  expect(kept.code).toBe(1);
  expect(kept.stderr).toContain('lenet5: The folder full/.teachers, where teachers are kept, cannot be used (');
  const init = await call([...options(2), '--init', 'lenet5/weights', '--out', 'init/a'], cwd);
  expect([init.code, init.stderr]).toEqual([
    2,
    'lenet5: --init goes with no teachers, which begin with weights that are drawn: leave one of the two out.\n',
  ]);
});

test.each([
  ['teachers=10', 'teachers is "10", expected a number of networks, 0 to 9.'],
  ['teachers=1 temperature=0', 'temperature is "0", expected a number above 0.'],
  ['teachers=1 output=linear criterion=mse', 'expected eq8, eq9 or cross-entropy where there are teachers.'],
  ['temperature=3', 'temperature changes nothing here, because teachers is 0'],
])('%s', async (set, sentence) => {
  const given = set.split(' ').flatMap((each) => ['--set', each]);
  const { stderr } = await call(['train', '--data', data, '--epochs', '1', '--out', 'refused', ...given], cwd);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('is trained first');
});
