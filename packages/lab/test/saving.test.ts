import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MISSING, openLab, SKIP, startLab } from './support.js';

/** What each panel saves, in its order. */
const SAVED: Readonly<Record<string, readonly string[]>> = {
  Train: ['error-by-pass.svg', 'loss-by-pass.svg'],
  'Look inside': ['unit-C1-map0-row14-column14.svg', 'what-matters.png', 'codes.png'],
  Weights: ['C1', 'C3', 'C5', 'F6', 'S2', 'S4'].map((layer) => `weights-${layer}.png`),
  Misread: ['confusion.svg', 'misread.png'],
  Questions: [
    'gap',
    'alone',
    'family',
    'pooling',
    'table',
    'angle',
    'batch',
    'softmax',
    'distortion',
    'rates',
    'sigmoid',
  ].map((name) => `question-${name}.svg`),
};

async function saved(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** What an XML parser of the browser finds in an SVG, and what it would still have to ask the page for. */
function seenIn(page: Page, svg: string) {
  return page.evaluate((text) => {
    const found = new DOMParser().parseFromString(text, 'image/svg+xml');
    const texts = [...found.querySelectorAll('text')].map(({ textContent }) => textContent ?? '');
    return {
      root: found.documentElement.localName,
      title: found.querySelector('title')?.textContent ?? '',
      source: found.querySelector('desc')?.textContent ?? '',
      texts,
      marks: found.querySelectorAll('path, rect, image').length,
      lent: /class=|var\(|currentColor|href="(?!data:)/.test(text),
    };
  }, svg);
}

describe.skipIf(SKIP)(`saving figures${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  beforeAll(async () => {
    lab = await startLab('#preset=fast&seed=1&size=600&passes=1', 'all');
  });
  afterAll(() => lab?.close());

  async function check(page: Page, button: Locator): Promise<string> {
    const label = (await button.getAttribute('aria-label')) ?? '';
    const { name, bytes } = await saved(page, button);
    expect(label).toMatch(name.endsWith('.svg') ? /^Save SVG: ./ : /^Save PNG: ./);
    const title = label.replace(/^Save \w+: /, '');
    if (name.endsWith('.png')) {
      const { format, width, height } = await sharp(bytes).metadata();
      expect([format, width % 2, height % 2]).toEqual(['png', 0, 0]);
      expect(width).toBeGreaterThanOrEqual(840);
      const { entropy } = await sharp(bytes).stats();
      expect(entropy).toBeGreaterThan(0.1);
    } else {
      const seen = await seenIn(page, bytes.toString());
      expect(seen).toMatchObject({ root: 'svg', title, lent: false });
      expect(seen.source).toMatch(/^LeNet-5 lab, \d+ \w+ \d{4}, \d\d:\d\d\. .+\.$/);
      expect(seen.marks).toBeGreaterThan(0);
      expect(seen.marks + seen.texts.length).toBeGreaterThan(8);
    }
    return name.replace('lenet5-', '');
  }

  test('the strip and the outputs', async () => {
    const { page } = lab;
    const living = page.locator('.living .save');
    expect(await check(page, living.nth(0))).toBe('outputs.svg');
    expect(await check(page, living.nth(1))).toBe('layers.png');
  });

  test.each(Object.entries(SAVED))('everything of %s', async (panel, names) => {
    const { page } = lab;
    await page.getByRole('tab', { name: panel }).click();
    if (panel === 'Misread') await page.locator('.confusion').waitFor({ timeout: 60_000 });
    if (panel === 'Look inside') {
      await page.getByRole('button', { name: 'Show the codes' }).click();
      await page.locator('.codes').waitFor();
      await page.locator('.matter').waitFor();
    }
    const buttons = page.locator('.panel .save');
    await expect.poll(() => buttons.count()).toBe(names.length);
    const found: string[] = [];
    for (const button of await buttons.all()) found.push(await check(page, button));
    expect(found).toEqual(names);
  });

  test('a chart has its axes, legend, and when it was measured', async () => {
    const { page } = lab;
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.getByRole('button', { name: 'Start' }).click();
    await page
      .getByText(/measured here after 600 samples \(1\.00 passes\) on 10,000 digits/)
      .waitFor({ timeout: 60_000 });
    const { bytes } = await saved(page, page.locator('.chart .save').first());
    const { source, texts } = await seenIn(page, bytes.toString());
    expect(source).toMatch(/measured here after 600 samples \(1\.00 passes\) on 10,000 digits\.$/);
    for (const text of ['error,\u00a0%', 'pass', '100', 'paper, Fig. 5: test', 'test error (10,000 digits)'])
      expect(texts).toContain(text);
  });

  test('in Chinese and in the dark too', async () => {
    const { page, context } = await openLab(lab.browser, `${lab.site.url}?lang=zh&theme=dark`);
    const { name, bytes } = await saved(page, page.getByRole('button', { name: '存为 SVG: 错误率（%），按轮次' }));
    expect(name).toBe('lenet5-error-by-pass.svg');
    const { texts, source } = await seenIn(page, bytes.toString());
    expect(texts).toContain('错误率，%');
    expect(source).toMatch(/^LeNet-5 实验室，.*。$/);
    const { channels } = await sharp(bytes).stats();
    expect(channels[0]?.mean).toBeLessThan(90);
    await context.close();
  });

  test('nothing was complained about in the console', () => {
    expect(lab.complaints).toEqual([]);
  });
});
