import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import sirv from 'sirv';
import type { Stroke } from './strokes.js';

/** The built lab. */
export const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const PLACES = [
  process.env.LENET5_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Null where there is no Chromium; on CI that is a failure. */
export const CHROMIUM = PLACES.find((path) => path !== undefined && existsSync(path)) ?? null;
export const MISSING = 'no Chromium: install it, or name it in LENET5_CHROMIUM';
export const SKIP = CHROMIUM === null && process.env.LENET5_CI !== '1';

/**
 * The built lab below a path of its own, as on any static host: no header but what such a host sends. `replace` puts another
 * program at the same address, or with null the lab again.
 */
export async function servePage() {
  if (!existsSync(DIST)) throw new Error('The lab is not built: run "npm run build".');
  const files = sirv(DIST, { etag: true });
  let other: RequestListener | null = null;
  const server = createServer((request, response) => {
    if (other) return other(request, response);
    request.url = (request.url ?? '').replace(/^\/some\/where/, '');
    files(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const replace = (program: RequestListener | null): void => {
    other = program;
  };
  return { url: `http://127.0.0.1:${port}/some/where/`, close: () => server.close(), replace };
}

export function startBrowser(...flags: string[]): Promise<Browser> {
  if (!CHROMIUM) throw new Error(MISSING);
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', ...flags] });
}

/** A page of its own, and everything that its console complains about. */
export async function openLab(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 1000 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  await page.waitForFunction(() => /shipped|自带/.test(document.querySelector('.header-facts')?.textContent ?? ''));
  return { context, page, complaints };
}

/** The lab in a browser of its own, opened at `#hash`; `close` ends all of it. */
export async function startLab(hash = '') {
  const [browser, site] = await Promise.all([startBrowser(), servePage()]);
  const close = async () => {
    await browser.close();
    site.close();
  };
  return { browser, site, close, ...(await openLab(browser, `${site.url}${hash}`)) };
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
