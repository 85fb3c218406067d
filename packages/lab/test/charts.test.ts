import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIGITS, type Stroke } from './strokes.js';
import { draw, MISSING, openLab, SKIP, startLab } from './support.js';

const PHONE = { hasTouch: true, isMobile: true, viewport: { width: 375, height: 812 } };
const SHORT = '#preset=fast&seed=1&size=600&passes=2';

/** Contrast of WCAG between two colours as the browser computes them: "rgb(1, 2, 3)". */
function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number).map((level) => {
      const share = level / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [a, b] = [light(one), light(other)];
  return Math.max(a, b) / Math.min(a, b);
}

/** A colour of the first element that fits. */
function colourOf(page: Page, selector: string, property: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
}

/** How much of the very middle of a button is dark: where paper is put behind text that is paper, all of it or nothing. */
async function darkShare(picture: Buffer): Promise<number> {
  const { width, height } = await sharp(picture).metadata();
  const [across, down] = [Math.floor(width / 3), Math.floor(height / 5)];
  const middle = sharp(picture).extract({ left: across, top: 2 * down, width: across, height: down });
  const grey = await middle.greyscale().raw().toBuffer();
  return grey.filter((level) => level < 128).length / grey.length;
}

/** Trains for the blink of an eye, so that there are curves. */
async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('.standing[data-status=done]').waitFor({ timeout: 60_000 });
  await page.getByText(/measured here after 1,200 samples/).waitFor({ timeout: 60_000 });
}

