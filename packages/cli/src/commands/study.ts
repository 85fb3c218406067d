import { setMaxListeners } from 'node:events';
import { EXIT, usageError } from '../errors.js';
import { clock, integer, printJson, say, warn } from '../output.js';
import { StopRequest } from '../run/stop.js';
import { findStudy } from '../study/built-in.js';
import { conduct, type Ending } from '../study/conduct.js';
import { Clock } from '../study/cost.js';
import type { StudyFile } from '../study/file.js';
import { LocalRunner } from '../study/local/runner.js';
import { RunThreads } from '../study/local/threads.js';
import { studyProgress } from '../study/progress.js';
import type { QueueLink } from '../study/queue/link.js';
import type { StudyResult } from '../study/result.js';
import { rowsOf, settingsOf } from '../study/rows.js';
import type { StudyRunner } from '../study/runner.js';
import { chosenRows, type Part, prepareSession, type Session, type SessionOptions } from '../study/session.js';
import { csvOf, type TableRow, tableOf, textTable } from '../study/table.js';
import { listRows, listStudies } from './study-list.js';

export interface StudyOptions extends Part, SessionOptions {
  readonly list?: boolean;
  readonly plan?: boolean;
  readonly queue?: string;
  readonly attach?: boolean;
  readonly json?: boolean;
}

/** Options that would be dropped without a word. @throws CommandError (usage) */
function refuseWithQueue({ queue, attach, only, seeds, threads }: StudyOptions): void {
  if (queue === undefined) return;
  const parts = [...(only ? ['--only'] : []), ...(seeds ? ['--seeds'] : [])];
  if (attach && parts.length > 0) {
    throw usageError(
      '--attach shows a study with the rows and seeds that it was opened with, so it does not go with ' +
        `${parts.join(' and ')}: leave that out.`,
    );
  }
  if (threads !== undefined) {
    throw usageError(
      '--queue leaves the runs to workers, so it does not go with --threads: leave that out, and give --concurrency to ' +
        'the workers.',
    );
  }
}

/** `lenet5 study [STUDY]` @returns the exit code */
export async function study(given: string | undefined, options: StudyOptions): Promise<number> {
  refuseWithQueue(options);
  if (options.queue !== undefined) return studyOnQueue(given, options, options.queue);
  if (options.attach) throw usageError('--attach needs --queue redis://HOST[:PORT], where the study is.');
  if (given === undefined && options.list) return listStudies(options.json ?? false);
  return carryOut(await findGiven(given), options, options, null);
}

async function findGiven(given: string | undefined): Promise<StudyFile> {
  if (given !== undefined) return findStudy(given);
  throw usageError('study needs a STUDY: a .yaml or .json file, or a name from lenet5 study --list.');
}

async function studyOnQueue(given: string | undefined, options: StudyOptions, queue: string): Promise<number> {
  // Loaded only here: the queue's libraries take longer to load than a small study to plan.
  const { linkTo } = await import('../study/queue/link.js');
  const link = await linkTo(queue);
  try {
    if (!options.attach) return await carryOut(await findGiven(given), options, options, link);
    const open = await link.find(given);
    return await carryOut(open.file, open, options, link);
  } finally {
    link.close();
  }
}

/** A study from its file to its table. */
async function carryOut(file: StudyFile, part: Part, options: StudyOptions, link: QueueLink | null): Promise<number> {
  const rows = chosenRows(rowsOf(file), part);
  if (options.list) return listRows(file, rows, options.json ?? false);
  for (const warning of new Set(rows.flatMap(({ request }) => settingsOf(request).warnings))) warn(warning);
  const session = await prepareSession(file, rows, options);
  announce(session, options.out, link);
  if (options.plan) {
    if (options.json) printJson(planOf(session));
    return EXIT.done;
  }
  const { surroundings, source, threads, costs, seconds, missing } = session;
  const open = { file, ...surroundings, only: part.only, seeds: part.seeds };
  await link?.open(open);
  const time = new Clock((task) => costs.of(task), seconds, threads);
  const progress = studyProgress(process.stderr, time, missing.length);
  const runner = link
    ? link.runner(surroundings, progress.note)
    : new LocalRunner(new RunThreads(source, threads), threads);
  const ending = await follow(session, runner, progress, link);
  if (link && ending.finished) await link.forget();
  return conclude(session, ending, { whole: !part.only && !part.seeds, json: options.json ?? false });
}

