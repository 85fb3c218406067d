// The contract suite without Vitest: one script, whose float64 results are kept from one mutant to the next, so that a
// mutant costs milliseconds. It only finds mutants; what it lets through goes on to the real suite.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { build } from 'vite';

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

/** @returns whether every test whose title matches passes, those that `first` matches first */
export function passes(suite, { bytes, matching, first }) {
  suite.use(bytes);
  const tests = suite.tests.filter(({ title }) => matching.test(title));
  if (tests.length === 0) throw new Error('the contract suite has no tests');
  const [likely, others] = [
    tests.filter(({ title }) => first.test(title)),
    tests.filter(({ title }) => !first.test(title)),
  ];
  try {
    for (const { body } of [...likely, ...others]) body();
    return true;
  } catch {
    return false;
  }
}
