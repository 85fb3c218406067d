// `lenet5 study`, from a file to its table.
import { setMaxListeners } from 'node:events';
import { sayFound } from '../data.js';
import { EXIT, usageError } from '../errors.js';
import { clock, integer, printJson, say, sayLines, warn } from '../output.js';
import { endNow, isStop, StopRequest } from '../run/stop.js';
import { joined, phrase, t, titled } from '../texts/language.js';
import {
  chosenRows,
  conduct,
  type Ending,
  type Place,
  type Portion,
  type PreparedStudy,
  prepareStudy,
  type StudyRunner,
} from './conduct.js';
import { Clock } from './cost.js';
import { builtInNames, findStudy, type StudyFile } from './file.js';
import { LocalRunner, RunThreads } from './local/threads.js';
import { distinct } from './plan.js';
import { type StudyProgress, studyProgress } from './progress.js';
import { looksLikeAddress, type QueueOptions } from './queue/address.js';
import type { QueueLink } from './queue/link.js';
import type { StudyResult } from './result.js';
import { type Row, rowsOf } from './rows.js';
import { csvOf, type TableRow, tableOf, textTable } from './table.js';

export interface StudyOptions extends Portion, Place, QueueOptions {
  readonly list?: boolean;
  readonly plan?: boolean;
  readonly attach?: boolean;
  readonly withdraw?: boolean;
  readonly json?: boolean;
}

/** Options that would be dropped without a word. @throws CommandError (usage) */
function refuseWithQueue({ queue, attach, only, seeds, threads }: StudyOptions): void {
  if (queue === undefined) return;
  const parts = [...(only ? ['--only'] : []), ...(seeds ? ['--seeds'] : [])];
  if (attach && parts.length > 0) {
    throw usageError(
      phrase(
        '--attach shows a study with the rows and seeds that it was opened with, so it does not go with {{options}}: leave that out.',
        { options: joined(parts) },
      ),
    );
  }
  if (threads !== undefined) {
    throw usageError(
      phrase(
        '--queue leaves the runs to workers, so it does not go with --threads: leave that out, and give --concurrency to the workers.',
      ),
    );
  }
}

/** Options that would be dropped without a word, since only names are shown. @throws CommandError (usage) */
function refuseWithList(given: string | undefined, attach: boolean | undefined, names: readonly string[]): void {
  const portion = given !== undefined || attach ? ['--only', '--seeds'] : [];
  const place = attach ? ['--attach', '--queue', '--password-file'] : [];
  const idle = names.filter((name) => !['--list', '--json', ...portion, ...place].includes(name));
  if (idle.length === 0) return;
  throw usageError(
    phrase('--list only shows what there is, so it does not go with {{options}}: leave that out.', {
      options: joined(idle),
    }),
  );
}

/**
 * `lenet5 study [STUDY]`
 * @param names of the options given
 * @returns the exit code
 */
export async function study(
  given: string | undefined,
  options: StudyOptions,
  names: readonly string[],
): Promise<number> {
  if (given !== undefined && looksLikeAddress(given)) {
    throw usageError(phrase('the address of a queue belongs to --queue: study NAME --queue redis://HOST[:PORT].'));
  }
  if (options.withdraw) return withdrawFrom(given, options, names);
  if (options.list) refuseWithList(given, options.attach, names);
  refuseWithQueue(options);
  if (options.queue !== undefined) return studyOnQueue(given, options, options.queue);
  if (options.passwordFile !== undefined) {
    throw usageError(phrase('--password-file goes with --queue, whose password it holds.'));
  }
  if (options.attach) throw usageError(phrase('--attach needs --queue redis://HOST[:PORT], where the study is.'));
  if (given === undefined && options.list) return listStudies(options.json ?? false);
  return carryOut(await findGiven(given), options, options, null);
}

async function findGiven(given: string | undefined): Promise<StudyFile> {
  if (given !== undefined) return findStudy(given);
  throw usageError(phrase('study needs a STUDY: a .yaml or .json file, or a name from lenet5 study --list.'));
}

async function studyOnQueue(given: string | undefined, options: StudyOptions, queue: string): Promise<number> {
  const exitCode = await overLink(given, options, queue);
  // Whoever asked to end does not wait for a Redis that is away.
  return isStop(exitCode) ? endNow(exitCode) : exitCode;
}

