import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';

const PYTHONS = [process.env.LENET5_PYTHON, 'python3', '/usr/bin/python3'].filter((name) => name !== undefined);

/** A Python that has PyTorch; looked for once. */
let found: string | null | undefined;

/** Skips the test where PyTorch is not installed, and fails it there with LENET5_CI=1. @returns the Python to use */
export function needPyTorch(context: TestContext): string {
  const works = (python: string) => spawnSync(python, ['-c', 'import torch, numpy']).status === 0;
  found ??= PYTHONS.find(works) ?? null;
  if (found !== null) return found;
  const reason = 'no Python with torch and numpy: install the package python3-torch, or set LENET5_PYTHON';
  if (process.env.LENET5_CI === '1') throw new Error(reason);
  return context.skip(reason);
}

/** Runs a script of this folder. @returns what it printed, as JSON */
export function runPython(python: string, script: string, args: readonly string[]): unknown {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
  return JSON.parse(execFileSync(python, [path, ...args], { env, encoding: 'utf8' }));
}
