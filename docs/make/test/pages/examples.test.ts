// The example of each name that `lenet5` exports: it is there, has no type error, and runs as it stands.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test, vi } from 'vitest';
import { ROOT } from '../support.js';
import { compilerOptions, complaints } from './programs.js';

const LONGEST = 8;

/** The names of the main entry, each with its examples. */
function documented(): [name: string, examples: string[]][] {
  const entry = join(ROOT, 'packages/lenet5/src/index.ts');
  const program = ts.createProgram([entry], compilerOptions());
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  return (module ? checker.getExportsOfModule(module) : []).map((alias) => {
    const tags = checker.getAliasedSymbol(alias).getJsDocTags(checker);
    const examples = tags.filter(({ name }) => name === 'example').map(({ text }) => ts.displayPartsToString(text));
    return [alias.name, examples];
  });
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parameters: string[]
) => (...values: unknown[]) => Promise<void>;

/** Runs a module in this process; what it imports are the packages as they are installed. */
async function runHere(source: string): Promise<void> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const require = createRequire(join(ROOT, 'docs/make/package.json'));
  await new AsyncFunction('require', 'exports', 'console', outputText)(require, {}, { log: vi.fn() });
}

const names = documented();
const examples = names.flatMap(([name, found]) => found.map((code) => [name, code] as const));

describe('examples in the API reference', () => {
  test('each name of the main entry has one, of eight lines at most', () => {
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter(([, found]) => found.length === 0).map(([name]) => name)).toEqual([]);
    expect(examples.filter(([, code]) => code.split('\n').length > LONGEST).map(([name]) => name)).toEqual([]);
  });

  test('none has a type error', () => {
    const found = complaints(examples.map(([, code]) => code));
    expect(examples.flatMap(([name], i) => (found[i] ?? []).map((complaint) => `${name}: ${complaint}`))).toEqual([]);
  });

  test.each(examples)('that of %s names it, and runs', async (name, code) => {
    expect(code).toMatch(new RegExp(`\\b${name}\\b`));
    await runHere(code);
  });
});