/** What a study came to, and how it was stopped, if it was. */
interface Followed extends Ending {
  readonly finished: boolean;
  readonly exitCode: number | null;
}

async function follow(
  { rows, planner, store }: Session,
  runner: StudyRunner,
  progress: ReturnType<typeof studyProgress>,
  link: QueueLink | null,
): Promise<Followed> {
  const abort = new AbortController();
  setMaxListeners(0, abort.signal);
  const stop = new StopRequest((signal) => {
    const flight = link
      ? `workers go on; lenet5 study --attach --queue ${link.shown} shows it again`
      : 'runs in flight are given up, all finished ones are kept; again to end at once';
    progress.note(`${signal}: ${flight}`);
    abort.abort();
  });
  try {
    const ending = await conduct(rows, { planner, store, runner, events: progress, signal: abort.signal });
    const finished = stop.signal === null && ending.failures.length === 0;
    return { ...ending, finished, exitCode: stop.exitCode };
  } finally {
    progress.end();
    stop.release();
    await runner.close();
  }
}

function planOf({ file, runs, missing, seconds, threads }: Session): object {
  return { study: file.name, runs, missing: missing.length, coreHours: seconds / 3600, threads };
}

function announce(
  { file, rows, source, runs, missing, seconds, threads }: Session,
  out: string,
  link: QueueLink | null,
): void {
  const done = runs - missing.length;
  say(`study ${file.name}${file.title ? `: ${file.title}` : ''}`);
  say(`${integer(rows.length)} rows, ${integer(runs)} runs, ${integer(done)} of them in ${out} already`);
  if (missing.length === 0) return;
  say(`${source.identity}, ${integer(missing.length)} runs to make`);
  const hours = `about ${(seconds / 3600).toFixed(2)} core-hours`;
  if (link) say(`${hours}, shared by the workers on ${link.shown}`);
  else say(`${hours}, ${clock(seconds / threads)} with ${threads} threads and nothing else running`);
}

interface Showing {
  /** All rows and seeds, so that the table is the study's. */
  readonly whole: boolean;
  readonly json: boolean;
}

async function conclude(session: Session, ending: Followed, { whole, json }: Showing): Promise<number> {
  const { file, rows, planner, store } = session;
  const table = tableOf(rows, planner, ending.results);
  if (json) printJson(jsonOf(file, table, ending));
  else say(`\n${textTable(table)}\n`);
  for (const { task, message } of ending.failures) say(`${task.label}: failed (${message})`);
  if (ending.exitCode !== null) {
    say('stopped; the same command continues');
    return ending.exitCode;
  }
  const path = whole && ending.finished ? await store.writeTable(`${file.name}.csv`, csvOf(table)) : null;
  say(`${path === null ? '' : `table ${path}, `}${ending.made} runs made now`);
  return ending.finished ? EXIT.done : EXIT.failed;
}

function jsonOf(file: StudyFile, table: readonly TableRow<StudyResult>[], ending: Followed): object {
  return {
    study: file.name,
    finished: ending.finished,
    made: ending.made,
    failures: ending.failures.map(({ task, message }) => ({ run: task.label, message })),
    rows: table.map(({ runs, ...row }) => ({ ...row, runs: runs.map(({ seed, result }) => runOf(seed, result)) })),
  };
}

function runOf(seed: number, result: StudyResult | null): object {
  return {
    seed,
    key: result?.key ?? null,
    testErrorPercent: result?.outcome.test?.errorPercent ?? null,
    trainErrorPercent: result?.outcome.train?.errorPercent ?? null,
    weightsSha256: result?.outcome.weightsSha256 ?? null,
    stopped: result?.outcome.stopped ?? null,
    seconds: result?.made.seconds ?? null,
  };
}
