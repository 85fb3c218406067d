// Builds and tests one mutant after the other in a copy of the package: node worker.mjs PACKAGE COPY [LIMITS], as a
// child of pool.mjs. First it tests the package as it is, and answers with the time to allow for each stage; where that
// is known from an earlier worker, only the quick stage is tested.
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { createVitest } from 'vitest/node';
import { ASC_LANGUAGE } from '../asc-options.mjs';
import { judgeQuickly, makeSuite } from './quick.mjs';

const [root, copy, knownLimits] = process.argv.slice(2);
const inside = join(copy, 'packages/lenet5');

/** What finds most mutants in the least time comes first; a mutant goes on to the next stage while nothing notices it. */
const STAGES = [
  'quick',
  ['test/kernels/'],
  ['test/network/golden.test.ts', 'test/network/fuse.test.ts', 'test/network/batch.test.ts'],
];
/** How many times longer than the original a stage may take, and how many milliseconds more. */
const PATIENCE = 6;
const GRACE = 10_000;
/** After so many mutants the package itself is tested again … */
const CHECK = 100;
/** … and so often, before it counts as broken: on a busy machine Vitest may not come to start its process in time. */
const TRIALS = 3;

mkdirSync(inside, { recursive: true });
for (const part of ['assembly', 'src', 'test', 'package.json'])
  cpSync(join(root, part), join(inside, part), { recursive: true });
symlinkSync(join(root, '../../node_modules'), join(copy, 'node_modules'));

const generated = readdirSync(join(inside, 'src'), { recursive: true }).find((file) =>
  file.endsWith('module.generated.ts'),
);
if (!generated) throw new Error('src/ has no module.generated.ts: run `npm run build` first');
const modulePath = join(inside, 'src', generated);

const vitest = await createVitest(
  'test',
  {
    root: copy,
    config: false,
    watch: false,
    include: ['packages/*/test/**/*.test.ts'],
    reporters: [{}],
    bail: 1,
    maxWorkers: 1,
    execArgv: ['--max-old-space-size=1024'],
    testTimeout: 60_000,
  },
  { cacheDir: join(copy, '.cache'), server: { watch: null } },
);

/** The module that assembly/ makes, with one file replaced; null where that does not compile. */
async function compile(file, source) {
  let bytes = null;
  // The same results as with the build's options, in a fifth of the time to compile.
  const flags = [...ASC_LANGUAGE, '--optimizeLevel', '1', '--importMemory'];
  const { error } = await asc.main(['assembly/index.ts', '--outFile', 'kernels.wasm', ...flags], {
    readFile: (name) => {
      if (name === file) return source;
      try {
        return readFileSync(join(inside, name), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm') bytes = Buffer.from(contents);
    },
    listFiles: () => [],
  });
  return error ? null : bytes;
}

function write(path, text) {
  writeFileSync(path, text);
  vitest.invalidateFile(path);
}

const writeModule = (bytes) => write(modulePath, `export const MODULE_HEX = '${bytes.toString('hex')}';\n`);

/** Word in a file's name → operations of the contract suite that it is likely to break. */
const OPERATIONS = { columns: 'convolution', convolution: 'convolution', batch: 'dense', rbf: 'distances' };

/** The cases of the operation that the file is about come first. */
function likely(file) {
  const [, name] = file.match(/([^/]+)\.ts$/) ?? [];
  const word = Object.keys(OPERATIONS).find((key) => name?.includes(key));
  return new RegExp(OPERATIONS[word] ?? name ?? '^');
}

const isSimd = (file) => /^assembly\/|\/wasm\//.test(file);

/** The first stage, within this process. */
function runQuick({ file = '', bytes = baseline, suite = suiteAsItIs } = {}) {
  // Without a change all are run, so that the usual time of each is known.
  const matching = file === '' || !isSimd(file) ? /^/ : /^simd/;
  return judgeQuickly(suite, { bytes, matching, first: likely(file) });
}

/** What the last failed test said. */
let complaint = '';

/** Runs a stage of Vitest: 'passed', 'failed' where a test says no, 'broken' where tests could not run. */
async function run(stage) {
  const specifications = await vitest.globTestSpecifications(stage);
  const { testModules: all, unhandledErrors } = await vitest.runTestSpecifications(specifications, true);
  // Vitest also tells what it knows of files that were run before.
  const asked = new Set(specifications.map(({ moduleId }) => moduleId));
  const testModules = all.filter(({ moduleId }) => asked.has(moduleId));
  const tests = testModules.flatMap((module) => [...module.children.allTests()]);
  const failed = tests.find((test) => test.result().state === 'failed');
  if (failed) {
    complaint = `${failed.fullName}: ${failed.result().errors?.[0]?.message}`;
    return 'failed';
  }
  const fine = unhandledErrors.length === 0 && tests.length > 0 && testModules.every((module) => module.ok());
  if (!fine)
    complaint = `${unhandledErrors.map(String)}, ${tests.length} tests, ${testModules.map((module) => module.state())}`;
  return fine ? 'passed' : 'broken';
}

/** What the tests make of the package as it stands in the copy, with a mutant in it. */
async function judge(mutant) {
  for (const [i, stage] of STAGES.entries()) {
    if (i > 0) process.send({ stage: i });
    const result = stage === 'quick' ? runQuick(mutant) : await run(stage);
    if (result !== 'passed') return result;
  }
  return 'passed';
}

const OUTCOMES = { passed: 'survived', failed: 'killed', broken: 'killed', timeout: 'timeout' };
let tried = 0;

async function tryMutant({ file, source }) {
  // Tests of the reference say nothing about the SIMD backend; the other way round they do, since it is the measure.
  if (isSimd(file)) vitest.setGlobalTestNamePattern(/simd/);
  else vitest.resetGlobalTestNamePattern();
  let result;
  if (file.startsWith('assembly/')) {
    const bytes = await compile(file, source);
    if (!bytes) return { outcome: 'does not compile' };
    if (bytes.equals(baseline)) return { outcome: 'same module' };
    writeModule(bytes);
    result = await judge({ file, bytes });
    writeModule(baseline);
  } else {
    const original = readFileSync(join(inside, file), 'utf8');
    write(join(inside, file), source);
    const suite = await makeSuite(inside).catch(() => null);
    result = suite ? await judge({ file, suite }) : 'broken';
    write(join(inside, file), original);
  }
  // A change may break a module, and so may somebody who installs packages meanwhile: then all that follows is void.
  const doubtful = result === 'broken' || ++tried % CHECK === 0;
  if (doubtful && !(await passesAsItIs())) return { problem: `the tests fail without any change now (${complaint})` };
  return { outcome: OUTCOMES[result] };
}

async function passesAsItIs() {
  for (let i = 0; i < TRIALS; i++) if ((await run(['test/kernels/contract.test.ts'])) === 'passed') return true;
  return false;
}

const baseline = await compile();
const suiteAsItIs = await makeSuite(inside);
if (!baseline) process.send({ problem: 'assembly/ does not compile' });
else {
  writeModule(baseline);
  const limits = knownLimits ? JSON.parse(knownLimits) : [];
  for (const stage of STAGES.slice(0, knownLimits ? 1 : STAGES.length)) {
    const start = performance.now();
    const result = stage === 'quick' ? runQuick() : await run(stage);
    if (result !== 'passed') process.send({ problem: `${stage} fails without any change` });
    if (!knownLimits) limits.push(PATIENCE * (performance.now() - start) + GRACE);
  }
  process.on('message', async (mutant) => process.send(await tryMutant(mutant)));
  process.send({ limits });
}
