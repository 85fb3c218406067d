import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import sirv from 'sirv';

/** The same engine without anything of a desktop: it opens a page in less than half the time, and has no window. */
const SHELL = '/usr/bin/chromium-headless-shell';
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

function firstOf(paths: readonly (string | undefined)[]): string | null {
  return paths.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/** Null where there is no Chromium; on CI that is a failure. */
export const CHROMIUM = firstOf([process.env.LENET5_CHROMIUM, SHELL, ...PLACES]);
/** The one for what the shell lacks: windows, and what a profile allows. */
export const FULL_CHROMIUM = firstOf([...PLACES, process.env.LENET5_CHROMIUM]);
export const SKIP_FULL_CHROMIUM = FULL_CHROMIUM === null && process.env.LENET5_CI !== '1';
export const MISSING_CHROMIUM = 'no Chromium: install it, or name it in LENET5_CHROMIUM';
export const SKIP_CHROMIUM = CHROMIUM === null && process.env.LENET5_CI !== '1';

/** The installed Chromium, without a window; whoever asks closes it. @throws Error where there is none */
export async function launchChromium(...flags: string[]): Promise<Browser> {
  if (CHROMIUM === null) throw new Error(MISSING_CHROMIUM);
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', ...flags] });
}

/** Calls `work` with the address of a folder that is served as it is. */
export async function serve<T>(folder: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(sirv(folder, { dev: true }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

type Line = readonly (readonly [x: number, y: number])[];

/** Draws a line on the canvas of the page in `folder`. @returns what the page answers, without a complaint of the console */
export function answer(folder: string, line: Line): Promise<string> {
  return serve(folder, (url) => drawOn(url, line));
}

async function drawOn(url: string, line: Line): Promise<string> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(url);
    const box = await page.locator('canvas').boundingBox();
    if (!box) throw new Error('There is no canvas in the page.');
    const [first, ...rest] = line.map(([x, y]) => [box.x + x, box.y + y] as const);
    if (!first) throw new Error('The line has no point.');
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...point, { steps: 5 });
    await page.mouse.up();
    const said = await page.locator('output').textContent();
    if (complaints.length > 0) throw new Error(complaints.join('; '));
    return said ?? '';
  } finally {
    await browser.close();
  }
}
