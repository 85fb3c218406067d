import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../plugins/policy.js';
import { FILES_TEXTS } from '../src/panels/files/words.js';
import { MISREAD_TEXTS } from '../src/panels/misread/words.js';
import { QUESTIONS_TEXTS } from '../src/panels/questions/words.js';
import { TRAIN_TEXTS } from '../src/panels/train/words.js';
import { UNIT_TEXTS } from '../src/panels/unit/words.js';
import { WEIGHTS_TEXTS } from '../src/panels/weights/words.js';
import { en } from '../src/state/texts/en.js';
import { zh } from '../src/state/texts/zh.js';
import { TOUR_TEXTS } from '../src/tour/words.js';
import { LAB_SWITCHES } from '../src/training/settings.js';
import { DIGITS, type Stroke } from './strokes.js';
import { answer, DIST, draw, MISSING, openLab, SKIP, servePage, startBrowser } from './support.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** With the service worker, as every visitor has it. */
const WORKER = { serviceWorkers: 'allow' } as const;
const PANELS = {
  en: ['Train', 'Look inside', 'Weights', 'Misread', 'Questions', 'Files'],
  zh: ['训练', '拆开看', '权重', '认错', '问题', '文件'],
};

test.each([
  ['the page', { en, zh }],
  ['Look inside', UNIT_TEXTS],
  ['Weights', WEIGHTS_TEXTS],
  ['Misread', MISREAD_TEXTS],
  ['Questions', QUESTIONS_TEXTS],
  ['Files', FILES_TEXTS],
  ['the tour', TOUR_TEXTS],
  ['Train, what comes late', TRAIN_TEXTS],
] as const)('both languages have every text of %s, with the same values to put in', (_, texts) => {
  expect(Object.keys(texts.zh).sort()).toEqual(Object.keys(texts.en).sort());
  const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  const other: Readonly<Record<string, string>> = texts.zh;
  for (const [key, text] of Object.entries(texts.en))
    expect([key, values(other[key] ?? '')]).toEqual([key, values(text)]);
});

/** Sentences of axe about the page as it is; of what passes, for which it would look up selectors, it says nothing. */
async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const found = await axe.run({ resultTypes: ['violations'], selectors: false });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

