import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { writeFewDigits } from '../../../test/few-digits.js';
import type { Language } from '../src/texts/language.js';

/** The command as it is installed. */
export const BIN = fileURLToPath(new URL('../bin/lenet5.js', import.meta.url));

/** What a finished command leaves. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves as soon as stderr holds the text. */
  readonly says: (text: string) => Promise<void>;
  /** Its stderr so far. */
  readonly heard: () => string;
  readonly ended: Promise<Finished>;
}

/** Starts a Node program; `lenet5()` and `start()` below are what most tests need. */
export function startNode(args: readonly string[], cwd: string): Running {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const heard = { stdout: '', stderr: '' };
  const waiting: { text: string; found: () => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard.stderr += text;
    for (const each of waiting) if (heard.stderr.includes(each.text)) each.found();
  });
  const ended = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...heard }));
  });
  const says = (text: string) =>
    new Promise<void>((found, reject) => {
      waiting.push({ text, found });
      if (heard.stderr.includes(text)) found();
      ended.then(() => reject(new Error(`ended without "${text}": ${heard.stderr}`)), reject);
    });
  return { pid: child.pid ?? 0, kill: (signal) => child.kill(signal), says, heard: () => heard.stderr, ended };
}

export function start(args: readonly string[], cwd: string): Running {
  return startNode([BIN, ...args], cwd);
}

/** Runs the real command, as built, to its end. */
export function lenet5(args: readonly string[], cwd: string): Promise<Finished> {
  return start(args, cwd).ended;
}

let loaded: ChildProcess | null = null;
let before: Promise<unknown> = Promise.resolve();
afterAll(() => loaded?.kill('SIGKILL'));

function carriedOut(args: readonly string[], cwd: string, language: Language): Promise<Finished> {
  loaded ??= fork(fileURLToPath(new URL('one-process.mjs', import.meta.url)), { execArgv: [] });
  const child = loaded;
  return new Promise((resolve, reject) => {
    const lost = () => {
      loaded = null;
      reject(new Error(`the process ended in lenet5 ${args.join(' ')}`));
    };
    child.once('exit', lost).once('message', (finished: Finished) => {
      child.off('exit', lost);
      resolve(finished);
    });
    child.send({ args, cwd, language });
  });
}

/**
 * The same for tests of many short calls, of what is said and written in each: a process that has loaded the command
 * carries them out one after the other, for to start takes longer than they do.
 */
export function call(args: readonly string[], cwd: string, language: Language = 'en'): Promise<Finished> {
  const finished = before.then(() => carriedOut(args, cwd, language));
  before = finished.catch(() => {});
  return finished;
}

const made: string[] = [];
// Registered here and not in `scratch`, which tests call too: within a test no hook can be added.
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that goes away after the tests of the file. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lenet5-cli-'));
  made.push(folder);
  return folder;
}

/** A folder with the first digits of MNIST, so that measuring takes a moment and not a second. */
export function smallMnist(train: number, test: number, change?: (pixels: Buffer) => void): string {
  const folder = scratch();
  writeFewDigits(folder, train, test, change);
  return folder;
}

/** The one JSON object on stdout. @throws where there is anything else */
export function onlyObject({ stdout, stderr }: Finished): Record<string, unknown> {
  const lines = stdout.split('\n');
  if (lines.length !== 2 || lines[1] !== '') throw new Error(`not one line: ${stdout}${stderr}`);
  const value: unknown = JSON.parse(lines[0] ?? '');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`no object: ${stdout}`);
  return value as Record<string, unknown>;
}

/** The metadata of a safetensors file. */
export function metadataOf(path: string): Record<string, string> {
  const file = readFileSync(path);
  const header = file.subarray(8, 8 + Number(file.readBigUInt64LE(0))).toString();
  const { __metadata__ } = JSON.parse(header) as { __metadata__: Record<string, string> };
  return __metadata__;
}

/** Everything the files of a folder hold, to see that nothing was touched. */
export function contentOf(folder: string, names: readonly string[]): string[] {
  return names.map((name) => readFileSync(join(folder, name)).toString('base64'));
}
