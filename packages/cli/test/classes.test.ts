import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHITECTURES, createNetwork, RECIPES, writeSafetensors } from 'lenet5';
import { beforeAll, describe, expect, test } from 'vitest';
import { words } from './plots/support.js';
import { call, metadataOf, onlyObject, scratch, smallMnist } from './support.js';

const cwd = scratch();
const CLOTHES = ['hat', 'woollen sock', 'glove', 'scarf', 'shoe', 'belt', 'coat', 'skirt', 'shawl', 'boot'];
const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Digits of MNIST under other labels, which go round; with a file of names beside them. */
function relabelled(classes: number, first: number, [name, text]: readonly [string, string] | []): string {
  const folder = smallMnist(200, 80);
  for (const part of ['train', 't10k']) {
    const path = join(folder, `${part}-labels-idx1-ubyte`);
    const file = readFileSync(path);
    for (let i = 8; i < file.length; i++) file[i] = first + ((i - 8) % classes);
    writeFileSync(path, file);
  }
  if (name !== undefined) writeFileSync(join(folder, name), text ?? '');
  return folder;
}

const mapping = Array.from(LETTERS, (letter, i) => `${i + 1} ${letter.charCodeAt(0)} ${letter.charCodeAt(0) + 32}\n`);
const letters = relabelled(26, 1, ['emnist-letters-mapping.txt', mapping.join('')]);
const clothes = relabelled(10, 0, ['classes.txt', CLOTHES.join('\n')]);
const fourteen = relabelled(14, 0, []);

const train = (data: string, ...more: string[]) =>
  call(['train', '--data', data, '--recipe', 'fast', '--epochs', '1', '--no-worker', ...more], cwd);

let ofLetters: Awaited<ReturnType<typeof train>>;
let ofClothes: Awaited<ReturnType<typeof train>>;
beforeAll(async () => {
  ofLetters = await train(letters, '--out', 'letters', '--json');
  ofClothes = await train(clothes, '--out', 'clothes', '--json');
});

describe('train', () => {
  test('takes the number of classes and their bitmaps from the data, and says what it found', () => {
    expect(ofLetters.code, ofLetters.stderr).toBe(0);
    expect(ofLetters.stderr).toContain('architecture paper, recipe fast with classes=26 codes=letters, seed 1');
    expect(ofLetters.stderr).toContain('26 classes: A, B, C,');
    expect(ofLetters.stderr).toContain('labels are counted from 1 in these files, and from 0 here');
    expect(ofLetters.stderr).not.toContain('take the bitmaps');
    expect(onlyObject(ofLetters).architectureSwitches).toMatchObject({ classes: 26, codes: 'letters', output: 'rbf' });
  });

  test('says which bitmaps classes are compared with that are none of them', () => {
    expect(ofClothes.code, ofClothes.stderr).toBe(0);
    expect(ofClothes.stderr).toContain('architecture paper, recipe fast, seed 1');
    expect(ofClothes.stderr).toContain(
      'classes take the bitmaps of the digits, whatever they show: hat 0, woollen sock 1,',
    );
  });

  test('says nothing of classes about digits', async () => {
    const { stderr } = await train(smallMnist(100, 50), '--out', 'digits');
    expect(stderr).not.toContain('classes');
  });

  test('keeps to what was asked for', async () => {
    const set = ['--set', 'classes=30', 'codes=alphanumeric'];
    const { stderr, ...rest } = await train(letters, '--out', 'asked', '--json', ...set);
    expect(onlyObject({ stderr, ...rest }).architectureSwitches).toMatchObject({ classes: 30, codes: 'alphanumeric' });
    expect(stderr).toContain('classes take the bitmaps of digits and letters, whatever they show: A 0, B 1,');
  });

  test.each([
    [
      fourteen,
      [],
      ['14 classes', 'output rbf has bitmaps for 10', '--set output=linear --set criterion=cross-entropy'],
    ],
    [letters, ['--set', 'codes=digits'], ['26 classes', 'bitmaps for 10']],
    [letters, ['--set', 'classes=25'], ['have 26 classes', 'leave --set classes=25 out']],
    [letters, ['--init', 'lenet5/weights'], ['lenet5/weights tells 10 classes apart', 'have 26']],
  ])('refuses %s with %j in one sentence', async (data, more, parts) => {
    const { code, stderr } = await train(data, '--out', 'refused', ...more);
    expect(code).not.toBe(0);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    for (const part of parts) expect(stderr).toContain(part);
  });

  test('any number of classes with the output that was advised', async () => {
    const advice = ['--set', 'output=linear', '--set', 'criterion=cross-entropy'];
    const result = await train(fourteen, '--out', 'fourteen', '--json', ...advice);
    expect(result.stderr).toContain('14 classes, without names');
    expect(onlyObject(result).architectureSwitches).toMatchObject({ classes: 14 });
  });

  test.each([
    ['balanced', `${DIGITS}${LETTERS}abdefghnqrt`],
    ['byclass', `${DIGITS}${LETTERS}${LETTERS.toLowerCase()}`],
  ])("EMNIST's %s, which has more classes than there are bitmaps, with scores", async (split, characters) => {
    const lines = Array.from(characters, (character, i) => `${i} ${character.charCodeAt(0)}\n`);
    const data = relabelled(characters.length, 0, [`emnist-${split}-mapping.txt`, lines.join('')]);
    const refused = await train(data, '--out', `${split}-refused`);
    expect(refused.stderr).toContain(
      `have ${characters.length} classes, and output rbf has bitmaps for 36 of them: use`,
    );
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    const set = ['--set', 'output=linear', 'criterion=cross-entropy'];
    const { stderr, ...rest } = await train(data, '--out', split, '--json', ...set);
    expect(onlyObject({ stderr, ...rest }).architectureSwitches).toMatchObject({ classes: characters.length });
    expect(stderr).toContain(`${characters.length} classes: 0, 1, 2,`);
    const json = onlyObject(await call(['evaluate', split, '--data', data, '--json'], cwd));
    expect(json.classNames).toEqual([...characters]);
    expect(json.confusion).toHaveLength(characters.length);
    expect(words(readFileSync(join(cwd, split, 'confusion.svg'), 'utf8'))).toEqual(
      expect.arrayContaining([...characters]),
    );
  });

  test('goes on with weights of the same classes, and takes a run of them up again', async () => {
    const further = await train(letters, '--init', 'letters', '--out', 'further');
    expect(further.code, further.stderr).toBe(0);
    const resumed = await call(['train', '--resume', 'further', '--epochs', '2'], cwd);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.stderr).toContain('26 classes: A, B');
  });

  test('names are in the files and the figures of the run', () => {
    expect(JSON.parse(metadataOf(join(cwd, 'clothes', 'last.safetensors')).classNames ?? '')).toEqual(CLOTHES);
    expect(metadataOf(join(cwd, 'letters', 'last.safetensors')).classNames).toContain('"Z"');
    for (const name of ['confusion.svg', 'misread.svg', 'report.html']) {
      expect(readFileSync(join(cwd, 'clothes', name), 'utf8'), name).toContain('>hat<');
    }
  });
});

