import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRecipe, Lenet5Error, makeDataset, RECIPES, readSafetensors } from '../../src/index.js';
import { readMnistFolder } from '../../src/node/index.js';
import { readSwitch, switchNamed } from '../../src/switches/settings.js';
import { SWITCHES } from '../../src/switches/table.js';
import { textsOf } from '../../src/switches/texts.generated.js';
import {
  collapseInChinese,
  errorInChinese,
  expectedInChinese,
  sourceInChinese,
  warningInChinese,
} from '../../src/training/chinese.js';
import { criterionOf } from '../../src/training/criterion.js';

const HAN = /\p{Script=Han}/u;

/** What is said in Chinese about what `call` throws. */
async function said(call: () => unknown): Promise<string> {
  const error: unknown = await Promise.resolve()
    .then(call)
    .catch((reason) => reason);
  if (!(error instanceof Lenet5Error)) throw new Error(`not thrown by the library: ${String(error)}`);
  return errorInChinese(error);
}

describe('errors', () => {
  test.each<[string, () => unknown, string]>([
    ['a value', () => readSwitch(switchNamed('pooling'), 'avg'), 'pooling 的值是 "avg"，应为其一：sum, average, max。'],
    ['a recipe', () => checkRecipe({ ...RECIPES.fast, batch: 0 }), 'batch 的值是 0，应为不小于 1 的整数。'],
    ['a name', () => switchNamed('squash.c1'), '没有名为“squash.c1”的开关：是不是 squash.C1？'],
  ])('%s is said in Chinese alone', async (_, call, sentence) => {
    expect(await said(call)).toBe(sentence);
  });

  test('an output and its criterion', async () => {
    expect(await said(() => criterionOf({ criterion: 'eq9', j: 1 }, 'linear'))).toBe(
      '准则 eq9 不能配输出 linear：linear 用 cross-entropy 或 mse，rbf 用 eq8 或 eq9。',
    );
  });

  test('folders of data are named with what they lack', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lenet5-'));
    try {
      expect(await said(() => readMnistFolder(join(folder, 'none')))).toMatch(/none 无法读取（不存在）：/);
      const missing = await said(() => readMnistFolder(folder));
      expect(missing).toMatch(/^目录 .+ 中没有 train-images（找过 .+），也没有 .+：请把四个 MNIST 文件放进去/);
      expect(missing).not.toMatch(/tried|and no|packed/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('what has no Chinese sentence keeps its own behind a Chinese introduction', async () => {
    const sentence = await said(() => readSafetensors(new Uint8Array(3), 'mine.safetensors'));
    expect(sentence).toMatch(/^这个 safetensors 文件不完整或不合规范：mine\.safetensors holds 3 bytes/);
  });

  test.each<[string, (pixel: number) => number]>([
    ['black', () => 0],
    ['dim', () => 100],
    ['inverted', (pixel) => (pixel % 28 < 4 || pixel % 28 > 23 || pixel < 112 || pixel > 671 ? 255 : 0)],
  ])('warnings of %s pictures leave no English', (_, inkAt) => {
    const images = { shape: [4, 28, 28], data: Uint8Array.from({ length: 4 * 784 }, (_each, i) => inkAt(i % 784)) };
    const { warnings } = makeDataset(images, { shape: [4], data: new Uint8Array(4) }, { images: 'A', labels: 'B' });
    expect(warnings).not.toEqual([]);
    for (const warning of warnings) expect(warningInChinese(warning)).toMatch(/^[^a-z]+$/);
  });

  test('a collapse is told by its numbers', () => {
    const seen = {
      samples: 9000,
      window: 1000,
      answer: 1,
      answerShare: 1,
      errorShare: 0.9,
      meanLoss: 43.1,
      saturatedShare: 1,
    };
    const collapse = { ...seen, cause: 'too-large' as const };
    expect(errorInChinese({ code: 'collapse', message: '', seen: collapse })).toBe(collapseInChinese(collapse));
  });
});

test.each(SWITCHES.map((each) => [each.name, each] as const))(
  '%s has no English in its Chinese description',
  (_, each) => {
    const { zh, source } = textsOf(each);
    expect(zh).toMatch(HAN);
    expect(sourceInChinese(source)).toMatch(HAN);
    const words = new Set(each.kind.words ?? []);
    const left = (expectedInChinese(each.kind.expected).match(/[a-z]{2,}[\w-]*/gi) ?? []).filter(
      (word) => !words.has(word),
    );
    expect(left.filter((word) => !['low', 'high', 'maps', 'sqrt'].includes(word))).toEqual([]);
  },
);
