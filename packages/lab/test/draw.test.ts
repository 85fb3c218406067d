import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DIGITS, type Stroke } from './strokes.js';
import { answer, draw, MISSING, SKIP, startLab } from './support.js';

const moved = (strokes: readonly Stroke[], scale: number, dx: number): Stroke[] =>
  strokes.map((stroke) => stroke.map(([x, y]) => [scale * x + dx, scale * y + 25] as const));

describe.skipIf(SKIP)(`drawing${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    lab = await startLab();
    ({ page, complaints } = lab);
  });
  afterAll(() => lab?.close());
  beforeEach(() => page.getByRole('button', { name: 'Clear' }).click());

  test('an empty pad is no digit', async () => {
    expect(await page.locator('.answer-words').textContent()).toBe('nothing drawn');
    expect(await answer(page)).toBe('–');
  });

  test.each(DIGITS.map((strokes, digit) => [digit, strokes] as const))('a drawn %i is read', async (digit, strokes) => {
    await draw(page, strokes);
    expect(await answer(page)).toBe(String(digit));
    expect(await page.locator('.distance.chosen .distance-digit').textContent()).toBe(String(digit));
    expect(await page.locator('.answer-words').textContent()).toMatch(
      /^\d\d\u00a0% sure · second nearest: \d, \d+\.\d further away$/,
    );
  });

  test('several digits are read in order, and each can be looked at', async () => {
    await draw(page, [...moved(DIGITS[4] as Stroke[], 0.45, 0), ...moved(DIGITS[2] as Stroke[], 0.45, 50)]);
    expect(await answer(page)).toBe('42');
    await page.getByRole('button', { name: 'Digit 2: 2' }).locator('span').click();
    expect(await page.locator('.distance.chosen .distance-digit').textContent()).toBe('2');
  });

  test('undo takes back one stroke, then the clearing', async () => {
    await draw(page, DIGITS[4] as Stroke[]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await page.locator('.answer-words').textContent()).toBe('nothing drawn');
    await draw(page, DIGITS[7] as Stroke[]);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await answer(page)).toBe('7');
  });

  test('a digit of the test set is shown by its number, with its label', async () => {
    await page.getByLabel('No.').fill('0');
    await page.getByLabel('No.').press('Enter');
    await page.getByText('label: 7').waitFor();
    expect(await answer(page)).toBe('7');
  });

  test('a picture is read, and a file that is none is refused in one sentence', async () => {
    const picture = await page.locator('.pad-canvas').screenshot();
    await draw(page, DIGITS[3] as Stroke[]);
    const drawn = await page.locator('.pad-canvas').screenshot();
    expect(drawn.equals(picture)).toBe(false);
    await page.getByRole('button', { name: 'Clear' }).click();
    const file = page.locator('.tools input[type=file]');
    await file.setInputFiles({ name: 'three.png', mimeType: 'image/png', buffer: drawn });
    await page.waitForFunction(() => document.querySelector('.answer-digit')?.textContent === '3');
    await file.setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByText('notes.png is no picture that this browser can open').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
  });

  test('a unit pointed at is explained with numbers, its inputs are framed, leaving restores all', async () => {
    await draw(page, DIGITS[4] as Stroke[]);
    const focus = page.getByRole('application', { name: 'C3' });
    await focus.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const words = await page.locator('#explanation').textContent();
    expect(words).toMatch(/^C3, map 0, row 1, column 1 [+−]\d\.\d{3} = 1\.7159 tanh\(⅔ · −?\d+\.\d+\), a = /);
    expect(words).toMatch(/76 connections · paper p\. 7$/);
    expect(await page.locator('.receptive .field').count()).toBe(3 + 3 + 1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.unit').count()).toBe(0);
  });

  test('1,000 recognitions leave memory flat: less than 5 MB', async () => {
    const session = await page.context().newCDPSession(page);
    const used = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return usedSize;
    };
    // Each pen down and up is a drawing of its own, read at once.
    const recognise = (count: number) =>
      page.evaluate((times) => {
        const canvas = document.querySelector('.pad-canvas') as HTMLElement;
        const { left, top, width } = canvas.getBoundingClientRect();
        canvas.setPointerCapture = () => {};
        const send = (type: string, i: number) =>
          canvas.dispatchEvent(
            new PointerEvent(type, {
              pointerId: 9,
              bubbles: true,
              clientX: left + width * (0.3 + 0.4 * ((i % 7) / 7)),
              clientY: top + width * (0.2 + 0.6 * ((i % 50) / 50)),
            }),
          );
        const clear = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Clear');
        for (let i = 0; i < times; i++) {
          send('pointerdown', i);
          send('pointermove', i + 20);
          send('pointerup', i + 20);
          if (i % 5 === 4) clear?.click();
        }
      }, count);
    await recognise(100);
    const before = await used();
    await recognise(1000);
    expect((await used()) - before).toBeLessThan(5_000_000);
  }, 240_000);

  test('nothing was complained about in the console', () => {
    expect(complaints).toEqual([]);
  });
});