describe('evaluate', () => {
  test('calls classes by their names in tables, CSV and JSON', async () => {
    const people = await call(['evaluate', 'clothes', '--data', clothes], cwd);
    expect(people.stderr).toMatch(/^ *label +hat +woollen sock +glove/m);
    expect(people.stderr).toMatch(/^ *woollen sock( +(\d+|·)){10}$/m);
    expect(people.stderr).toContain('test samples misread');
    const csv = await call(['evaluate', 'clothes', '--data', clothes, '--csv'], cwd);
    expect(csv.stdout).toMatch(/^woollen sock,/m);
    const json = onlyObject(await call(['evaluate', 'letters', '--data', letters, '--json'], cwd));
    expect(json.classNames).toEqual([...LETTERS]);
    expect(json.confusion).toHaveLength(26);
  });

  test('takes the names of the file of the model where the data have none', async () => {
    const { stderr } = await call(['evaluate', 'letters', '--data', relabelled(26, 0, [])], cwd);
    expect(stderr).toMatch(/^ *label +A +B +C/m);
  });

  test.each([
    ['letters', clothes, 'tells 26 classes apart, and the data in'],
    ['clothes', letters, 'tells 10 classes apart, and the data in'],
  ])('refuses %s with other classes', async (model, data, part) => {
    const { code, stderr, stdout } = await call(['evaluate', model, '--data', data], cwd);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(part);
  });
});

describe('other commands', () => {
  test('study takes the classes of its data, as train does', async () => {
    const rows = '[{name: bitmaps}, {name: scores, set: {output: linear, criterion: cross-entropy}}]';
    writeFileSync(
      join(cwd, 'letters.yaml'),
      `name: letters\nseeds: 1\nbase: {recipe: fast, epochs: 1}\nrows: ${rows}\n`,
    );
    const args = ['study', 'letters.yaml', '--data', letters, '--threads', '1', '--json'];
    const result = await call(args, cwd);
    expect(result.code, result.stderr).toBe(0);
    expect(onlyObject(result)).toMatchObject({ finished: true, failures: [] });
  });

  test('info names the classes of a file', async () => {
    expect((await call(['info', 'clothes'], cwd)).stderr).toMatch(/^classes +hat, woollen sock, glove/m);
    expect((await call(['info', 'letters'], cwd)).stderr).toMatch(/^Output +26 +0 +2,184/m);
  });

  test.each([
    ['clothes', 'tells 10 classes apart (hat, woollen sock, glove, …)'],
    ['letters', 'tells 26 classes apart (A, B, C, …)'],
  ])('recognize refuses %s: it reads digits', async (model, part) => {
    const { code, stderr } = await call(['recognize', 'any.png', '--model', model], cwd);
    expect(code).toBe(1);
    expect(stderr).toContain(part);
  });

  test('damaged names are one sentence', async () => {
    const network = createNetwork({ architecture: 'paper' });
    const metadata = { architecture: JSON.stringify(ARCHITECTURES.paper), recipe: JSON.stringify(RECIPES.fast) };
    const file = writeSafetensors(network.stateDict(), { ...metadata, classNames: '[1, 2' });
    writeFileSync(join(cwd, 'damaged.safetensors'), file);
    const { code, stderr } = await call(['info', 'damaged.safetensors'], cwd);
    expect(code).toBe(1);
    expect(stderr).toContain('damaged metadata: its classNames is no list of texts');
  });
});
