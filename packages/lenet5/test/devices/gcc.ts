import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

const FLAGS = ['-std=c99', '-pedantic', '-Wall', '-Wextra', '-Werror', '-O2'];

/** Skips the test where there is no gcc, and fails it there with LENET5_CI=1. */
export function needGcc(context: TestContext): void {
  if (spawnSync('gcc', ['--version']).status === 0) return;
  const reason = 'no gcc: install the package gcc';
  if (process.env.LENET5_CI === '1') throw new Error(reason);
  context.skip(reason);
}

/**
 * Compiles a file of C without a warning and runs it.
 * @param main the program of a header
 * @returns what it prints, a line each
 */
export function compiled(source: string, input: Uint8Array, main = ''): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'lenet5-c-'));
  try {
    const [file, program] = [join(folder, 'lenet5.c'), join(folder, 'lenet5')];
    writeFileSync(join(folder, 'lenet5.h'), source);
    writeFileSync(file, main === '' ? source : `#include "lenet5.h"\n${main}`);
    const libraries = source.includes('math.h') ? ['-lm'] : [];
    execFileSync('gcc', [...FLAGS, '-DLENET5_MAIN', '-o', program, file, ...libraries], { stdio: 'pipe' });
    // A part of a project, too: without main, alone.
    execFileSync('gcc', [...FLAGS, '-c', '-o', `${program}.o`, file], { stdio: 'pipe' });
    return execFileSync(program, { input, encoding: 'utf8', maxBuffer: 1e7 }).trimEnd().split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
