import {
  ARCHITECTURES,
  type Architecture,
  createNetwork,
  type Network,
  readPth,
  readSafetensors,
  torchStateDict,
  writePth,
  writeSafetensors,
} from 'lenet5';
import { layersOf } from 'lenet5/core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MISREAD_TEXTS } from '../src/panels/misread/words.js';
import { TRAIN_TEXTS } from '../src/panels/train/words.js';
import { DIGITS, type Stroke } from './strokes.js';
import { draw, MISSING, SKIP, save, startLab } from './support.js';

const { paper, blog, tutorial, d2l } = ARCHITECTURES;

/** Networks of every kind that the layer table knows. */
const NETWORKS: readonly Architecture[] = [
  paper,
  blog,
  ARCHITECTURES['blog-sigmoid'],
  ARCHITECTURES['lenet-1989'],
  tutorial,
  d2l,
  { ...paper, name: 'angle', output: 'rbf-angle' },
  { ...paper, name: 'letters', classes: 26, codes: 'letters' },
  { ...tutorial, name: 'wide', width: { C1: 32, C3: 64, C5: 500, F6: 30 }, classes: 36, codes: 'alphanumeric' },
  {
    ...paper,
    name: 'list',
    width: { ...paper.width, C1: 3, C3: 4 },
    c3: [
      [0, 1],
      [1, 2],
      [0, 2],
      [0, 1, 2],
    ],
  },
  { ...tutorial, name: 'standardised', pixels: 'standardised', pooling: 'sum', output: 'rbf' },
];

/** With weights of a usual size; the same each time. */
function networkOf(architecture: Architecture): Network {
  const network = createNetwork({ architecture, capacity: 1 });
  let seed = 1;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (2 * seed) / 2_147_483_647 - 1;
  };
  for (const { value, fanIn } of network.parameters) {
    for (let i = 0; i < value.length; i++) value.data[i] = random() * Math.sqrt(3 / fanIn);
  }
  return network;
}

function fileOf(architecture: Architecture): Buffer {
  const state = networkOf(architecture).stateDict();
  return Buffer.from(writeSafetensors(state, { architecture: JSON.stringify(architecture) }));
}

/** Shows the weights in the figure. */
async function open(page: Page, architecture: Architecture): Promise<void> {
  await page.getByRole('tab', { name: 'Files' }).click();
  const name = `${architecture.name}.safetensors`;
  const file = { name, mimeType: 'application/octet-stream', buffer: fileOf(architecture) };
  await page.locator('.files input[type=file]').setInputFiles(file);
  await page.getByText(`Weights: ${name}`).waitFor();
}

const number = (text: string) => Number(text.replaceAll('−', '-'));
const SUBSCRIPTS = '[₀₁₂₃₄₅₆₇₈₉]';

/** What is written between the brackets of a window, pooled. */
function pooled(text: string): number {
  const [, kind = '', listed = ''] = text.match(/(sum|mean|max)\(([^)]*)\)/) ?? [];
  const values = listed.split(', ').map(number);
  const sum = values.reduce((total, value) => total + value, 0);
  return { sum, mean: sum / values.length, max: Math.max(...values) }[kind] ?? Number.NaN;
}

/** Reckons a weighted sum as it is written: "0.13₀ −3.07₁ +0.21", "Σ₄₀₀ +1.52 −0.10", "0.250 × sum(…) +0.10", "max(…)". */
function reckon(text: string): number {
  const terms = text.replace(/(sum|mean|max)\([^)]*\)/, '').replaceAll(new RegExp(`Σ?${SUBSCRIPTS}+`, 'g'), '');
  const numbers = [...terms.matchAll(/[+−]?\d+\.\d+/g)].map(([found]) => number(found));
  if (!/\(/.test(text)) return numbers.reduce((total, value) => total + value, 0);
  const [coefficient = 1, bias = 0] = numbers;
  return coefficient * pooled(text) + bias;
}

const SQUASHED: readonly (readonly [pattern: RegExp, value: (a: number) => number])[] = [
  [/^1\.7159 tanh\(⅔ · (.+?)\)$/, (a) => 1.7159 * Math.tanh((2 / 3) * a)],
  [/^tanh\((.+?)\)$/, Math.tanh],
  [/^max\(0, (.+?)\)$/, (a) => Math.max(0, a)],
  [/^1\/\(1 \+ exp\(−(.+?)\)\)$/, (a) => 1 / (1 + Math.exp(-a))],
];

