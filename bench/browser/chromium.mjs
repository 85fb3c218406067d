import { existsSync } from 'node:fs';
import { startServer } from './server.mjs';

/** The one named by LENET5_CHROMIUM, else the usual places. */
const PLACES = [
  process.env.LENET5_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns {string | null} */
export function findChromium() {
  return PLACES.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/** @returns {import('../run/contender.mjs').Peer} */
function chromiumPeer(page, backend, batches) {
  const ask = (name, ...rest) => page.evaluate(([method, args]) => globalThis.bench[method](...args), [name, rest]);
  return {
    who: `lenet5 ${backend}, Chromium`,
    kinds: ['step', 'forward', 'distortion'],
    batches,
    async make(preset, kind, batch) {
      const id = `${backend} ${preset} ${kind} ${batch}`;
      await ask('make', id, backend, preset, kind, batch);
      return {
        async train(steps) {
          const found = await ask('train', id, steps);
          return new Map(found.map(([name, values]) => [name, Float32Array.from(values)]));
        },
        outputs: async () => Float32Array.from(await ask('outputs', id)),
        repeat: (count) => ask('repeat', id, count),
      };
    },
  };
}

/**
 * Milliseconds from import to a ready network, in a process of its own with an empty cache. The module has been fetched
 * by then: how long that takes depends on the connection.
 */
async function startUpOnce(browser, origin, entry) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/empty`);
    return await page.evaluate(async (address) => {
      const module = URL.createObjectURL(await (await fetch(address)).blob());
      const begin = performance.now();
      const { createNetwork } = await import(module);
      createNetwork();
      return performance.now() - begin;
    }, `/${entry}.js`);
  } finally {
    await context.close();
  }
}

/** The page that measures, with the samples in it. */
async function openPage(browser, origin, { images, labels, rows }) {
  const page = await browser.newPage();
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => 'bench' in globalThis);
  await page.evaluate((samples) => globalThis.bench.samples(...samples), [[...images], [...labels], rows]);
  return page;
}

/**
 * A headless Chromium with one page that measures.
 * @param {string} executablePath
 * @param {import('lenet5').Dataset} data
 * @param {readonly number[]} batches
 */
export async function openChromium(executablePath, data, batches) {
  const { chromium } = await import('playwright-core');
  const server = await startServer();
  let browser;
  const close = async () => {
    await browser?.close();
    server.close();
  };
  try {
    browser = await chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
    const page = await openPage(browser, server.origin, data);
    const peers = ['simd', 'reference'].map((backend) => chromiumPeer(page, backend, batches));
    const startUp = (entry) => startUpOnce(browser, server.origin, entry);
    return { version: browser.version(), peers, startUpOnce: startUp, close };
  } catch (error) {
    await close();
    throw error;
  }
}