async function overLink(given: string | undefined, options: StudyOptions, queue: string): Promise<number> {
  // Loaded only here: the queue's libraries take longer to load than a small study to plan.
  const { linkTo } = await import('./queue/link.js');
  const link = await linkTo(queue, options);
  try {
    if (!options.attach) return await carryOut(await findGiven(given), options, options, link);
    const open = await link.find(given);
    return await carryOut(open.file, open, options, link);
  } catch (error) {
    throw link.explained(error);
  } finally {
    link.close();
  }
}

/** `lenet5 study NAME --withdraw --queue URL` @returns the exit code */
async function withdrawFrom(
  name: string | undefined,
  options: StudyOptions,
  names: readonly string[],
): Promise<number> {
  const { queue, json } = options;
  const others = names.some((each) => !['--withdraw', '--queue', '--password-file', '--json'].includes(each));
  if (queue === undefined || name === undefined || others) {
    throw usageError(
      phrase(
        '--withdraw takes the name of a study and the queue it is on, and nothing else: study NAME --withdraw --queue redis://HOST[:PORT].',
      ),
    );
  }
  const { linkTo } = await import('./queue/link.js');
  const link = await linkTo(queue, options);
  try {
    const taken = await link.withdraw(name);
    const values = { name, shown: link.shown };
    say(
      taken === null
        ? t(
            'study {{name}} is withdrawn from {{shown}}; this version cannot tell which runs on the queue are its own',
            values,
          )
        : t(
            'study {{name}} is withdrawn from {{shown}}: {{taken}} runs taken off the queue; what workers have begun they finish, and results are kept',
            { ...values, taken: integer(taken) },
          ),
    );
    if (json) printJson({ study: name, withdrawn: true, taken });
    return EXIT.done;
  } catch (error) {
    throw link.explained(error);
  } finally {
    link.close();
  }
}

/** A study from its file to its table. */
async function carryOut(
  file: StudyFile,
  part: Portion,
  options: StudyOptions,
  link: QueueLink | null,
): Promise<number> {
  const rows = chosenRows(rowsOf(file), part);
  if (options.list) return listRows(file, rows, options.json ?? false);
  for (const warning of new Set(rows.flatMap(({ training }) => training.settings.warnings))) warn(warning);
  const prepared = await prepareStudy(file, rows, options);
  announce(prepared, options.out, link);
  if (options.plan) {
    if (options.json) printJson(planOf(prepared));
    return EXIT.done;
  }
  const { surroundings, source, threads, costs, seconds, missing, store } = prepared;
  await store.makeFolder();
  const open = { file, ...surroundings, only: part.only, seeds: part.seeds };
  await link?.open(open);
  const time = new Clock((task) => costs.of(task), seconds, threads);
  const progress = studyProgress(process.stderr, time, missing.length);
  const runner = link
    ? link.runner(surroundings, progress.note)
    : new LocalRunner(new RunThreads(source, threads, store.teachers), store);
  const ending = await follow(prepared, runner, progress, link);
  if (link && ending.finished) await link.forget();
  return conclude(prepared, ending, { whole: !part.only && !part.seeds, json: options.json ?? false });
}

/** What a study came to, and how it was stopped, if it was. */
interface Followed extends Ending {
  readonly finished: boolean;
  readonly exitCode: number | null;
}

async function follow(
  prepared: PreparedStudy,
  runner: StudyRunner,
  progress: StudyProgress,
  link: QueueLink | null,
): Promise<Followed> {
  const stop = new StopRequest((signal) => {
    progress.note(
      link
        ? t('{{signal}}: workers go on; lenet5 study --attach --queue {{shown}} shows it again', {
            signal,
            shown: link.shown,
          })
        : t('{{signal}}: runs in flight are given up, all finished ones are kept; again to end at once', { signal }),
    );
  });
  setMaxListeners(0, stop.aborted);
  try {
    const ending = await conduct(prepared, runner, progress, stop.aborted);
    const finished = !stop.aborted.aborted && ending.failures.length === 0;
    return { ...ending, finished, exitCode: stop.exitCode };
  } finally {
    progress.end();
    stop.release();
    await runner.close();
  }
}

function planOf({ file, runs, missing, seconds, threads }: PreparedStudy): object {
  return { study: file.name, runs, missing: missing.length, coreHours: seconds / 3600, threads };
}

