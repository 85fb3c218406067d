import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { spreadOf } from './interleave.mjs';

const CHILD = fileURLToPath(new URL('start-up-child.mjs', import.meta.url));
/** Ways into the library: all of it, and kernels, network and training alone. */
const ENTRIES = ['lenet5', 'lenet5/core'];

function inFreshProcess(entry) {
  return Number(execFileSync(process.execPath, [CHILD, entry], { encoding: 'utf8' }));
}

/** Milliseconds from import to a ready network, in fresh processes and fresh pages, in turns. */
export async function measureStartUp(times, quiet, chromium) {
  const found = ENTRIES.map((entry) => ({ entry, node: [], page: [] }));
  for (let i = 0; i < times; i++) {
    for (const { entry, node, page } of found) {
      node.push(await quiet.during(() => inFreshProcess(entry)));
      if (chromium) page.push(await quiet.during(() => chromium.startUpOnce(entry)));
    }
  }
  return {
    repetitions: times,
    entries: found.map(({ entry, node, page }) => ({
      entry,
      node: spreadOf(node),
      chromium: chromium ? spreadOf(page) : null,
    })),
  };
}
