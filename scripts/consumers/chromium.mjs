// Opens a page of a consumer in headless Chromium and waits for its answer.
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import sirv from 'sirv';
import { ARGUMENTS, findChromium } from '../../bench/browser/chromium.mjs';

export const CHROMIUM = findChromium();
const PATIENCE = 60_000;

/**
 * What a page puts into `globalThis[name]`, one for each name; anything that the console complains about and that
 * `allowed` does not match is an error.
 * @returns {Promise<{ answers: object[], version: string }>}
 */
export async function answersOf(url, names = ['answer'], allowed = undefined) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(url);
    const answers = [];
    for (const name of names) {
      const found = await page.waitForFunction((key) => globalThis[key], name, { timeout: PATIENCE }).catch(() => null);
      if (!found) throw new Error(`no ${name} in the page at ${url}: ${complaints.join('; ') || 'it says nothing'}`);
      answers.push(await found.jsonValue());
    }
    if (complaints.some((text) => !allowed?.test(text)))
      throw new Error(`the page complains: ${complaints.join('; ')}`);
    return { answers, version: browser.version() };
  } finally {
    await browser.close();
  }
}

/** Calls `work` with the address of a folder that is served as it is. */
export async function served(folder, work) {
  const server = createServer(sirv(folder, { dev: true }));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The answer of the page in a folder. */
export async function answerOfPage(folder) {
  const { answers } = await served(folder, (url) => answersOf(url));
  return answers[0];
}
