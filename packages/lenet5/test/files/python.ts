import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';

const PYTHONS = [process.env.LENET5_PYTHON, 'python3', '/usr/bin/python3'].filter((name) => name !== undefined);

/** The Python that imports what is asked for, looked for once. */
const found = new Map<string, string | null>();

/** Skips the test where modules are not installed, and fails it there with LENET5_CI=1. @returns the Python to use */
function needModules(context: TestContext, modules: string, debian: string): string {
  const works = (python: string) => spawnSync(python, ['-c', `import ${modules}`]).status === 0;
  const python = found.get(modules) ?? PYTHONS.find(works) ?? null;
  found.set(modules, python);
  if (python !== null) return python;
  const reason = `no Python with ${modules}: install the package ${debian}, or set LENET5_PYTHON`;
  if (process.env.LENET5_CI === '1') throw new Error(reason);
  return context.skip(reason);
}

export const needPyTorch = (context: TestContext) => needModules(context, 'torch, numpy', 'python3-torch');
export const needOpenCV = (context: TestContext) => needModules(context, 'cv2, numpy', 'python3-opencv');

/** Runs a script of this folder. @returns what it printed, as JSON */
export function runPython(python: string, script: string, args: readonly string[]): unknown {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
  return JSON.parse(execFileSync(python, [path, ...args], { env, encoding: 'utf8' }));
}
