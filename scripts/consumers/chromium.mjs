// Opens a page of a consumer in headless Chromium and waits for its answer.
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import sirv from 'sirv';
import { ARGUMENTS, findChromium } from '../../bench/browser/chromium.mjs';

export const CHROMIUM = findChromium();
const PATIENCE = 60_000;

/**
 * Opens a page; anything that the console complains about and that `allowed` does not match is an error.
 * @param look what is wanted of the page
 */
async function opened(url, allowed, look) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(url);
    const found = await look(page, complaints);
    if (complaints.some((text) => !allowed?.test(text)))
      throw new Error(`the page complains: ${complaints.join('; ')}`);
    return { ...found, version: browser.version() };
  } finally {
    await browser.close();
  }
}

/** What `look` of each name finds once it is there. */
async function eachOf(page, url, names, complaints, look) {
  const found = [];
  for (const name of names) {
    const handle = await page.waitForFunction(look, name, { timeout: PATIENCE }).catch(() => null);
    if (!handle) throw new Error(`no ${name} in the page at ${url}: ${complaints.join('; ') || 'it says nothing'}`);
    found.push(await handle.jsonValue());
  }
  return found;
}

/**
 * What a page puts into `globalThis[name]`, one for each name.
 * @returns {Promise<{ answers: object[], version: string }>}
 */
export function answersOf(url, names = ['answer'], allowed = undefined) {
  return opened(url, allowed, async (page, complaints) => ({
    answers: await eachOf(page, url, names, complaints, (key) => globalThis[key]),
  }));
}

/**
 * The texts of elements, one for each selector, once they have one.
 * @returns {Promise<{ texts: string[], version: string }>}
 */
export function textsOf(url, selectors) {
  return opened(url, undefined, async (page, complaints) => ({
    texts: await eachOf(page, url, selectors, complaints, (key) => document.querySelector(key)?.textContent),
  }));
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
