// A headless Chromium and the built lab, for the scripts that take pictures.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sirv from 'sirv';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const PLACES = [process.env.LENET5_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];
/** Where the pictures go. */
export const DOCS = fileURLToPath(new URL('../../../docs/lab/', import.meta.url));

/**
 * Calls `work` with a browser and the address of the lab, and closes both.
 * @param {(browser: import('playwright-core').Browser, url: string) => Promise<void>} work
 */
export async function withLab(work) {
  if (!existsSync(DIST)) throw new Error('The lab is not built: run "npm run build".');
  const executablePath = PLACES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('There is no Chromium: install it, or name it in LENET5_CHROMIUM.');
  const server = createServer(sirv(DIST));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await work(browser, `http://127.0.0.1:${server.address().port}/`);
  } finally {
    await browser.close();
    server.close();
  }
}

/** Waits until the network has its weights. */
export async function started(page) {
  await page.waitForFunction(() => /shipped|自带/.test(document.querySelector('.header-facts')?.textContent ?? ''));
}

/** Draws strokes, in shares of the pad. */
export async function draw(page, strokes) {
  const box = await page.locator('.pad-canvas').boundingBox();
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  for (const [first, ...rest] of strokes) {
    await page.mouse.move(...at(first));
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...at(point), { steps: 3 });
    await page.mouse.up();
  }
}

export const FOUR = [
  [
    [0.36, 0.18],
    [0.3, 0.52],
    [0.72, 0.52],
  ],
  [
    [0.64, 0.18],
    [0.6, 0.86],
  ],
];
