import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DIGITS, type Stroke } from './strokes.js';
import { answer, draw, MISSING, SKIP, startLab } from './support.js';

const upright = (x: number, top: number, bottom: number): Stroke => [
  [x, top],
  [x, bottom],
];
const zigzag = (left: number, right: number, top: number, bottom: number): Stroke =>
  Array.from({ length: 12 }, (_, i) => [left + ((right - left) * i) / 11, i % 2 ? top : bottom] as const);

describe.skipIf(SKIP)(`ink on the pad${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    lab = await startLab();
    ({ page, complaints } = lab);
  });
  afterAll(() => lab?.close());
  beforeEach(() => page.getByRole('button', { name: 'Clear' }).click());

  test('a stroke along the edge, and one that leaves the pad, are read whole', async () => {
    await draw(page, [upright(99, 5, 95)]);
    expect(await answer(page)).toBe('1');
    await page.getByRole('button', { name: 'Clear' }).click();
    await draw(page, [
      [
        [2, 2],
        [118, 2],
        [60, 60],
        [40, 118],
      ],
    ]);
    expect(await answer(page)).toBe('7');
  });

  test('a wide 1 with hook and foot keeps its stem; a scribble is no digit', async () => {
    await draw(page, [
      [
        [6, 45],
        [50, 6],
        [50, 94],
      ],
      [
        [6, 94],
        [94, 94],
      ],
    ]);
    expect(await answer(page)).toBe('1');
    await page.getByRole('button', { name: 'Clear' }).click();
    await draw(page, [zigzag(10, 90, 20, 80)]);
    expect(await answer(page)).toBe('–');
    expect(await page.locator('.answer-words').textContent()).toBe('no shape like a digit');
  });

  test('what is refused among several stands in its place', async () => {
    await draw(page, [upright(15, 30, 70), zigzag(37, 60, 32, 68), upright(85, 30, 70)]);
    expect(await answer(page)).toBe('1 ? 1');
    await page.getByRole('button', { name: 'Digit 2: ?' }).locator('span').click();
    expect(await page.locator('.distance.rejected').count()).toBe(1);
  });

  test('a stroke that loses the pointer ends there, and the next one is whole', async () => {
    const pad = page.locator('.pad-canvas');
    const { x, y, width, height } = (await pad.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + 0.5 * width, y + 0.1 * height);
    await page.mouse.down();
    await page.mouse.move(x + 0.5 * width, y + 0.9 * height);
    await pad.evaluate((element: HTMLElement) => {
      const release = ({ pointerId }: PointerEvent) => element.releasePointerCapture(pointerId);
      element.addEventListener('pointermove', release, { once: true });
    });
    await page.mouse.move(x + 0.5 * width, y + 0.92 * height);
    await page.mouse.move(x + 2 * width, y + height);
    await page.mouse.up();
    await page.mouse.move(x + 0.1 * width, y + 0.1 * height);
    await page.mouse.move(x + 0.9 * width, y + 0.1 * height);
    expect(await answer(page)).toBe('1');
    await page.getByRole('button', { name: 'Clear' }).click();
    await draw(page, DIGITS[7] as Stroke[]);
    expect(await answer(page)).toBe('7');
  });

  test('over selected text a stroke is drawn to its end', async () => {
    await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
    await draw(page, DIGITS[7] as Stroke[]);
    expect(await answer(page)).toBe('7');
  });

  test('after a training step undo brings the drawing back as it was', async () => {
    await draw(page, DIGITS[4] as Stroke[]);
    await page.getByRole('button', { name: 'Slow motion', exact: true }).click();
    await page.getByText(/^label: \d$/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: '4 update' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^label: \d$/).waitFor({ state: 'detached' });
    expect(await answer(page)).toBe('4');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => answer(page)).not.toBe('4');
  });

  test('where a canvas gives false pixels, digits drawn here are read, and a picture is refused with the cause', async () => {
    const context = await lab.browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 1000 } });
    await context.addInitScript(() => {
      const { getImageData } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.getImageData = function falsified(...place) {
        const image = getImageData.apply(this, place);
        image.data.forEach((_, i) => {
          image.data[i] = (i * 7919) % 256;
        });
        return image;
      };
    });
    const other = await context.newPage();
    await other.goto(lab.site.url);
    await other.waitForFunction(() => /shipped/.test(document.querySelector('.header-facts')?.textContent ?? ''));
    await draw(other, DIGITS[5] as Stroke[]);
    expect(await answer(other)).toBe('5');
    const picture = await page.locator('.pad-canvas').screenshot();
    const file = other.locator('.tools input[type=file]');
    await file.setInputFiles({ name: 'five.png', mimeType: 'image/png', buffer: picture });
    await other.getByText(/^five\.png cannot be read: this browser gives false pixels/).waitFor();
    expect(await answer(other)).toBe('5');
    await context.close();
  });

  test('nothing was complained about in the console', () => {
    expect(complaints).toEqual([]);
  });
});
