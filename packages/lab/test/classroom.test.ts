import { hostname } from 'node:os';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DIGITS, type Stroke } from './strokes.js';
import { answer, draw, MISSING, openLab, SKIP, servePage, startBrowser, startLab } from './support.js';

/** A page that is open, and how many things were done on it. */
class Hands {
  done = 0;
  constructor(readonly page: Page) {}
  async click(what: Locator): Promise<void> {
    this.done++;
    await what.click();
  }
  async point(what: Locator): Promise<void> {
    this.done++;
    await what.hover();
  }
  async choose(what: Locator, option: string): Promise<void> {
    this.done++;
    await what.selectOption(option);
  }
}

const distances = (page: Page) => page.locator('.distance .number').allTextContents();

/** Counts what each region that a screen reader follows says from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const regions = '[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log], output';
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    new MutationObserver((records) => {
      const spoken = new Set<Element>();
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(regions);
        if (region && !region.closest('[aria-live=off]')) spoken.add(region);
      }
      for (const region of spoken) heard.push(region.textContent ?? '');
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

describe.skipIf(SKIP)(`in front of a class${SKIP ? ` (${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  let context: BrowserContext;
  let hands: Hands;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());

  /** What the teacher does, on a page that was opened just now, in a browser that knows nothing of it. */
  async function freshly(work: (page: Page) => Promise<void>): Promise<void> {
    const opened = await openLab(lab.browser, lab.site.url);
    ({ context } = opened);
    hands = new Hands(opened.page);
    await work(opened.page);
    expect(hands.done).toBeLessThanOrEqual(3);
    expect(opened.complaints).toEqual([]);
    await context.close();
  }

  test('(a) one product of patch and kernel', () =>
    freshly(async (page) => {
      await hands.click(page.getByRole('tab', { name: 'Look inside' }));
      await hands.point(page.locator('.cells').nth(2).locator('.cell').nth(12));
      expect(await page.locator('.product').textContent()).toMatch(/^Row 2, column 2: \S+ × \S+ = [+−]\S+; the sum/);
    }));

  test('(b) a stop in mid-step', () =>
    freshly(async (page) => {
      await hands.click(page.getByRole('button', { name: 'Slow motion, this digit' }));
      await hands.click(page.getByRole('button', { name: '3 gradients' }));
      await page.getByText('The maps show the gradient of the loss').waitFor();
      await page.waitForTimeout(1000);
      expect(await page.locator('.stages [aria-current=step]').textContent()).toBe('3 gradients');
    }));

  test('(c) a map of C3 switched off, and the answer changes', () =>
    freshly(async (page) => {
      const before = await distances(page);
      await hands.click(page.getByRole('tab', { name: 'Look inside' }));
      await hands.choose(page.getByLabel('Layer'), 'C3');
      await hands.click(page.getByLabel('Switch off map 0 of C3'));
      expect(await distances(page)).not.toEqual(before);
    }));

  test('(d) a link to this very state: drawing, panel, unit and what is switched off', () =>
    freshly(async (page) => {
      await draw(page, DIGITS[7] as Stroke[]);
      await page.getByRole('tab', { name: 'Look inside' }).click();
      await page.getByLabel('Layer').selectOption('C3');
      await page.getByLabel('Switch off map 0 of C3').click();
      const shown = await distances(page);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await hands.click(page.getByRole('button', { name: 'Copy link' }));
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      const pupil = await openLab(lab.browser, link);
      await expect.poll(() => distances(pupil.page)).toEqual(shown);
      expect(await answer(pupil.page)).toBe(await answer(page));
      await pupil.page.getByText('C3, map 0: off').waitFor();
      await pupil.context.close();
    }));

  test('(e) it trains, and the blog’s network beside it on the same axes', () =>
    freshly(async (page) => {
      await hands.click(page.getByRole('button', { name: 'Start' }));
      await page.locator('.standing[data-status=running]').waitFor({ timeout: 30_000 });
      await hands.click(page.getByRole('button', { name: 'Compare…' }));
      await hands.click(page.getByRole('button', { name: 'Start' }));
      await page.locator('.standing[data-status=running]').waitFor({ timeout: 30_000 });
      expect(await page.locator('.key-slot').allTextContents()).toHaveLength(4);
      expect(await page.getByLabel('Preset').inputValue()).toBe('blog');
    }));

  test('a screen reader hears a line every few seconds while it trains, not each value', async () => {
    const { page, context: own } = await openLab(
      lab.browser,
      `${lab.site.url}#unit=C3.0.4.4&preset=fast&size=3000&passes=200`,
    );
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('.standing[data-status=running]').waitFor({ timeout: 30_000 });
    await page.waitForTimeout(500);
    const heard = await listen(page);
    const shown = new Set<string>();
    const both = async () => {
      shown.add((await distances(page)).join());
      return shown.size > 8 && (await heard()).length > 0;
    };
    await expect.poll(both, { timeout: 40_000 }).toBe(true);
    const lines = await heard();
    expect(lines.length).toBeLessThan(shown.size / 2);
    for (const line of lines) expect(line).toMatch(/^Training: pass \d+ of 200, [\d,]+ samples; training error /);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(async () => (await heard()).some((line) => line.startsWith('Training paused after'))).toBe(true);
    await own.close();
  });

  test('start after the end starts anew, and the run that ended stays among the kept ones', async () => {
    const { page, context: own } = await openLab(lab.browser, `${lab.site.url}#preset=fast&seed=1&size=300&passes=1`);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('.standing[data-status=done]').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Start anew' }).click();
    await page.locator('.standing[data-status=running], .standing[data-status=done]').waitFor({ timeout: 30_000 });
    await page.locator('.standing[data-status=done]').waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Files' }).click();
    await expect.poll(() => page.locator('.kept-runs tbody tr').count()).toBe(2);
    await own.close();
  });
});

describe.skipIf(SKIP)(`two tabs${SKIP ? ` (${MISSING})` : ''}`, () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof servePage>>;
  beforeAll(async () => {
    const flag = `--host-resolver-rules=MAP ${hostname()} 127.0.0.1`;
    [browser, site] = await Promise.all([startBrowser(flag), servePage()]);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  // The second name is no secure context: there the browser has no locks.
  test.each(['127.0.0.1', hostname()])(
    'of %s do not keep the same run',
    async (host) => {
      const url = site.url.replace('127.0.0.1', host);
      const { page, context } = await openLab(browser, `${url}#preset=fast&seed=1&size=3000&passes=5`);
      expect(await page.evaluate(() => navigator.locks === undefined)).toBe(host !== '127.0.0.1');
      await page.getByRole('button', { name: 'Start' }).click();
      await page.locator('.standing[data-status=running]').waitFor({ timeout: 30_000 });
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: 'Resume' }).waitFor();
      const other = await context.newPage();
      await other.goto(url);
      await other.getByText('This run is open in another tab, which keeps it').waitFor();
      expect(await other.getByRole('button', { name: 'Resume' }).isDisabled()).toBe(true);
      expect(await other.getByRole('button', { name: 'Slow motion', exact: true }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Resume' }).click();
      await page.locator('.standing[data-status=done]').waitFor({ timeout: 60_000 });
      // Where the run stands is written before the page goes.
      await page.waitForTimeout(500);
      await page.close();
      await other.locator('.standing[data-status=done]').waitFor({ timeout: 20_000 });
      expect(await other.getByText('This run is open in another tab').count()).toBe(0);
      await context.close();
    },
    120_000,
  );
});