/** The value that a line of the page states, and the one that its formula comes to. */
function bothIn(line: string): { stated: number; reckoned: number } {
  const [, value = '', formula = ''] = line.match(/ ([+−]\d+\.\d{3}) = (.*?) [\d,]+ connections/) ?? [];
  const stated = number(value);
  const [outer = '', inner] = formula.split(', a = ');
  if (inner === undefined) {
    const angle = outer.match(/^2 · (\d+) · \(1 − (.+)\)$/);
    if (angle) return { stated, reckoned: 2 * Number(angle[1]) * (1 - number(angle[2] ?? '')) };
    return { stated, reckoned: reckon(outer) };
  }
  const [terms = '', sum = ''] = inner.split(' = ');
  expect(Math.abs(reckon(terms) - number(sum))).toBeLessThan(0.2);
  for (const [pattern, squash] of SQUASHED) {
    const [, a] = outer.match(pattern) ?? [];
    if (a !== undefined) {
      expect(a).toBe(sum);
      return { stated, reckoned: squash(number(a)) };
    }
  }
  throw new Error(`Nothing here reckons ${formula}.`);
}

/** Walks to some units of a layer by keyboard, and checks each line. */
async function walk(page: Page, layer: string): Promise<void> {
  await page.getByRole('application', { name: new RegExp(`^${layer}:`) }).focus();
  for (const keys of ['ArrowDown', 'ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowUp']) {
    await page.keyboard.press(keys);
    const line = (await page.locator('#explanation').textContent()) ?? '';
    const { stated, reckoned } = bothIn(line);
    expect(Math.abs(reckoned - stated), line).toBeLessThan(0.06);
    expect(await page.locator('.receptive .field').count()).toBeGreaterThan(0);
  }
}

/** Layers whose units are maps or blocks of the figure. */
function drawn(architecture: Architecture): string[] {
  return layersOf(architecture)
    .slice(0, -1)
    .map(({ name }) => name);
}