describe.skipIf(SKIP)(`charts${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  beforeAll(async () => {
    lab = await startLab(SHORT);
  });
  afterAll(() => lab?.close());

  test.each([1, 3])('at %i device pixels their labels are as large as the text beside them', async (ratio) => {
    const { page, context } = await openLab(lab.browser, lab.site.url, { deviceScaleFactor: ratio });
    await page.locator('.chart text').first().waitFor();
    const sizes = await page.evaluate(() => {
      const height = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
      const labels = [...document.querySelectorAll<SVGTextElement>('.chart text')];
      // The picture is not scaled, so a pixel of it is one of the page.
      return {
        scales: labels.map((label) => label.getScreenCTM()?.a),
        labels: labels.map(height),
        beside: height(document.querySelector('.keys') as Element),
      };
    });
    expect(sizes.labels.length).toBeGreaterThan(20);
    expect(new Set(sizes.scales)).toEqual(new Set([1]));
    expect(new Set(sizes.labels)).toEqual(new Set([sizes.beside]));
    expect(sizes.beside).toBeGreaterThan(11);
    await context.close();
  });

  test('no two labels of an axis overlap, at a phone and at a wall', async () => {
    for (const width of [375, 3840]) {
      const { page, context } = await openLab(lab.browser, lab.site.url, { viewport: { width, height: 900 } });
      await page.locator('.chart text').first().waitFor();
      const overlaps = await page.evaluate(() =>
        [...document.querySelectorAll('.chart > svg')].flatMap((chart) => {
          const boxes = [...chart.querySelectorAll('text')].map((text) => [text.textContent, text.getBBox()] as const);
          return boxes.flatMap(([name, a], i) =>
            boxes.slice(i + 1).flatMap(([other, b]) => {
              const apart =
                a.x + a.width <= b.x ||
                b.x + b.width <= a.x ||
                a.y + a.height * 0.8 <= b.y ||
                b.y + b.height * 0.8 <= a.y;
              return apart ? [] : [`${name} ${other}`];
            }),
          );
        }),
      );
      expect(overlaps).toEqual([]);
      await context.close();
    }
  });

  test('our points are round, those of the paper square, and the legend says so', async () => {
    const { page } = lab;
    await train(page);
    const forms = await page.evaluate(() =>
      ['.mark-line', '.mark-ring', '.mark-square', '.mark-frame'].map((name) =>
        [...document.querySelectorAll(`${name} .mark-points`)].map((path) => /a/.test(path.getAttribute('d') ?? '')),
      ),
    );
    for (const [i, round] of [true, true, false, false].entries()) {
      expect(forms[i]?.length).toBeGreaterThanOrEqual(2);
      expect(new Set(forms[i])).toEqual(new Set([round]));
    }
    const keyed = await page.locator('.keys li:has(.mark-square, .mark-frame)').allTextContents();
    expect(keyed.map((text) => text.trim())).toEqual(['paper, Fig. 5: test', 'paper, Fig. 5: training']);
  });

  test.each(['light', 'dark'] as const)(
    'where the visitor chose all colours, over %s, everything stays visible',
    async (scheme) => {
      const options: BrowserContextOptions = { forcedColors: 'active', colorScheme: scheme };
      // The theme that was chosen before must not win.
      const theme = scheme === 'light' ? 'dark' : 'light';
      const { page, context, complaints } = await openLab(
        lab.browser,
        `${lab.site.url}?theme=${theme}${SHORT}`,
        options,
      );
      await draw(page, DIGITS[4] as Stroke[]);
      await train(page);
      await page.getByRole('application', { name: 'C3' }).focus();
      await page.keyboard.press('ArrowRight');
      const paper = await colourOf(page, 'body', 'background-color');
      expect(contrast(paper, scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)')).toBeLessThan(1.5);
      for (const [selector, property] of [
        ['.mark-line .mark-curve', 'stroke'],
        ['.mark-square .mark-points', 'fill'],
        ['.chart text', 'fill'],
        ['.receptive .unit', 'stroke'],
        ['.receptive .field', 'stroke'],
        ['.distance.chosen .bar', 'background-color'],
        ['.distance:not(.chosen) .bar', 'background-color'],
        ['button.primary', 'border-top-color'],
        ['.tools button', 'border-top-color'],
        ['.save', 'color'],
      ] as const)
        expect([selector, contrast(await colourOf(page, selector, property), paper) >= 3]).toEqual([selector, true]);
      const share = await darkShare(await page.locator('button.primary').screenshot());
      expect([share > 0.03, share < 0.97]).toEqual([true, true]);
      const ink = await page.locator('.pad-canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
          0,
          0,
          canvas.width,
          canvas.height,
        );
        for (let i = 0; i < data.length; i += 4)
          if (data[i + 3] === 255) return `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
        return '';
      });
      expect(contrast(ink, await colourOf(page, '.pad', 'background-color'))).toBeGreaterThan(7);
      for (const name of ['Look inside', 'Questions', 'Misread']) {
        await page.getByRole('tab', { name }).click();
        await page.locator('#panel > *').waitFor();
        const selected = page.locator('[role=tab][aria-selected=true]');
        expect(await selected.evaluate((tab) => getComputedStyle(tab).outlineStyle)).toBe('solid');
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test('on a phone a distance is explained beside its bar, a unit of the strip below the strip', async () => {
    const { page, context } = await openLab(lab.browser, lab.site.url, PHONE);
    await page.locator('.chart text').first().waitFor();
    const bar = page.locator('.distance').nth(9);
    await bar.scrollIntoViewIfNeeded();
    await bar.tap();
    const words = page.locator('.output-words');
    await expect.poll(() => words.textContent()).toMatch(/Σ₈₄ \(F6 − bitmap\)²/);
    const [box, of] = [await words.boundingBox(), await bar.boundingBox()];
    expect((box?.y ?? 0) - ((of?.y ?? 0) + (of?.height ?? 0))).toBeLessThan(200);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(812 + 100);
    expect(await page.locator('#explanation').isVisible()).toBe(false);
    const map = page.locator('.layer-focus[data-layer="C1"]');
    await map.scrollIntoViewIfNeeded();
    const at = await map.boundingBox();
    await page.touchscreen.tap((at?.x ?? 0) + 20, (at?.y ?? 0) + 20);
    await expect.poll(() => page.locator('#explanation').textContent()).toMatch(/^C1, map 0/);
    expect(await words.textContent()).toBe('');
    await context.close();
  });

  test('nothing was complained about in the console', () => {
    expect(lab.complaints).toEqual([]);
  });
});