function announce(
  { file, rows, source, runs, missing, seconds, threads }: PreparedStudy,
  out: string,
  link: QueueLink | null,
): void {
  const { name, title } = file;
  say(title ? t('study {{name}}: {{title}}', { name, title: titled(title) }) : t('study {{name}}', { name }));
  sayFound(source);
  const [made, missed] = [integer(runs - missing.length), integer(missing.length)];
  say(
    t('{{rows}} rows, {{runs}} runs, {{made}} of them in {{out}} already', {
      rows: integer(rows.length),
      runs: integer(runs),
      made,
      out,
    }),
  );
  if (missing.length === 0) return;
  say(t('{{data}}, {{missed}} runs to make', { data: source.identity, missed }));
  const hours = (seconds / 3600).toFixed(2);
  const alone = { hours, time: clock(seconds / threads), threads };
  say(
    link
      ? t('about {{hours}} core-hours, shared by the workers on {{shown}}', { hours, shown: link.shown })
      : threads === 1
        ? t('about {{hours}} core-hours, {{time}} with one thread and nothing else running', alone)
        : t('about {{hours}} core-hours, {{time}} with {{threads}} threads and nothing else running', alone),
  );
}

interface Showing {
  /** All rows and seeds, so that the table is the study's. */
  readonly whole: boolean;
  readonly json: boolean;
}

async function conclude(prepared: PreparedStudy, ending: Followed, { whole, json }: Showing): Promise<number> {
  const { file, rows, planner, store } = prepared;
  const table = tableOf(rows, planner, store.results);
  const trust = trustOf(prepared);
  if (json) printJson({ ...jsonOf(file, table, ending), ...trust });
  else sayLines(`\n${textTable(table)}\n`);
  sayTrust(trust);
  for (const { task, message } of ending.failures)
    say(t('{{label}}: failed ({{message}})', { label: task.label, message }));
  if (ending.exitCode !== null) {
    say(t('stopped; the same command continues'));
    return ending.exitCode;
  }
  const path = whole && ending.finished ? await store.writeTable(`${file.name}.csv`, csvOf(table)) : null;
  const { made } = ending;
  say(
    path === null ? t('{{made}} runs made now', { made }) : t('table {{path}}, {{made}} runs made now', { path, made }),
  );
  return ending.finished ? EXIT.done : EXIT.failed;
}

/** What is known of the results in the table, besides what they say. */
interface Trust {
  /** Runs whose stored results did not agree with their digests or themselves: these are not in the table. */
  readonly disagreeing: readonly string[];
  /** How many have none, as those of earlier versions. */
  readonly withoutDigest: number;
}

function trustOf({ rows, planner, store }: PreparedStudy): Trust {
  const runs = rows.flatMap((row) => [...planner.candidates(row), ...(planner.runs(row, store.results) ?? [])]);
  const each = distinct(runs);
  return {
    disagreeing: each.filter(({ key }) => store.disagreeing.has(key)).map(({ label }) => label),
    withoutDigest: each.filter(({ key }) => {
      const result = store.results.get(key);
      return result !== undefined && result.digest === undefined;
    }).length,
  };
}

function sayTrust({ disagreeing, withoutDigest }: Trust): void {
  for (const label of disagreeing) {
    say(
      t(
        '{{label}}: the result that was stored did not agree with its digest or with itself, and is not in this table',
        { label },
      ),
    );
  }
  if (withoutDigest === 0) return;
  say(
    t(
      '{{count}} of these results have no digest, as those of earlier versions: they could not be checked by it, only in themselves',
      { count: integer(withoutDigest) },
    ),
  );
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

/** `lenet5 study --list` @returns the exit code */
async function listStudies(json: boolean): Promise<number> {
  const files = await Promise.all((await builtInNames()).map(findStudy));
  const entries = files.map((file) => {
    const rows = rowsOf(file);
    const runs = rows.reduce((sum, { seeds }) => sum + seeds.length, 0);
    return { name: file.name, title: file.title, rows: rows.length, runs };
  });
  if (json) {
    printJson({ studies: entries });
    return EXIT.done;
  }
  const width = Math.max(...entries.map(({ name }) => name.length));
  for (const { name, title, rows, runs } of entries)
    say(
      t('{{name}}  {{title}} ({{rows}} rows, {{runs}} runs)', {
        name: name.padEnd(width),
        title: titled(title),
        rows,
        runs,
      }),
    );
  return EXIT.done;
}

/** `lenet5 study STUDY --list` @returns the exit code */
function listRows(file: StudyFile, rows: readonly Row[], json: boolean): number {
  if (json) printJson({ study: file.name, title: file.title, rows: rows.map(listed) });
  else
    for (const { name, note, seeds } of rows) {
      const numbers = t('seeds {{seeds}}', { seeds: seeds.join(' ') });
      say([name, numbers, titled(note)].filter(Boolean).join('  '));
    }
  return EXIT.done;
}

function listed({ name, note, training, seeds, choose }: Row): object {
  return { name, note, request: training.request, seeds, choose };
}