describe.skipIf(SKIP)(`the page${SKIP ? ` (${MISSING})` : ''}`, () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof servePage>>;

  beforeAll(async () => {
    [browser, site] = await Promise.all([startBrowser(), servePage()]);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  test.each([
    ['en', 'light', 1440],
    ['zh', 'dark', 320],
  ] as const)(
    'axe finds nothing in %s, %s, %i px wide; nothing sticks out; every text is there',
    async (language, scheme, width) => {
      const { page, complaints, context } = await openLab(browser, site.url, {
        locale: language === 'zh' ? 'zh-CN' : 'en-GB',
        colorScheme: scheme,
        viewport: { width, height: 900 },
      });
      await page.locator('.trace-switch').click();
      await draw(page, DIGITS[4] as Stroke[]);
      await page.locator('.candidate').first().waitFor();
      for (const name of PANELS[language]) {
        await page.getByRole('tab', { name }).click();
        if (name === 'Misread' || name === '认错') await page.locator('.confusion').waitFor();
        else await page.locator('#panel > *').waitFor();
        expect(await violations(page)).toEqual([]);
        const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(sticksOut).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test('the language is switched without losing the drawing, and remembered', async () => {
    const { page, context } = await openLab(browser, site.url);
    await draw(page, DIGITS[2] as Stroke[]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('tab', { name: '训练' }).waitFor();
    expect(await answer(page)).toBe('2');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-Hans');
    await page.reload();
    await page.getByRole('tab', { name: '训练' }).waitFor();
    await context.close();
  });

  test('the form has every switch in its group: what it does, what it takes, when it does nothing; what is refused is said beside it', async () => {
    const { page, context } = await openLab(browser, `${site.url}#preset=fast`);
    await page.getByText('All switches (0 changed)').click();
    await page.locator('.switch').first().waitFor();
    expect(await page.locator('.switch').count()).toBe(LAB_SWITCHES.length);
    const field = (name: string) => page.locator('.switch', { has: page.getByText(name, { exact: true }) });
    expect(await page.locator('.switches legend').count()).toBe(10);
    expect(await field('mu').textContent()).toMatch(
      /^mu μ of that .*h its curvature\. Takes a number above 0\. Does nothing here, because optimiser is sgd, not sdlm\.$/,
    );
    expect(await field('shift').textContent()).toContain('Takes pixels, 0 to 16.');
    expect(await field('pooling').locator('option').allTextContents()).toEqual(['sum', 'average', 'max']);
    const type = async (name: string, text: string) => {
      await field(name).locator('input').fill(text);
      await field(name).locator('input').press('Enter');
    };
    await type('batch', 'zero');
    const refused = (name: string) => field(name).getByRole('alert').textContent();
    expect(await refused('batch')).toBe('batch is "zero", expected a whole number, 1 or more.');
    expect(await field('batch').locator('input').inputValue()).toBe('zero');
    await type('passes', '1000000000');
    expect(await refused('passes')).toBe('passes is "1000000000", expected a number of passes, 1 to 1000000.');
    await type('passes', '20');
    expect(await refused('passes')).toBe('');
    await page.getByLabel('Seed').fill('one');
    await page.getByLabel('Seed').press('Enter');
    await page.getByText('The seed is "one", expected a whole number from 0 to').waitFor();
    await page.getByLabel('Seed').fill('3');
    await page.getByLabel('Seed').press('Enter');
    await page.getByText('The seed is').waitFor({ state: 'detached' });
    await type('batch', '4');
    await type('rates', '1e-3,1e-3,5e-4');
    await page.getByText('All switches (2 changed)').waitFor();
    expect(await field('rates').locator('input').inputValue()).toBe('0.001,0.001,0.0005');
    await type('rates', '');
    await page.getByText('All switches (1 changed)').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
    await page.locator('.switch', { hasText: 'S2 和 S4 如何汇总' }).waitFor();
    await context.close();
  });

  test('the policy is in the page: own scripts and WebAssembly only', async () => {
    const { page, context } = await openLab(browser, site.url);
    const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
    expect(policy).toBe(CONTENT_SECURITY_POLICY);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.intruder = true';
      document.head.append(script);
      return 'intruder' in globalThis;
    });
    expect(ran).toBe(false);
    await context.close();
  });

  test.each(['en', 'zh'])(
    'the first view in %s needs less than 150 KB, packed as by gzip of a server, besides the weights of the network',
    async (language) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const files: string[] = ['index.html'];
      page.on('response', (response) => files.push(new URL(response.url()).pathname.replace('/some/where/', '')));
      await page.goto(`${site.url}?lang=${language}`);
      await page.locator('.chart text').first().waitFor();
      await expect.poll(() => files.some((name) => name.includes('/worker-'))).toBe(true);
      const counted = [...new Set(files)].filter(
        (name) => /\.(js|css|html)$/.test(name) && !/\/pictures-|sw\.js/.test(name),
      );
      const sizes = counted.map((name) => gzipSync(readFileSync(join(DIST, name))).length);
      expect(counted.length).toBeGreaterThan(5);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
      await context.close();
    },
  );

  test('it opens without a network after the first visit, below a path of its own', async () => {
    const { page, context } = await openLab(browser, site.url, WORKER);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.reload();
    await draw(page, DIGITS[3] as Stroke[]);
    await expect.poll(() => answer(page)).toBe('3');
    await page.getByRole('tab', { name: 'Questions' }).click();
    await page.getByText('Why 2.1 % and not 0.95 %?').waitFor();
    await context.close();
  });

  test.each(['', 'index.html', 'elsewhere'])(
    'another program at its address, opened at /%s, is left alone',
    async (path) => {
      const { page, context } = await openLab(browser, site.url, WORKER);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      site.replace((request, response) => {
        const isPage = request.headers.accept?.includes('text/html') && !request.url?.endsWith('.svg');
        response.setHeader('Content-Type', isPage ? 'text/html' : 'text/plain');
        response.end(isPage ? '<!doctype html><title>Another</title>' : 'of another');
      });
      try {
        await page.goto(`${site.url}${path}`);
        expect(await page.title()).toBe('Another');
        const files = ['icon.svg', 'index.html', 'manifest.webmanifest', 'data/test-labels.gz'];
        const texts = (names: string[]) =>
          Promise.all(
            names.map(async (name) => (await fetch(new URL(name, location.href), { cache: 'no-store' })).text()),
          );
        expect(await page.evaluate(texts, files)).toEqual(files.map(() => 'of another'));
        await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
        expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
        await page.reload();
        expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
      } finally {
        site.replace(null);
      }
      await page.goto(site.url);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await context.setOffline(true);
      await page.reload();
      await page.locator('.pad-canvas').waitFor();
      await context.close();
    },
  );

  test('a page that is not found, a file and a server in trouble are still those of the lab', async () => {
    const { page, context } = await openLab(browser, site.url, WORKER);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const answerAll = (status: number) =>
      site.replace((_, response) => void response.writeHead(status, { 'Content-Type': 'text/html' }).end('<p>Sorry'));
    try {
      answerAll(404);
      expect((await page.goto(`${site.url}nothing.html`))?.status()).toBe(404);
      answerAll(503);
      expect((await page.goto(site.url))?.status()).toBe(503);
    } finally {
      site.replace(null);
    }
    await page.goto(`${site.url}icon.svg`);
    await context.setOffline(true);
    await page.goto(site.url);
    await page.locator('.pad-canvas').waitFor();
    await context.close();
  });

  test.each([1, 1.5, 3])(
    'at %d device pixels a CSS pixel, ink is where the pen is and maps are sharp',
    async (ratio) => {
      const { page, context } = await openLab(browser, site.url, { deviceScaleFactor: ratio });
      await draw(page, [
        [
          [50, 50],
          [50, 51],
        ],
      ]);
      const ink = await page.locator('.pad-canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, width, height);
        let [x, y, n] = [0, 0, 0];
        for (let i = 0; i < width * height; i++) {
          if ((data[4 * i + 3] as number) < 128) continue;
          [x, y, n] = [x + (i % width), y + Math.floor(i / width), n + 1];
        }
        return {
          x: x / n / width,
          y: y / n / height,
          shown: canvas.getBoundingClientRect().width * devicePixelRatio - width,
        };
      });
      expect(ink.x).toBeCloseTo(0.5, 2);
      expect(ink.y).toBeCloseTo(0.505, 2);
      expect(Math.abs(ink.shown)).toBeLessThan(1);
      const drift = await page.locator('.figure-maps canvas').evaluate((canvas: HTMLCanvasElement) => {
        return canvas.getBoundingClientRect().width * devicePixelRatio - canvas.width;
      });
      expect(Math.abs(drift)).toBeLessThan(0.1);
      await context.close();
    },
  );

  test('a finger draws and the page stays where it is', async () => {
    const { page, context } = await openLab(browser, site.url, {
      hasTouch: true,
      viewport: { width: 375, height: 600 },
    });
    const box = await page.locator('.pad-canvas').boundingBox();
    const session = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints:
          type === 'touchEnd'
            ? []
            : [{ x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + y * (box?.height ?? 0) }],
      });
    await touch('touchStart', 0.85);
    for (let y = 0.8; y >= 0.15; y -= 0.05) await touch('touchMove', y);
    await touch('touchEnd', 0.15);
    await expect.poll(() => answer(page)).toBe('1');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await context.close();
  });

  // Without its compilers V8 has no WebAssembly at all, in no thread.
  test('without WebAssembly it runs on the reference, and says so', async () => {
    const plain = await startBrowser('--js-flags=--jitless');
    try {
      const { page } = await openLab(plain, site.url);
      await page.getByText('this browser has no WebAssembly SIMD').waitFor();
      await draw(page, DIGITS[7] as Stroke[]);
      await expect.poll(() => answer(page)).toBe('7');
      await page.getByText(/on this machine: \d+ samples a second/).waitFor();
    } finally {
      await plain.close();
    }
  });
});
