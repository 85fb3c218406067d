// The contract suite without Vitest: one script, whose float64 results are kept from one mutant to the next, so that a
// mutant costs milliseconds. It only finds mutants; what it lets through goes on to the real suite.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build } from 'vite';

/** How many times longer than without a change a test may take, and how many milliseconds more. */
const PATIENCE = 6;
const GRACE = 3000;

/** What test/kernels/ uses of Vitest. A suite that uses more fails without any change, and says so. */
const VITEST = `
const titles = [];
export const describe = (title, body) => { titles.push(title); body(); titles.pop(); };
export const it = (title, body) => foundTests.push({ title: [...titles, title].join(' '), body });
export const expect = (value, message) => globalThis.expectValue(value, message);
expect.fail = (message) => { throw new Error(message); };
`;

globalThis.expectValue = (value, message) => ({
  toEqual: (other) => assert.deepEqual(value, other, message),
  toBe: (other) => assert.equal(value, other, message),
});

const replaced = {
  name: 'replaced',
  enforce: 'pre',
  resolveId: (name) => (name === 'vitest' ? '\0vitest' : null),
  load: (id) => (id === '\0vitest' ? VITEST : null),
};

/** The suite over the sources as they are now; made again when one of them has changed. */
export async function makeSuite(folder) {
  const [{ output }] = await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [replaced],
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(folder, 'test/kernels/contract.test.ts'), formats: ['iife'], name: 'suite' },
    },
  });
  // The suite's backend gets the module that is on trial, whichever one it asks for.
  let module;
  function Instance(_, imports) {
    return new WebAssembly.Instance(module, imports);
  }
  const surroundings = { Memory: WebAssembly.Memory, Module: Object, Instance, validate: WebAssembly.validate };
  const tests = [];
  new Function('WebAssembly', 'foundTests', output[0].code)(surroundings, tests);
  return { tests, use: (bytes) => (module = new WebAssembly.Module(bytes)) };
}

/** Milliseconds that each test takes without any change, by its title. */
const usual = new Map();

/**
 * Runs every test whose title matches, those that `first` matches first.
 * @returns 'passed', 'failed', or 'timeout' where a test goes on for ever
 */
export function judgeQuickly(suite, { bytes, matching, first }) {
  suite.use(bytes);
  const tests = suite.tests.filter(({ title }) => matching.test(title));
  if (tests.length === 0) throw new Error('the contract suite has no tests');
  for (const test of tests.toSorted((a, b) => Number(first.test(b.title)) - Number(first.test(a.title)))) {
    const result = runOne(test);
    if (result !== 'passed') return result;
  }
  return 'passed';
}

function runOne({ title, body }) {
  globalThis.runBody = body;
  const start = performance.now();
  try {
    // An endless loop ends here, and the process, with all that it has prepared, goes on.
    runInThisContext('runBody()', usual.has(title) ? { timeout: Math.ceil(PATIENCE * usual.get(title) + GRACE) } : {});
  } catch (error) {
    return error?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'timeout' : 'failed';
  }
  if (!usual.has(title)) usual.set(title, performance.now() - start);
  return 'passed';
}
