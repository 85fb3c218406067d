import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { blank, testDigit, written } from './picture/support.js';
import { call, onlyObject, scratch, smallMnist } from './support.js';

const cwd = scratch();
const at = (...names: string[]) => join(cwd, ...names);
/** Pictures of each digit. */
const EACH = 10;

beforeAll(async () => {
  for (let digit = 0; digit < 10; digit++) {
    mkdirSync(at('own', String(digit)), { recursive: true });
    for (let i = 0; i < EACH; i++) {
      // All ways that people keep pictures: other sizes, light on dark, sub-folders, JPEG.
      const picture = testDigit(digit, i + 1, 3 + (i % 3));
      if (i % 4 === 3) picture.negate();
      await picture.toFile(at('own', String(digit), i % 2 ? `${i}.png` : `${i}.jpg`));
    }
  }
});

const train = (folder: string, ...args: string[]) =>
  call(['train', '--pictures', folder, '--recipe', 'fast', '--json', ...args], cwd);

describe('a folder of pictures', () => {
  test('is trained on, a fifth of each digit kept aside, and the weights read it again', async () => {
    const finished = await train('own', '--epochs', '2', '--init', 'lenet5/weights', '--out', 'run');
    expect(finished.code).toBe(0);
    expect(finished.stderr).toContain(`100 of 100 pictures are used (0: 10, 1: 10, 2: 10,`);
    expect(finished.stderr).toContain('pictures: 80 samples to train, 20 to test');
    expect(finished.stderr).toContain('every fifth picture of a digit, kept out of training');
    const { steps, testErrorPercent, dataIdentity } = onlyObject(finished);
    expect([steps, dataIdentity]).toEqual([160, 'pictures']);
    expect(testErrorPercent).toBeLessThanOrEqual(10);
    const table = readFileSync(at('run/pictures.tsv'), 'utf8').trim().split('\n');
    expect(table).toHaveLength(101);
    const { code, stdout } = await call(['recognize', 'own/7/0.jpg', '--model', 'run/last.safetensors'], cwd);
    expect([code, stdout]).toEqual([0, 'own/7/0.jpg: 7\n']);
  });

  test('is tested on the data set that --data names, and then trained on whole', async () => {
    const finished = await train('own', '--epochs', '1', '--data', smallMnist(10, 50), '--out', 'tested');
    expect(finished.stderr).toMatch(/train: pictures; test: unknown.*: 100 samples to train, 50 to test/);
    expect(finished.stderr).toContain('the test set given by --data; all pictures are trained on');
  });

  test('gives the same weights under other names, in another place', async () => {
    mkdirSync(at('elsewhere'));
    const before = onlyObject(await train('own', '--epochs', '1', '--out', 'before'));
    renameSync(at('own'), at('elsewhere/moved'));
    renameSync(at('elsewhere/moved/3/1.png'), at('elsewhere/moved/3/z.png'));
    const after = onlyObject(await train('elsewhere/moved', '--epochs', '1', '--out', 'after'));
    renameSync(at('elsewhere/moved/3/z.png'), at('elsewhere/moved/3/1.png'));
    renameSync(at('elsewhere/moved'), at('own'));
    expect(after.weightsSha256).toBe(before.weightsSha256);
  });

  test('a run goes on from its snapshot, and is refused where a picture is another', async () => {
    await train('own', '--epochs', '1', '--out', 'whole');
    const again = await call(['train', '--resume', 'whole', '--json'], cwd);
    expect(onlyObject(again).finished).toBe(true);
    renameSync(at('own/5/1.png'), at('own/6/of-5.png'));
    const changed = await call(['train', '--resume', 'whole'], cwd);
    renameSync(at('own/6/of-5.png'), at('own/5/1.png'));
    expect(changed.stderr).toMatch(
      /The run in whole is trained on pictures.* holds other digits: name the folder with the former by --pictures\./,
    );
    expect(changed.code).toBe(1);
  });
});

describe('what cannot be learnt from is skipped, with the reason', () => {
  beforeAll(async () => {
    for (const folder of ['0', '1', '2', 'letters', '.cache']) mkdirSync(at('mixed', folder), { recursive: true });
    for (let i = 0; i < 6; i++)
      for (const digit of [0, 1])
        await testDigit(digit, i)
          .png()
          .toFile(at(`mixed/${digit}/${i}.png`));
    await testDigit(1, 0).png().toFile(at('mixed/1/copy.png'));
    await blank(60, 60, 'white').png().toFile(at('mixed/0/blank.png'));
    await written('2104').png().toFile(at('mixed/0/number.png'));
    await testDigit(7, 0).png().toFile(at('mixed/1/seven.png'));
    writeFileSync(at('mixed/1/text.png'), 'no picture');
    symlinkSync('nowhere.png', at('mixed/1/link.png'));
    writeFileSync(at('mixed/1/.DS_Store'), 'of the system');
    writeFileSync(at('mixed/readme.txt'), 'of the user');
  });

  test('and named, on stderr and in pictures.tsv', async () => {
    const { code, stderr } = await train('mixed', '--epochs', '1', '--out', 'skips');
    expect(code).toBe(0);
    for (const line of [
      '13 of 18 pictures are used (0: 6, 1: 7, 2: 0, 3: 0,',
      'none of 2, 3, 4, 5, 6, 7, 8, 9:',
      '  1 that the shipped weights refuse or misread: 1/seven.png (7)',
      '  1 nothing drawn: 0/blank.png',
      '  1 several digits: 0/number.png (2104)',
      '  1 there twice: 1/copy.png',
      '  2 cannot be read: 1/link.png, 1/text.png',
      '  1 a folder whose name is no digit: letters/',
      '  1 in no folder 0 to 9: readme.txt',
    ])
      expect(stderr).toContain(line);
    const table = readFileSync(at('skips/pictures.tsv'), 'utf8');
    expect(table).toContain('1/text.png\t1\tskipped\tcannot be read\t1/text.png is no picture, whatever its name says');
    expect(table).not.toContain('DS_Store');
  });

  test.each([
    ['nowhere', /The pictures nowhere cannot be opened as a folder \(it does not exist\)\.\n$/],
    ['mixed/letters', /mixed\/letters holds no folder called 0 to 9: put the pictures of each digit into a folder/],
    [
      'poor',
      /Of 1 file in poor\/0 to 9 only 0 can be used, where 2 were expected .*\(4\/blank\.png: nothing drawn\)\.\n$/,
    ],
  ])('%s: one sentence, and no run folder', async (folder, sentence) => {
    mkdirSync(at('poor/4'), { recursive: true });
    await blank(60, 60, 'white').png().toFile(at('poor/4/blank.png'));
    const { code, stderr } = await train(folder, '--out', 'never');
    expect(stderr).toMatch(sentence);
    expect(code).toBe(1);
    expect(() => readFileSync(at('never/config.json'))).toThrow();
  });
});