describe.skipIf(SKIP)(`networks of the family${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    lab = await startLab();
    ({ page, complaints } = lab);
    await draw(page, DIGITS[4] as Stroke[]);
  });
  afterAll(() => lab?.close());

  test.each(NETWORKS.map((architecture) => [architecture.name, architecture] as const))(
    '%s is drawn, and units of each layer are what their formulas say',
    async (_, architecture) => {
      await open(page, architecture);
      const captions = await page.locator('.caption b').allTextContents();
      const below = architecture.output === 'linear' ? [] : ['bitmap'];
      expect(captions).toEqual(['Input', ...drawn(architecture), ...below]);
      for (const layer of drawn(architecture)) await walk(page, layer);
      expect(await page.locator('.distance').count()).toBe(architecture.classes);
      await page.locator('.distance').nth(1).hover();
      const line = (await page.locator('#explanation').textContent()) ?? '';
      const shown = number((await page.locator('.distance .number').nth(1).textContent()) ?? '');
      expect(line).toMatch(/^Output, unit 1 [+−]\d+\.\d{3} = /);
      if (architecture.output === 'rbf') expect(number(line.match(/[+−]\d+\.\d{3}/)?.[0] ?? '')).toBeCloseTo(shown, 0);
      else expect(Math.abs(bothIn(line).reckoned - bothIn(line).stated)).toBeLessThan(0.1);
      const beyond = await page.locator('.figure').evaluate((figure) => figure.scrollWidth - figure.clientWidth);
      expect(beyond).toBe(0);
      await page.getByRole('tab', { name: 'Weights' }).click();
      await page.locator('.kernel').first().waitFor();
      const trained = layersOf(architecture).filter(({ parameters }) => parameters.length > 0);
      for (const { name } of trained)
        expect(await page.locator('.weights h2', { hasText: name }).count()).toBeGreaterThan(0);
      await page.mouse.move(0, 0);
    },
    60_000,
  );

  test('the input of 16×16 is explained by its grey value, and a receptive field reaches beyond the edge', async () => {
    await open(page, ARCHITECTURES['lenet-1989']);
    await page.getByRole('application', { name: /^Input/ }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#explanation').textContent()).toMatch(
      /^Input, row 1, column 0 −1\.000 = 0 · 2\/255 − 1, of/,
    );
    await page.keyboard.press('Tab');
    for (const key of ['ArrowUp', 'ArrowLeft']) for (let i = 0; i < 4; i++) await page.keyboard.press(`Shift+${key}`);
    const at = (selector: string) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().left);
    expect(await at('.receptive .field')).toBeLessThan(await at('.layer-focus >> nth=0'));
    await page.keyboard.press('Escape');
  });

  test('each map of H2 reads 8 of 12, and the table shows which', async () => {
    await page.getByRole('tab', { name: 'Weights' }).click();
    await page.getByText('H2: each map reads 8 of the 12 of H1').waitFor();
    const rows = await page.locator('.table-one tbody tr').all();
    const read = await Promise.all(
      rows.map((row) => row.locator('td').evaluateAll((cells) => cells.map((cell) => cell.childElementCount))),
    );
    const maps = Array.from({ length: 12 }, (_, map) => read.flatMap((row, below) => (row[map] ? [below] : [])));
    const table = layersOf(ARCHITECTURES['lenet-1989']).flatMap((layer) =>
      layer.kind === 'convolution' ? [layer.table] : [],
    );
    expect(maps).toEqual(table[1]);
    await page.getByText('H1: a bias for each unit').waitFor();
  });

  test('a network for letters shows its 26 bitmaps, and what it misreads is measured elsewhere', async () => {
    await open(page, { ...paper, name: 'letters', classes: 26, codes: 'letters' });
    expect((await page.locator('.distance-digit').allTextContents()).join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    expect(await page.locator('.bitmap path').count()).toBe(26);
    await page.getByRole('tab', { name: 'Misread' }).click();
    await page.getByText('are not the digits of MNIST').waitFor();
  });

  test.each([
    ['lenet-1989', 200, '7,291'],
    ['tutorial', 256, '60,000'],
    ['d2l', 512, '60,000'],
  ] as const)(
    '%s is trained by its own recipe, step by step and on',
    async (preset, size, all) => {
      await page.goto(`${lab.site.url}#preset=fast`);
      await page.reload();
      await page.getByLabel('Preset').selectOption(preset);
      expect(
        await page
          .getByLabel(/^Digits/)
          .locator('option:checked')
          .textContent(),
      ).toBe(all);
      const told = page.locator('.expected', { hasText: TRAIN_TEXTS.en[`expect.${preset}`] });
      await told.getByText(/ Expect about \d+\.\d\d ± \d+\.\d\d\u00a0% test errors: the report, 5 seeds\.$/).waitFor();
      await page.goto(`${lab.site.url}#preset=${preset}&size=${size}&passes=2`);
      await page.reload();
      await page.getByRole('button', { name: 'Slow motion', exact: true }).click();
      await page.getByText(/goes through; the highest output is that of \d/).waitFor();
      await page.keyboard.press('n');
      await page.getByText(/^Output of \d: /).waitFor();
      await page.getByRole('button', { name: '4 update' }).click();
      await page.getByText(/the largest change is \d/).waitFor();
      await page.getByRole('button', { name: 'Resume' }).click();
      await page.locator('.standing[data-status=done]').waitFor();
      await expect
        .poll(() => page.locator('.standing div', { hasText: 'test error' }).locator('dd').textContent(), {
          timeout: 20_000,
        })
        .toMatch(/%/);
    },
    60_000,
  );

  test('classes have the names that the file gives them, and are no digits then', async () => {
    const names = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Boot'];
    const metadata = { architecture: JSON.stringify(paper), classNames: JSON.stringify(names) };
    const buffer = Buffer.from(writeSafetensors(networkOf(paper).stateDict(), metadata));
    await page.getByRole('tab', { name: 'Files' }).click();
    const file = { name: 'clothes.safetensors', mimeType: 'application/octet-stream', buffer };
    await page.locator('.files input[type=file]').setInputFiles(file);
    await page.getByText('Weights: clothes.safetensors').waitFor();
    expect(await page.locator('.distance-digit').allTextContents()).toEqual(names);
    expect(await page.getByRole('button', { name: 'Train these on' }).isDisabled()).toBe(true);
    const saved = readSafetensors(await save(page, '.safetensors'), 'saved');
    expect(JSON.parse(saved.metadata.classNames ?? '')).toEqual(names);
    await page.getByRole('tab', { name: 'Misread' }).click();
    await page.getByText(MISREAD_TEXTS.en['misread.noDigits']).waitFor();
  }, 60_000);

  test('a file of somebody else’s class: what it does not tell is chosen, it trains on, and is saved under its names', async () => {
    const theirs = torchStateDict(networkOf(tutorial));
    await page.getByRole('tab', { name: 'Files' }).click();
    const file = { name: 'theirs.pth', mimeType: 'application/octet-stream', buffer: Buffer.from(writePth(theirs)) };
    await page.locator('.files input[type=file]').setInputFiles(file);
    await page.getByText('Weights: theirs.pth').waitFor();
    const formula = async () => {
      await page.getByRole('application', { name: /^C1/ }).focus();
      await page.keyboard.press('ArrowDown');
      return page.locator('#explanation').textContent();
    };
    expect(await formula()).toContain('= max(0, ');
    await page.getByLabel('Layers').selectOption('d2l');
    expect(await formula()).toContain('= 1/(1 + exp(');
    await page.getByLabel('Pixels').selectOption('standardised');
    await page.getByLabel('Layers').selectOption('tutorial');
    await page.getByRole('button', { name: 'Train these on' }).click();
    expect(await page.getByLabel('Preset').inputValue()).toBe('theirs.pth');
    await page.getByRole('button', { name: 'Slow motion', exact: true }).click();
    await page.getByRole('button', { name: '4 update' }).click();
    await page.getByText(/the largest change is \d/).waitFor();
    const { tensors } = await readPth(await save(page, '.pth'));
    expect([...tensors.keys()]).toEqual([...theirs.keys()]);
    const [before, after] = [theirs, tensors].map((state) => [...(state.get('fc3.bias')?.data ?? [])].map(Number));
    const moved = Math.max(...(after ?? []).map((value, i) => Math.abs(value - (before?.[i] ?? 0))));
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(0.2);
  }, 60_000);

  test('nothing was complained about in the console', () => {
    expect(complaints).toEqual([]);
  });
});
