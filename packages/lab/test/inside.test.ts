import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ontoPlane, planeOf } from '../src/panels/unit/plane.js';
import { DIGITS, type Stroke } from './strokes.js';
import { answer, draw, MISSING, SKIP, startLab } from './support.js';

const number = (text: string | null) => Number((text ?? '').replaceAll('−', '-'));

test('the plane is that of the two largest variances, and the same each time', () => {
  const points = Array.from({ length: 60 }, (_, i) => [3 * Math.sin(i), 0.1 * Math.cos(7 * i), 9 * Math.cos(i), 5]);
  const plane = planeOf(points, 4);
  expect(plane).toEqual(planeOf(points, 4));
  expect(plane.share).toBeGreaterThan(0.99);
  expect(Math.abs(plane.axes[0][2] ?? 0)).toBeCloseTo(1, 1);
  expect(Math.abs(plane.axes[1][0] ?? 0)).toBeCloseTo(1, 1);
  expect(ontoPlane(plane, plane.middle)).toEqual([0, 0]);
});

describe.skipIf(SKIP)(`looking inside${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    lab = await startLab();
    ({ page, complaints } = lab);
    await draw(page, DIGITS[4] as Stroke[]);
    await page.getByRole('tab', { name: 'Look inside' }).click();
    await page.locator('.kernels-apart').waitFor();
  });
  afterAll(() => lab?.close());

  const cells = async (place: number) =>
    (await page.locator('.cells').nth(place).locator('.cell').allTextContents()).map(number);
  const distances = () => page.locator('.distance .number').allTextContents();
  const layer = (name: string) => page.locator('.apart select').first().selectOption(name);

  test('a unit pointed at is patch × kernel = products, their sum, bias and squash', async () => {
    await page.getByRole('application', { name: 'C1' }).focus();
    for (let i = 0; i < 8; i++) for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    await page.getByText('C1, map 0, row 8, column 8').first().waitFor();
    const [patch, kernel, products] = [await cells(0), await cells(1), await cells(2)];
    patch.forEach((state, i) => {
      expect(state * (kernel[i] ?? 0)).toBeCloseTo(products[i] ?? 0, 1);
    });
    await page.locator('.cells').nth(2).locator('.cell').nth(24).hover();
    const sum = number((await page.locator('.product').textContent())?.match(/up to here is (.*)\.$/)?.[1] ?? '');
    expect(sum).toBeCloseTo(
      products.reduce((all, value) => all + value, 0),
      1,
    );
    const ending = (await page.locator('.ending').textContent()) ?? '';
    const [, bias, a, value] = ending.match(/bias (\S+?)weighted sum a = (\S+?)squash: .* = (\S+)$/) ?? [];
    expect(sum + number(bias ?? '')).toBeCloseTo(number(a ?? ''), 2);
    expect(1.7159 * Math.tanh((2 / 3) * number(a ?? ''))).toBeCloseTo(number(value ?? ''), 2);
  });

  test('the kernel slides unit by unit, and stops, by button and key', async () => {
    const place = () => page.locator('.kernels-apart h2').textContent();
    await page.getByLabel('Speed').selectOption('20');
    await page.getByRole('button', { name: 'Slide the kernel' }).click();
    await page.locator('h2', { hasText: /C1, map 0, row 9, column [3-9]|row 1\d/ }).waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('s');
    const stopped = await place();
    await page.waitForTimeout(300);
    expect(await place()).toBe(stopped);
    await page.getByRole('button', { name: 'Next unit' }).click();
    expect(await place()).not.toBe(stopped);
  });

  test('C5 and F6 show their largest summands, an output the squares that make its distance', async () => {
    for (const name of ['C5', 'F6']) {
      await layer(name);
      await page.getByText(new RegExp(`${name}, unit 0: the 10 largest of`)).waitFor();
      expect(await page.locator('.summands li').count()).toBe(11);
      const sum = (await page.locator('.summands .number').allTextContents()).map(number).reduce((a, b) => a + b, 0);
      const [, bias, a] =
        (await page.locator('.ending').textContent())?.match(/bias (\S+?)weighted sum a = (\S+?)squash/) ?? [];
      expect(sum + number(bias ?? '')).toBeCloseTo(number(a ?? ''), 1);
    }
    await layer('Output');
    const [shown] = await distances();
    await page.getByText(`Distance ${shown} to the bitmap of 0: the sum of 84 squared differences`).waitFor();
    expect(await page.locator('canvas.code').count()).toBe(3);
  });

  test('what is switched off is said where it is 0, in every layer but the output', async () => {
    await layer('C3');
    await page.getByText(/^Switch off map/).click();
    await page.locator('#explanation', { hasText: '+0.000 = 0, switched off, in place of 1.7159 tanh(' }).waitFor();
    await page.locator('.ending', { hasText: 'switched off: 0' }).waitFor();
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Stop (S)' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.ending').textContent()).not.toContain('switched off');
    await layer('Output');
    expect(await page.getByText('Switch off this unit').count()).toBe(0);
  });

  test('a unit, a map and a squash switched off and a weight edited change the answer’s distances; Escape restores all', async () => {
    const before = await distances();
    const changed: string[] = [];
    for (const text of ['Switch off this unit', /^Switch off map/, /^No squash after/]) {
      await layer('C3');
      await page.getByText(text).click();
      const now = (await distances()).join();
      expect(changed).not.toContain(now);
      expect(now).not.toBe(before.join());
      changed.push(now);
      await page.keyboard.press('Escape');
      await expect.poll(distances).toEqual(before);
    }
    await page.locator('.cells').nth(1).locator('.cell').nth(12).click();
    await page.getByLabel('Weight of the cell').fill('nonsense');
    await page.getByLabel('Weight of the cell').press('Enter');
    await page.getByText('The weight is "nonsense", expected a number').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Weight of the cell').fill('5');
    await page.getByLabel('Weight of the cell').press('Enter');
    await page.getByText('C3.conv0.weight[12] = 5.0000').waitFor();
    expect(await distances()).not.toEqual(before);
    await page.getByRole('button', { name: 'Restore all' }).click();
    expect(await distances()).toEqual(before);
  });

  test('a square over the picture changes what is read, and goes; the map shows where it matters', async () => {
    const before = await distances();
    await page.locator('.matter').waitFor();
    await page.getByRole('application', { name: /^Picture/ }).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    expect(await distances()).not.toEqual(before);
    await page.keyboard.press('Escape');
    expect(await distances()).toEqual(before);
    expect(await page.locator('.matter').textContent()).toMatch(/needed for “4”, distance up to \+\d+\.\d/);
  });

  test('1,000 test digits are in the plane, with the drawn one, the same each time', async () => {
    await page.getByRole('button', { name: 'Show the codes' }).click();
    const words = page.locator('.codes figcaption');
    await words.waitFor();
    const first = await words.textContent();
    expect(first).toMatch(/^1,000 test digits in the plane; \d+ of them misread; \d+.% of all/);
    expect(first).toMatch(/nearest to No\. \d+, a 4: squared distance/);
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('tab', { name: 'Look inside' }).click();
    await page.getByRole('button', { name: 'Show the codes' }).click();
    await expect.poll(() => words.textContent()).toBe(first);
    expect(await answer(page)).toBe('4');
  });

  test('another picture changes what is taken apart, as it does the line of explanation', async () => {
    const sum = (text: string | null) => /tanh\(⅔ · ([^)]+)\)/.exec(text ?? '')?.[1] ?? 'none';
    const both = async () => [
      sum(await page.locator('.taken').textContent()),
      sum(await page.locator('#explanation').textContent()),
    ];
    for (const [i, name] of ['C1', 'S2', 'C3', 'S4', 'C5', 'F6'].entries()) {
      await layer(name);
      const before = await distances();
      await page.getByLabel('No.').fill(String(i));
      await page.getByLabel('No.').press('Enter');
      await expect.poll(distances).not.toEqual(before);
      const [inside, told] = await both();
      expect([name, inside]).toEqual([name, told]);
      expect(inside).not.toBe('none');
    }
  });

  test('nothing was complained about in the console', () => {
    expect(complaints).toEqual([]);
  });
});
