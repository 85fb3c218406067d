// Does the published package work wherever JavaScript runs? Packs lenet5 and lenet5-cli, installs the tarballs in an empty
// folder for each runtime and bundler of list/, and compares what the library answers there with what it answers here.
//   npm run consumers                     all of them; --write keeps the table in docs/consumers.md and .zh-CN.md
//   npm run consumers -- --fast           those that .ci/run takes
//   npm run consumers -- next workerd     these
// Run `npm run build` first. Exit code 1 if one fails; --keep leaves the folders.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as library from 'lenet5';
import * as weights from 'lenet5/weights/pictures';
import { CHROMIUM } from './chromium.mjs';
import { Context, expect } from './context.mjs';
import { writeTables } from './document.mjs';
import { check } from './files/check.js';
import { lint, pack } from './pack.mjs';

const ORDER = [
  'node-esm',
  'node-cjs',
  'typescript',
  'typescript-5',
  'esbuild',
  'vite',
  'webpack',
  'next',
  'workers',
  'page',
  'components',
  'workerd',
  'jest',
  'jest-jsdom',
  'bun',
  'deno',
  'no-wasm',
  'command',
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fast: { type: 'boolean' }, keep: { type: 'boolean' }, write: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !ORDER.includes(name));
if (unknown.length > 0) {
  console.error(`There is no consumer ${unknown.join(', ')}: expected ${ORDER.join(', ')}.`);
  process.exit(2);
}

/** Names and what list/ says of them, as asked for. */
async function chosen() {
  const names = positionals.length > 0 ? positionals : ORDER;
  const all = await Promise.all(names.map(async (name) => ({ name, ...(await import(`./list/${name}.mjs`)).default })));
  return values.fast ? all.filter(({ fast }) => fast) : all;
}

const expected = check(library, weights);
expect(expected.text === '7' && expected.backend === 'simd', `here the answer is ${JSON.stringify(expected)}`);

/** Everything that a consumer computed must be what this process computes, to the bit. */
function compare(answers) {
  for (const answer of answers) {
    const [found, wanted] = [JSON.stringify(answer), JSON.stringify(expected)];
    expect(found === wanted, `answered ${found}, expected ${wanted}`);
  }
}

/** One row of the table. */
async function row(consumer, context) {
  const about = { title: consumer.title, titleZh: consumer.titleZh ?? consumer.title };
  if (consumer.chromium && !CHROMIUM && process.env.LENET5_CI !== '1') {
    return { ...about, version: '', result: 'skipped: there is no Chromium' };
  }
  try {
    const { version, answers } = await consumer.use(context);
    compare(answers);
    return { ...about, version, result: 'pass' };
  } catch (error) {
    return { ...about, version: '', result: 'FAIL', error: error.message };
  }
}

function print({ title, version, result, error }, seconds) {
  console.log(
    `${result.padEnd(5)} ${title.padEnd(64)} ${String(version).padEnd(16)} ${seconds.toFixed(0).padStart(4)} s`,
  );
  if (error) console.log(error.replace(/^/gm, '      '));
}

const started = performance.now();
const temporary = await mkdtemp(join(tmpdir(), 'lenet5-consumers-'));
const rows = [];
try {
  const tarballs = await pack(temporary);
  console.log(`packed: ${tarballs.sizes}`);
  console.log(`clean: ${await lint(tarballs)}`);
  for (const consumer of await chosen()) {
    const start = performance.now();
    const found = await row(consumer, new Context(join(temporary, consumer.name), tarballs));
    rows.push(found);
    print(found, (performance.now() - start) / 1000);
  }
} finally {
  if (values.keep) console.log(`kept: ${temporary}`);
  else await rm(temporary, { recursive: true, force: true });
}
const failed = rows.filter(({ result }) => result === 'FAIL').length;
console.log(`${rows.length} consumers, ${failed} failed, ${((performance.now() - started) / 1000).toFixed(0)} s`);
if (values.write) await writeTables(rows);
process.exitCode = failed > 0 ? 1 : 0;
