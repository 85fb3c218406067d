import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { spreadOf } from './interleave.mjs';

const CHILD = fileURLToPath(new URL('start-up-child.mjs', import.meta.url));

/** Milliseconds from import to a ready network, in fresh processes and fresh pages, in turns. */
export async function measureStartUp(times, chromium) {
  const [node, page] = [[], []];
  for (let i = 0; i < times; i++) {
    node.push(Number(execFileSync(process.execPath, [CHILD], { encoding: 'utf8' })));
    if (chromium) page.push(await chromium.startUpOnce());
  }
  return { node: spreadOf(node), chromium: chromium ? spreadOf(page) : null, repetitions: times };
}
