import { chromium } from 'playwright-core';
import { ARGUMENTS } from '../../bench/browser/chromium.mjs';

const ORIGIN = 'http://same-bits.test';

/** What the page is served; nothing of it leaves this machine. */
function filesOf(bundle) {
  const worker =
    "import { sameBits } from '/bundle.mjs'; onmessage = ({ data }) => postMessage(sameBits(data)); postMessage('ready');";
  return new Map([
    ['/', ['text/html', '<!doctype html><title>same bits</title>']],
    ['/bundle.mjs', ['text/javascript', bundle]],
    ['/worker.mjs', ['text/javascript', worker]],
  ]);
}

/** Runs in the page. */
async function compute({ base64, inWorker }) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const count = bytes.length / 785;
  const samples = { labels: bytes.slice(0, count), images: bytes.slice(count) };
  if (!inWorker) return (await import('/bundle.mjs')).sameBits(samples);
  return new Promise((resolve, reject) => {
    const worker = new Worker('/worker.mjs', { type: 'module' });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => (data === 'ready' ? worker.postMessage(samples) : resolve(data));
  });
}

/**
 * The result from a page of headless Chromium, and from a worker of that page.
 * @param {string} executablePath
 * @param {string} bundle code
 * @param {Uint8Array} samples as in-node.mjs reads them
 */
export async function inChromium(executablePath, bundle, samples) {
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  try {
    const page = await browser.newPage();
    const files = filesOf(bundle);
    await page.route(`${ORIGIN}/**`, (route) => {
      const [contentType, body] = files.get(new URL(route.request().url()).pathname) ?? ['text/plain', ''];
      return route.fulfill({ contentType, body });
    });
    await page.goto(`${ORIGIN}/`);
    const base64 = Buffer.from(samples).toString('base64');
    const version = browser.version();
    return {
      [`Chromium ${version}`]: await page.evaluate(compute, { base64, inWorker: false }),
      [`Chromium ${version}, worker`]: await page.evaluate(compute, { base64, inWorker: true }),
    };
  } finally {
    await browser.close();
  }
}
