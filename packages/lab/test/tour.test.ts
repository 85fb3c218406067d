import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, MISSING, openLab, SKIP, startLab } from './support.js';

const PHONE = { hasTouch: true, isMobile: true, viewport: { width: 375, height: 812 } };

describe.skipIf(SKIP)(`the first minute${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());

  test('a tour of seven steps by keyboard: each frames something that lives; it is left and returned to', async () => {
    const { page } = lab;
    expect(await answer(page)).toBe('4');
    await page.getByRole('button', { name: 'Tour of 7 stops' }).focus();
    await page.keyboard.press('Enter');
    for (let step = 1; step <= 7; step++) {
      await page.getByRole('heading', { name: new RegExp(`^${step} / 7`) }).waitFor();
      await expect.poll(() => page.locator('.tour-target').count()).toBe(1);
      await expect.poll(() => page.evaluate(() => location.hash)).toContain(`tour=${step}`);
      if (step < 7) await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tour of 7 stops');
    expect(await page.locator('.tour, .tour-target, .unit').count()).toBe(0);
    await page.getByRole('button', { name: 'Tour of 7 stops' }).click();
    await page.getByRole('heading', { name: /^7 \/ 7/ }).waitFor();
    await page.goBack();
    expect(await page.locator('.tour').count()).toBe(0);
    expect(lab.complaints).toEqual([]);
  });

  test('#tour=3 opens a step, in Chinese too', async () => {
    const { page, context } = await openLab(lab.browser, `${lab.site.url}?lang=zh#tour=3`);
    await page.getByRole('heading', { name: '3 / 7 下采样' }).waitFor();
    await expect.poll(() => page.locator('#explanation').textContent()).toMatch(/^S2/);
    for (let step = 4; step <= 6; step++) {
      await page.getByRole('button', { name: '下一步' }).click();
      await page.getByRole('heading', { name: new RegExp(`^${step} / 7`) }).waitFor();
    }
    await expect.poll(() => page.locator('#explanation').textContent()).toMatch(/^输出，单元 4 /);
    await context.close();
  });

  test.each([1, 3])('a phone at %i device pixels: order, targets, a tap that stays, no shift', async (ratio) => {
    const { page, context, complaints } = await openLab(lab.browser, lab.site.url, {
      ...PHONE,
      deviceScaleFactor: ratio,
    });
    await page.locator('.chart text').first().waitFor();
    const tops = await page.evaluate(() =>
      ['.pad', '.answer', '.compared', '.figure', '.explanation'].map(
        (name) => document.querySelector(name)?.getBoundingClientRect().top ?? -1,
      ),
    );
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect((await page.locator('.pad').boundingBox())?.width).toBeGreaterThan(340);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, select, summary, .button, input:not([type=file], [type=checkbox])')]
        .filter((each) => each.checkVisibility())
        .map((each) => [each.textContent, each.getBoundingClientRect().height] as const)
        .filter(([, height]) => height < 44),
    );
    expect(small).toEqual([]);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 500);
        }),
    );
    expect(shift).toBeLessThan(0.1);
    await page.locator('.figure-maps').scrollIntoViewIfNeeded();
    const box = await page.locator('.layer-focus[data-layer="C1"]').boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    await page.getByText('C1, map 0').waitFor();
    expect(await page.locator('.unit').count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
