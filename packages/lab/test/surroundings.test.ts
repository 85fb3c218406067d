import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FULL_CHROMIUM, SKIP_FULL_CHROMIUM } from '../../../test/chromium.js';
import { DIGITS, type Stroke } from './strokes.js';
import { answer, DIST, draw, MISSING, openLab, SKIP, startBrowser } from './support.js';

const COMMAND = fileURLToPath(new URL('../../cli/bin/lenet5.js', import.meta.url));

/** `lenet5 lab` for a class. */
async function serveClass() {
  const child = spawn(process.execPath, [COMMAND, 'lab', '--no-open', '--port', '0', '--host', '0.0.0.0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(child.stdout, 'data');
  return { port: new URL(String(line).trim()).port, close: () => child.kill('SIGINT') };
}

async function train(page: Page | Frame): Promise<void> {
  await page.getByRole('button', { name: 'Start' }).click();
  await expect.poll(() => page.locator('.standing').getAttribute('data-status'), { timeout: 60_000 }).toBe('done');
  await expect.poll(() => page.locator('.standing').textContent(), { timeout: 60_000 }).toMatch(/test error\d/);
}

const SHORT = '#preset=fast&seed=1&size=600&passes=1';

describe.skipIf(SKIP)(`where the lab runs${SKIP ? ` (${MISSING})` : ''}`, () => {
  let site: Awaited<ReturnType<typeof serveClass>>;
  let browser: Browser;
  let context: BrowserContext | undefined;
  beforeAll(async () => {
    const flag = `--host-resolver-rules=MAP ${hostname()} 127.0.0.1`;
    [site, browser] = await Promise.all([serveClass(), startBrowser(flag)]);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });
  afterEach(() => context?.close());

  test('plain http from another machine: it draws, trains, copies its link, and keeps the run', async () => {
    const opened = await openLab(browser, `http://${hostname()}:${site.port}/${SHORT}`);
    const { page, complaints } = opened;
    ({ context } = opened);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await draw(page, DIGITS[3] as Stroke[]);
    await expect.poll(() => answer(page)).toBe('3');
    await train(page);
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await page.locator('.kept-runs tbody tr').waitFor();
    await page.reload();
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.locator('.kept-runs tbody tr').waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  test.skipIf(SKIP_FULL_CHROMIUM)(
    'with all storage blocked: it draws, trains, and says that nothing is kept',
    async () => {
      const profile = mkdtempSync(join(tmpdir(), 'lenet5-blocked-'));
      mkdirSync(join(profile, 'Default'));
      const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
      writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
      const args = ['--no-sandbox', '--disable-gpu'];
      const blocking = await chromium.launchPersistentContext(profile, {
        executablePath: FULL_CHROMIUM as string,
        args,
        locale: 'en-GB',
      });
      try {
        const page = await blocking.newPage();
        const complaints: string[] = [];
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(`http://127.0.0.1:${site.port}/${SHORT}`);
        const blocked = await page.evaluate(() => {
          try {
            return localStorage.length < 0;
          } catch {
            return true;
          }
        });
        expect(blocked).toBe(true);
        await page.getByText('Weights: shipped').waitFor();
        await draw(page, DIGITS[3] as Stroke[]);
        await expect.poll(() => answer(page)).toBe('3');
        await train(page);
        await page.getByRole('button', { name: '中文' }).click();
        await page.getByRole('tab', { name: '文件' }).click();
        await page.getByText('此浏览器不为本页面保存任何内容').waitFor();
        expect(await page.locator('.message').count()).toBe(0);
        expect(complaints).toEqual([]);
      } finally {
        await blocking.close();
        rmSync(profile, { recursive: true, force: true });
      }
    },
    120_000,
  );

  test('in a frame with the attribute sandbox, of a page of another origin', async () => {
    context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const lesson = `<iframe sandbox="allow-scripts" width="1200" height="900" src="http://127.0.0.1:${site.port}/${SHORT}">`;
    const other = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(lesson));
    await once(other.listen(0, '127.0.0.1'), 'listening');
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    other.close();
    const frame = page.frames()[1] as Frame;
    await frame.getByText('Weights: shipped').waitFor();
    expect(await frame.evaluate(() => origin)).toBe('null');
    await train(frame);
    await frame.getByRole('tab', { name: 'Files' }).click();
    await frame.getByText('This browser keeps nothing for this page').waitFor();
    expect(await frame.locator('.message').count()).toBe(0);
    expect(complaints).toEqual([]);
  }, 120_000);

  test('opened as a file, it says in both languages what to do', async () => {
    context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(DIST, 'index.html')).href);
    expect(await page.getByText('npx lenet5 lab').first().isVisible()).toBe(true);
    expect(await page.getByText('请在终端运行').isVisible()).toBe(true);
  });

  test('the words for a page that does not start are not seen where it starts', async () => {
    context = await browser.newContext();
    const page = await context.newPage();
    await page.route('**/index-*.js', () => new Promise(() => {}));
    await page.goto(`http://127.0.0.1:${site.port}/`, { waitUntil: 'commit' });
    const words = page.getByText('it has not started');
    await words.waitFor({ state: 'attached' });
    // Nothing is painted before the style sheet is there.
    await expect.poll(() => words.isVisible(), { timeout: 5000 }).toBe(false);
    await words.waitFor({ timeout: 20_000 });
  }, 30_000);

  test('a new build is announced, and taken by one button', async () => {
    const opened = await openLab(browser, `http://127.0.0.1:${site.port}/`, { serviceWorkers: 'allow' });
    const { page, complaints } = opened;
    ({ context } = opened);
    const look = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    const answered = () => page.waitForResponse('**/build.json');
    await Promise.all([answered(), look()]);
    expect(await page.locator('.new-build > *').count()).toBe(0);
    await page.route('**/build.json', (route) => route.fulfill({ json: { build: 'another' } }));
    await look();
    const reloaded = page.waitForEvent('framenavigated');
    await page.getByText('There is a new version of this page').waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await reloaded;
    expect(complaints).toEqual([]);
  });
});
