// Runs that were made earlier, out of their folders.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkArchitecture, checkRecipe } from 'lenet5';
import type { Settings } from 'lenet5/core';
import { adoptSettings, type PassRecord } from 'lenet5/training';
import { z } from 'zod';
import { CommandError, reasonOf } from '../errors.js';
import { isPattern, matchesOf } from '../glob.js';
import { printable } from '../output.js';
import { COLUMNS } from '../plots/index.js';
import { phrase, type Value } from '../texts/language.js';
import { NOT_OURS, OTHER, ownText } from '../whole-file.js';

/** A run as its folder tells of it. */
export interface PastRun {
  /** As it was named, or found. */
  readonly folder: string;
  /** With the switches of this version, whichever wrote it. */
  readonly settings: Settings;
  /** The `--set` values that it was given. */
  readonly changes: readonly string[];
  readonly seed: number;
  readonly data: { readonly identity: string; readonly origin: string };
  readonly trainSamples: number;
  /** The file whose weights it started from. */
  readonly init: string | null;
  readonly records: readonly PassRecord[];
}

const CONFIG = 'config.json';
/** There with the first pass. */
const METRICS = 'metrics.jsonl';

const PRESET = z.looseObject({ name: z.string() });
const CONFIGURATION = z.object({
  seed: z.number(),
  architecture: PRESET,
  recipe: PRESET,
  changes: z.array(z.string()),
  init: z.object({ file: z.string() }).nullish(),
  data: z.object({ identity: z.string(), origin: z.string(), train: z.object({ count: z.number() }) }),
});
/** Nothing that is measured here is beyond float32, and no picture can show it. */
const MOST_MEASURED = 3.4e38;
const loss = z.number().min(-MOST_MEASURED).max(MOST_MEASURED);
const share = z.number().min(0).max(100).nullish();
const positive = z.number().min(0).max(MOST_MEASURED).nullish();
/** Each pass has its number and its loss; what else was measured is a number where it is there. */
const ROW = z
  .looseObject({
    epoch: z.int().min(1),
    meanLoss: loss,
    trainErrorPercent: share,
    runningErrorPercent: share,
    testErrorPercent: share,
    validationErrorPercent: share,
    learningRate: positive,
    seconds: positive,
    trainLoss: loss.nullish(),
    validationLoss: loss.nullish(),
    testLoss: loss.nullish(),
  })
  .catchall(z.number().nullable());
/** Bytes of a table of passes: a million of them take half of that. */
const MOST_BYTES = 512 * 1024 * 1024;

function refuse(folder: string, reason: Value, cause: unknown): never {
  const said = phrase(
    '{{folder}} is not the folder of a run ({{reason}}): expected one that lenet5 train has written.',
    {
      folder,
      reason,
    },
  );
  throw new CommandError(said, undefined, { cause });
}

/** @param otherwise what stands for a file that does not exist */
async function textIn(folder: string, name: string, otherwise?: string): Promise<string> {
  const text = await ownText(join(folder, name), MOST_BYTES).catch((cause: unknown) => {
    return refuse(folder, reasonOf(cause), cause);
  });
  if (text === OTHER) return refuse(folder, NOT_OURS, undefined);
  return text ?? otherwise ?? refuse(folder, phrase('it holds no {{name}}', { name }), undefined);
}

/** What was not measured, or not known to the version that made the run, is null. */
function recordOf(line: string): PassRecord {
  const row = ROW.parse(JSON.parse(line));
  const cells = Object.entries(COLUMNS).map(([column, name]) => [name, row[column] ?? null]);
  return Object.fromEntries(cells) as PassRecord;
}

/** The passes of a run in their order, each once. */
function recordsIn(folder: string, text: string): PassRecord[] {
  let before = 0;
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, i) => {
      try {
        const record = recordOf(line);
        if (record.pass <= before) throw new RangeError(`pass ${record.pass} after pass ${before}`);
        before = record.pass;
        return record;
      } catch (cause) {
        return refuse(folder, phrase('its {{name}} is damaged in row {{row}}', { row: i + 1, name: METRICS }), cause);
      }
    });
}

function parsed<T>(folder: string, name: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    return refuse(folder, phrase('its {{name}} is damaged', { name }), cause);
  }
}

async function readRun(folder: string): Promise<PastRun> {
  const config = await textIn(folder, CONFIG);
  const told = parsed(folder, CONFIG, () => {
    const { architecture, recipe, ...rest } = CONFIGURATION.parse(JSON.parse(config));
    const settings = adoptSettings({ architecture, recipe } as unknown as Settings);
    checkArchitecture(settings.architecture);
    checkRecipe(settings.recipe);
    return { ...rest, settings };
  });
  const metrics = await textIn(folder, METRICS, '');
  const records = recordsIn(folder, metrics);
  const { settings, changes, seed, data, init } = told;
  const { identity, origin, train } = data;
  return {
    folder,
    settings,
    changes: changes.map(printable),
    seed,
    data: { identity: printable(identity), origin: printable(origin) },
    trainSamples: train.count,
    init: init ? printable(basename(init.file)) : null,
    records,
  };
}

const holdsRun = async (folder: string) =>
  stat(join(folder, CONFIG)).then(
    () => true,
    () => false,
  );

/** The runs that an argument names: a run itself, those directly in a folder of several, those that match a pattern. */
async function foldersOf(given: string): Promise<string[]> {
  const pattern = await isPattern(given);
  const named = pattern ? await matchesOf(given, { folders: true }) : [given];
  const found = await Promise.all(
    named.map(async (path) => {
      if (await holdsRun(path)) return [path];
      const inside = (await readdir(path).catch(() => [])).sort().map((name) => join(path, name));
      const kept = await Promise.all(inside.map(holdsRun));
      return inside.filter((_, i) => kept[i]);
    }),
  );
  const runs = found.flat();
  if (runs.length > 0) return runs;
  // What a pattern matches besides runs is no mistake; a folder that was named is, and reading it says why.
  if (!pattern) return named;
  throw new CommandError(phrase('No folder of a run matches {{pattern}}.', { pattern: given }));
}

/** Reads runs, each once. @throws CommandError for a folder that holds none, or a damaged one */
export async function readRuns(given: readonly string[]): Promise<PastRun[]> {
  const folders = new Set((await Promise.all(given.map(foldersOf))).flat());
  return Promise.all([...folders].map(readRun));
}
