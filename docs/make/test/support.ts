import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** The command as it is installed. */
export const BIN = join(ROOT, 'packages/cli/bin/lenet5.js');

/** What a finished program leaves. */
interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], cwd: string): Promise<Finished> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      heard[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...heard }));
  });
}

/** Runs a Node program in the root of the repository. */
export const runNode = (...args: readonly string[]) => run(process.execPath, args, ROOT);

/** An empty folder that goes away after the tests of the file. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lenet5-docs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
