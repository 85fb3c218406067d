import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sirv from 'sirv';
import { launchChromium as startBrowser } from '../../../test/chromium.js';
import { FEW_DIGITS } from './few-digits.js';
import type { Stroke } from './strokes.js';

export { MISSING_CHROMIUM as MISSING, SKIP_CHROMIUM as SKIP } from '../../../test/chromium.js';
export { startBrowser };

/** The built lab. */
export const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/**
 * The built lab below a path of its own, as on any static host: no header but what such a host sends. With it come the
 * first digits of MNIST, or all that are built. `replace` puts another program at the same address, or with null the lab again.
 */
export async function servePage(digits: 'few' | 'all' = 'few') {
  if (!existsSync(DIST)) throw new Error('The lab is not built: run "npm run build".');
  const files = sirv(DIST, { etag: true });
  let other: RequestListener | null = null;
  const server = createServer((request, response) => {
    if (other) return other(request, response);
    request.url = (request.url ?? '').replace(/^\/some\/where/, '');
    const few = digits === 'few' ? FEW_DIGITS.get(request.url.replace('/data/', '')) : undefined;
    if (few) return response.setHeader('Content-Type', 'application/gzip').end(few);
    files(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const replace = (program: RequestListener | null): void => {
    other = program;
  };
  return { url: `http://127.0.0.1:${port}/some/where/`, close: () => server.close(), replace };
}

/** Playwright says so wherever a page asks for a service worker that it does not get. */
const BLOCKED = 'Service Worker registration blocked by Playwright';

/**
 * A page of its own, and everything that its console complains about. The service worker, which keeps all files of the lab
 * at each first visit, comes only where it is asked for.
 */
export async function openLab(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const usual = { locale: 'en-GB', viewport: { width: 1440, height: 1000 }, serviceWorkers: 'block' } as const;
  const context = await browser.newContext({ ...usual, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && message.text() !== BLOCKED) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  await page.waitForFunction(() => /shipped|自带/.test(document.querySelector('.header-facts')?.textContent ?? ''));
  return { context, page, complaints };
}

/** The lab as a visitor has it, in a browser of its own, opened at `#hash`; `close` ends all of it. */
export async function startLab(hash = '', digits: 'few' | 'all' = 'few') {
  const [browser, site] = await Promise.all([startBrowser(), servePage(digits)]);
  const close = async () => {
    await browser.close();
    site.close();
  };
  const opened = await openLab(browser, `${site.url}${hash}`, { serviceWorkers: 'allow' });
  return { browser, site, close, ...opened };
}

/** Draws on the pad with the mouse. */
export async function draw(page: Page, strokes: readonly Stroke[]): Promise<void> {
  const box = await page.locator('.pad-canvas').boundingBox();
  if (!box) throw new Error('The pad is not on the page.');
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + (x * box.width) / 100, box.y + (y * box.height) / 100] as const;
  for (const [first, ...rest] of strokes) {
    if (!first) continue;
    await page.mouse.move(...at(first));
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...at(point));
    await page.mouse.up();
  }
}

/** The digit or digits that the page reads. */
export function answer(page: Page): Promise<string | null> {
  return page.locator('.answer-digit').textContent();
}

/** Saves the weights in the figure by the button of a format. */
export async function save(page: Page, format: string): Promise<Buffer> {
  await page.getByRole('tab', { name: 'Files' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: format }).click(),
  ]);
  return readFile(await download.path());
}
