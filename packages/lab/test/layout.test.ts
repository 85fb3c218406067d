import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MISSING, openLab, SKIP, startLab } from './support.js';

const PANELS = ['train', 'unit', 'weights', 'misread', 'questions', 'files'] as const;
const PHONE = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
/** Nothing of the page goes by the height of the window. */
const WALL = { viewport: { width: 3840, height: 900 } };

/** Everything that a panel has is there, with what opens late. */
async function openPanel(page: Page, panel: (typeof PANELS)[number]): Promise<void> {
  await page.getByRole('tab').nth(PANELS.indexOf(panel)).click();
  await page.locator('#panel > *').first().waitFor();
  if (panel === 'train') {
    await page.locator('.switches summary').click();
    await page.locator('.switch').first().waitFor();
  }
  if (panel === 'unit') {
    await page.getByRole('button', { name: /Show the codes|显示编码/ }).click();
    await page.locator('.codes').waitFor();
  }
  if (panel === 'misread') await page.locator('.confusion').waitFor();
}

/** Texts that lie over one another, and elements of which something is cut off. */
function spoilt(page: Page): Promise<{ overlapping: string[]; cut: string[] }> {
  return page.evaluate(() => {
    const lines: { node: Node; text: string; box: DOMRect }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement: element, textContent } = node;
      const text = textContent?.trim() ?? '';
      if (!element?.checkVisibility({ visibilityProperty: true }) || element.closest('.spoken, option')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of text === '' ? [] : range.getClientRects()) if (box.width > 1) lines.push({ node, text, box });
    }
    const overlapping = lines.flatMap((one, i) =>
      lines.slice(i + 1).flatMap((other) => {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        return one.node !== other.node && across > 1.5 && down > 5 ? [`${one.text} | ${other.text}`] : [];
      }),
    );
    const scrolls = '.figure, .figure *, .scroll, .scroll *, svg *, select, input';
    const cut = [...document.querySelectorAll('body *')].flatMap((element) => {
      const hides = getComputedStyle(element).overflowX !== 'visible' && element.clientWidth > 1;
      const beyond = element.scrollWidth - element.clientWidth > 1;
      return hides && beyond && !element.matches(scrolls) ? [`${element.className}: ${element.textContent}`] : [];
    });
    return { overlapping, cut };
  });
}

/** Where a Chinese sentence ends or goes on with a Latin sign, has a space behind its own, or breaks before a sign of per cent. */
async function foreignSigns(page: Page): Promise<string[]> {
  const text = (await page.locator('body').textContent()) ?? '';
  const signs = [/.{0,20}[\u4e00-\u9fff）][.,;:!?](\s|$)/g, /.{0,20}[。，；：] +[\u4e00-\u9fff]/g, /.{0,20}\d %/g];
  return signs.flatMap((sign) => text.match(sign) ?? []);
}

/** What is tapped and smaller than a finger. */
function small(page: Page): Promise<string[]> {
  return page.locator('button, select, input, summary').evaluateAll((all) =>
    all.flatMap((element) => {
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
      const fits = height > 43.5 && width > 43.5;
      return element.checkVisibility() && !fits ? [`${element.outerHTML}: ${width}×${height}`] : [];
    }),
  );
}

describe.skipIf(SKIP)(`the layout${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());
  const open = (options: BrowserContextOptions) =>
    openLab(lab.browser, `${lab.site.url}#unit=C3.6.4.5&preset=fast&size=1000`, options);

  test.each([
    ['en-GB', 'a phone', PHONE],
    ['zh-CN', 'a phone', PHONE],
    ['en-GB', 'a laptop', { viewport: { width: 1440, height: 900 } }],
    ['zh-CN', 'a wall', WALL],
  ] as const)(
    'in %s on %s no text lies over another or is cut off, and what is tapped is as large as a finger; signs in Chinese are Chinese',
    async (locale, _, options) => {
      const { page, context } = await open({ ...options, locale });
      for (const panel of PANELS) {
        await openPanel(page, panel);
        expect([panel, await spoilt(page)]).toEqual([panel, { overlapping: [], cut: [] }]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(options.viewport.width);
        if ('hasTouch' in options) expect([panel, await small(page)]).toEqual([panel, []]);
        if (locale === 'zh-CN') expect([panel, await foreignSigns(page)]).toEqual([panel, []]);
      }
      await context.close();
    },
    60_000,
  );

  test('at a wall lines, boxes and pictures grow with the text', async () => {
    const { page, context } = await open(WALL);
    await openPanel(page, 'unit');
    await page.locator('.matter').waitFor();
    const sizes = await page.evaluate(() => {
      const styleOf = (selector: string) => getComputedStyle(document.querySelector(selector) as Element);
      const px = (text: string) => Number.parseFloat(text) / Number.parseFloat(styleOf(':root').fontSize);
      return {
        threshold: px(styleOf('.thresholds .threshold').borderLeftWidth),
        box: px(styleOf('.what-if input').width),
        picture: px(styleOf('.cover-picture canvas').width),
        scale: px(styleOf('.legend-scale i').height),
        torn: px(styleOf('.torn').width),
      };
    });
    expect(sizes.threshold).toBeGreaterThan(0.03);
    expect(sizes.box).toBeGreaterThanOrEqual(1);
    expect(sizes.picture).toBeGreaterThan(12);
    expect(sizes.scale).toBeGreaterThan(0.6);
    expect(sizes.torn).toBeGreaterThan(0.7);
    await context.close();
  });
});
