import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MISSING, SKIP, startLab } from './support.js';

/** The pixels of what the page shows as a picture, one for each number. */
function pixels(page: Page, selector: string): Promise<number[]> {
  return page
    .locator(selector)
    .first()
    .evaluate((picture: HTMLCanvasElement | HTMLImageElement) => {
      const [width, height] =
        picture instanceof HTMLImageElement
          ? [picture.naturalWidth, picture.naturalHeight]
          : [picture.width, picture.height];
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.drawImage(picture, 0, 0);
      return [...context.getImageData(0, 0, width, height).data];
    });
}

/** Leaves the panel of the controls for another one, and there stops the run. */
async function pauseIn(page: Page, panel: string): Promise<void> {
  await page.getByRole('tab', { name: 'Train' }).click();
  const pause = page.getByRole('button', { name: 'Pause' });
  await pause.waitFor();
  await pause.evaluate((button, id) => {
    document.getElementById(id)?.click();
    setTimeout(() => (button as HTMLButtonElement).click());
  }, `tab-${panel}`);
  await expect.poll(() => page.locator('.spoken').textContent()).toMatch(/^Training paused/);
}

describe.skipIf(SKIP)(`while a run trains${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  beforeAll(async () => {
    lab = await startLab('#preset=fast&seed=1&size=3000&passes=20');
    ({ page } = lab);
  });
  afterAll(() => lab?.close());

  test('the weights are painted now and then, and when it stops the last ones, which the page names', async () => {
    const matrix = '.matrix canvas';
    await page.getByRole('tab', { name: 'Weights' }).click();
    await page.locator(matrix).first().waitFor();
    const shipped = await pixels(page, matrix);
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('.standing[data-status=running]').waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Weights' }).click();
    const named = page.locator('.weights > p');
    const first = await named.textContent();
    await expect.poll(() => named.textContent()).not.toBe(first);
    await pauseIn(page, 'weights');
    const facts = await page.locator('.header-facts span').first().textContent();
    await expect.poll(() => named.textContent()).toBe(facts);
    const painted = await pixels(page, matrix);
    expect(painted).not.toEqual(shipped);
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.getByRole('tab', { name: 'Weights' }).click();
    expect(await pixels(page, matrix)).toEqual(painted);
  }, 120_000);

  test('a unit taken apart follows the run, and when it stops it is that of the figure', async () => {
    await page.getByRole('tab', { name: 'Train' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('tab', { name: 'Look inside' }).click();
    await page.getByRole('button', { name: 'Next unit' }).click();
    const ending = page.locator('.ending li').last();
    const first = await ending.textContent();
    await expect.poll(() => ending.textContent()).not.toBe(first);
    await pauseIn(page, 'unit');
    const sum = async (text: Promise<string | null>) => /tanh\(⅔ · ([^)]+)\)/.exec((await text) ?? '')?.[1] ?? 'none';
    const told = () => sum(page.locator('#explanation').textContent());
    await expect.poll(async () => (await sum(ending.textContent())) === (await told())).toBe(true);
    expect(await told()).not.toBe('none');
  }, 120_000);

  test.each(['Light', 'Dark'])('in %s a misread digit looks as it does where the network sees it', async (theme) => {
    await page.getByRole('button', { name: theme }).click();
    await page.getByRole('tab', { name: 'Misread' }).click();
    await page.locator('.gallery button').first().click({ timeout: 60_000 });
    expect(await pixels(page, '.gallery .digit')).toEqual(await pixels(page, '.seen canvas'));
    expect(lab.complaints).toEqual([]);
  });
});
