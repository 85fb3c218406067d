import { availableParallelism } from 'node:os';
import { simdAvailable } from 'lenet5';
import { readSource } from '../data.js';
import { usageError } from '../errors.js';
import type { BackendName } from '../settings/presets.js';
import { stored } from './conduct.js';
import { dataDigest, type Surroundings, type Task } from './configuration.js';
import { Costs } from './cost.js';
import type { StudyFile } from './file.js';
import { codeFingerprint } from './fingerprint.js';
import { distinct, Planner } from './plan.js';
import type { Row } from './rows.js';
import { ResultStore } from './store.js';

/** Which part of a study is wanted. */
export interface Part {
  /** Rows whose name contains one of these. */
  readonly only?: readonly string[] | undefined;
  /** So many seeds of each row, the first ones. */
  readonly seeds?: number | undefined;
}

export interface SessionOptions {
  readonly threads?: number;
  readonly out: string;
  readonly data?: string;
  readonly backend?: BackendName;
}

/** A study with everything it needs, before its first run. */
export interface Session {
  readonly file: StudyFile;
  readonly rows: readonly Row[];
  readonly source: Awaited<ReturnType<typeof readSource>>;
  readonly surroundings: Surroundings;
  readonly planner: Planner;
  readonly store: ResultStore;
  readonly costs: Costs;
  /** Runs of the rows and of their choices, each once. */
  readonly runs: number;
  readonly missing: readonly Task[];
  /** Seconds of one core for what is missing, estimated. */
  readonly seconds: number;
  readonly threads: number;
}

/** @throws CommandError (usage) where nothing is left */
export function chosenRows(rows: readonly Row[], { only = [], seeds }: Part): readonly Row[] {
  const named = only.length === 0 ? rows : rows.filter(({ name }) => only.some((text) => name.includes(text)));
  if (named.length === 0) {
    throw usageError(`No row of the study has "${only.join('" or "')}" in its name (--list shows them all).`);
  }
  return named.map((row) => ({ ...row, seeds: row.seeds.slice(0, seeds) }));
}

/** What runs made here have in common. */
export async function surroundingsHere(options: Pick<SessionOptions, 'data' | 'backend'>) {
  const source = await readSource(options.data);
  const backend = options.backend ?? (simdAvailable() ? 'simd' : 'reference');
  const surroundings: Surroundings = { backend, data: dataDigest(source), code: codeFingerprint(backend) };
  return { source, surroundings };
}

/** Reads the data, sees what is done already, and measures how long the rest will take. */
export async function prepareSession(file: StudyFile, rows: readonly Row[], options: SessionOptions): Promise<Session> {
  const { source, surroundings } = await surroundingsHere(options);
  const planner = new Planner(source, surroundings);
  const store = await ResultStore.open(options.out);
  const candidates = rows.flatMap((row) => planner.candidates(row).map(({ task }) => task));
  const chosen = await stored(store, candidates);
  const runs = rows.flatMap((row) => planner.runs(row, chosen) ?? planner.expectedRuns(row));
  const wanted = distinct([...candidates, ...runs]);
  const there = await stored(store, wanted);
  const missing = wanted.filter(({ key }) => !there.has(key));
  const costs = new Costs(source);
  const seconds = missing.reduce((sum, task) => sum + costs.of(task), 0);
  const threads = Math.max(1, Math.min(options.threads ?? availableParallelism(), missing.length));
  return { file, rows, source, surroundings, planner, store, costs, runs: wanted.length, missing, seconds, threads };
}
