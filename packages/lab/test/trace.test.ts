import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIGITS, type Stroke } from './strokes.js';
import { draw, MISSING, SKIP, startLab } from './support.js';

/** Sides of the box, and where the two digits in it touch, in units of a picture of 300×200. */
const BOX = { left: 15, top: 12, right: 285, bottom: 188 };
const BOUNDARY = 155;
const PEN = 9;

/** How far a digit reaches on the pad, in its hundredths. */
function across(strokes: readonly Stroke[]): readonly [left: number, right: number] {
  const places = strokes.flat().map(([x]) => x);
  return [Math.min(...places), Math.max(...places)];
}

/** A box with two zeros in it that touch. */
function touchingInBox(): Promise<Buffer> {
  const path = (strokes: readonly Stroke[], left: number) =>
    strokes.map((stroke) => `M${stroke.map(([x, y]) => `${left + 1.2 * x} ${40 + 1.2 * y}`).join('L')}`).join('');
  const { left, top, right, bottom } = BOX;
  const zero = DIGITS[0] as Stroke[];
  const half = PEN / 2 - 1;
  const digits =
    path(zero, BOUNDARY - half - 1.2 * across(zero)[1]) + path(zero, BOUNDARY + half - 1.2 * across(zero)[0]);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" fill="none" stroke="black">
    <rect width="300" height="200" fill="white" stroke="none"/>
    <rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" stroke-width="3"/>
    <path d="${digits}" stroke-width="${PEN}" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

interface Place {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where elements are on the page, in units of the picture; a way without its width. */
function placesOf(locator: Locator): Promise<Place[]> {
  return locator.evaluateAll((elements) => {
    const { left, top, width } = (document.querySelector('.pad-canvas') as Element).getBoundingClientRect();
    const scale = 300 / width;
    return elements.map((element) => {
      const box = element.getBoundingClientRect();
      return {
        left: (box.left - left) * scale,
        top: (box.top - top) * scale - 50,
        right: (box.right - left) * scale,
        bottom: (box.bottom - top) * scale - 50,
      };
    });
  });
}

const near = (a: number, b: number, by: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(by);

describe.skipIf(SKIP)(`how it was read${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  beforeAll(async () => {
    lab = await startLab();
    page = lab.page;
    const buffer = await touchingInBox();
    await page.locator('.tools input[type=file]').setInputFiles({ name: 'box.png', mimeType: 'image/png', buffer });
    await page.waitForFunction(() => document.querySelector('.answer-digit')?.textContent === '00');
  });
  afterAll(() => lab?.close());

  test('is off until it is asked for, by keyboard too, and its switch is large enough for a finger', async () => {
    expect(await page.locator('.trace-lines, .trace').count()).toBe(0);
    const target = await page.locator('.trace-switch').boundingBox();
    expect(target?.height).toBeGreaterThanOrEqual(44);
    expect(target?.width).toBeGreaterThanOrEqual(44);
    await page.getByLabel('No.').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByRole('checkbox', { name: 'How it was read' }).isChecked()).toBe(true);
    await page.locator('.trace-lines').waitFor();
  });

  test('lines lie on the sides of the box', async () => {
    const lines = await placesOf(page.locator('.trace-lines .form-line'));
    expect(lines).toHaveLength(4);
    for (const side of ['left', 'right'] as const) {
      const line = lines.find(({ left, right }) => Math.abs(left - BOX[side]) < 4 && Math.abs(right - BOX[side]) < 4);
      expect(line, side).toBeDefined();
    }
    for (const side of ['top', 'bottom'] as const) {
      const line = lines.find(({ top, bottom }) => Math.abs(top - BOX[side]) < 4 && Math.abs(bottom - BOX[side]) < 4);
      expect(line, side).toBeDefined();
    }
  });

  test('cuts go through the shape, and the one made is between the digits', async () => {
    const tried = await placesOf(page.locator('.trace-lines .cut'));
    const made = await placesOf(page.locator('.trace-lines .cut.taken'));
    expect([tried.length > 1, made.length]).toEqual([true, 1]);
    near(((made[0]?.left ?? 0) + (made[0]?.right ?? 0)) / 2, BOUNDARY, 20);
  });

  test('the path is under the boxes of the digits, and the candidates on it are those digits', async () => {
    const path = await placesOf(page.locator('.trace-lines .best-path'));
    const boxes = await placesOf(page.locator('.pad .box'));
    expect([path.length, boxes.length]).toEqual([2, 2]);
    path.forEach(({ left, right, bottom }, i) => {
      near(left, boxes[i]?.left ?? 0, 3);
      near(right, boxes[i]?.right ?? 0, 3);
      near(bottom, boxes[i]?.bottom ?? 0, 4);
    });
    const words = await page.locator('.candidate.digit').allTextContents();
    expect(words.map((word) => word[0])).toEqual(['0', '0']);
    expect(await page.locator('.candidate.refused').count()).toBeGreaterThan(0);
    expect(await page.getByRole('img', { name: 'refused' }).count()).toBeGreaterThan(0);
  });

  test('says in a sentence each what a line, a cut, the path and a refused piece is, in both languages', async () => {
    const sentences = page.locator('.trace-marks p');
    const english = await sentences.allTextContents();
    expect(english.map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'A line',
      'A cut',
      'The path',
      'A refused',
    ]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('checkbox', { name: '识别的过程' }).waitFor();
    expect((await sentences.allTextContents()).every((text) => /^\p{Script=Han}/u.test(text))).toBe(true);
    await page.getByRole('button', { name: 'English' }).click();
  });

  test('follows the pen, and goes when it is switched off', async () => {
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await page.locator('.candidate').count()).toBe(0);
    await draw(page, DIGITS[7] as Stroke[]);
    expect(await page.locator('.candidate.digit').allTextContents()).toEqual([
      expect.stringMatching(/^7: \d\d\u00a0%$/),
    ]);
    await page.getByRole('checkbox', { name: 'How it was read' }).click();
    expect(await page.locator('.trace-lines, .trace').count()).toBe(0);
    expect(lab.complaints).toEqual([]);
  });
});
