// The networks that teach another one: trained before it from seeds 1, 2 and so on, and kept in a folder.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  createNetwork,
  createTrainer,
  type Dataset,
  Lenet5Error,
  type Network,
  readSafetensors,
  type StateDict,
} from 'lenet5';
import { type EndedPass, type Progress, TrainingLoop, weightsOf } from 'lenet5/training';
import { because } from './errors.js';
import { modelBytes } from './model/write.js';
import type { PassLine } from './progress.js';
import { makeDeep, writeOfRun } from './run/files.js';
import { FolderLock } from './run/lock.js';
import { breath, breathing } from './run/pace.js';
import { type Configuration, keyOf, teacherFile, teacherOf } from './study/result-key.js';
import { phrase } from './texts/language.js';
import { ownFile } from './whole-file.js';

/** Where teachers are kept, and who hears of their training; teachers are counted from 1. */
export interface School {
  /** Made where it is needed; null: nothing is kept. */
  readonly folder: string | null;
  /** Aborted where it is to stop. */
  readonly signal?: AbortSignal;
  /** @param path of its file, once it is there */
  readonly began?: (teacher: number, path: string | null) => void;
  /** Once for each that another thread or process is training. */
  readonly waits?: (teacher: number) => void;
  readonly progress: (progress: Progress) => void;
  readonly passDone?: (record: PassLine) => void;
}

/** Bytes of the file of a network, with room to spare. */
const MOST_BYTES = 2 ** 30;
/** Between two looks at what another thread or process is training. */
const POLL_MS = 300;

/**
 * The teachers of a training: those that are kept already, and the others trained now. Threads and processes that look for
 * the same ones share the work.
 * @param data the samples that are trained on
 * @returns null where it was stopped before
 * @throws TrainingError where one collapses; CommandError where none can be kept
 */
export async function teachersFor(
  configuration: Configuration,
  data: Dataset,
  school: School,
): Promise<Network[] | null> {
  const { folder, signal, waits } = school;
  if (folder !== null) await makeDeep(folder).catch(because(unusable(folder)));
  const found: Network[] = [];
  const missing = new Set(Array.from({ length: configuration.recipe.teachers }, (_, i) => i + 1));
  const elsewhere = new Set<number>();
  while (missing.size > 0 && !signal?.aborted) {
    for (const teacher of missing) {
      const network = await findOrTrain(teacherOf(configuration, teacher), data, school);
      if (network) {
        found[teacher - 1] = network;
        missing.delete(teacher);
      } else if (!signal?.aborted && !elsewhere.has(teacher)) {
        elsewhere.add(teacher);
        waits?.(teacher);
      }
    }
    if (missing.size > 0) await wait(POLL_MS);
  }
  return missing.size > 0 ? null : found;
}

const unusable = (folder: string) =>
  phrase('The folder {{folder}}, where teachers are kept, cannot be used', { folder });

/** Null where somebody else is training it, or it is stopped. */
async function findOrTrain(configuration: Configuration, data: Dataset, school: School): Promise<Network | null> {
  const { folder, signal } = school;
  if (signal?.aborted) return null;
  const key = keyOf(configuration);
  if (folder === null) return trained({ configuration, key, path: null }, data, school);
  const path = teacherFile(folder, key);
  const kept = await read(path, key, configuration);
  if (kept) return kept;
  const claim = await FolderLock.claim(join(folder, `.${key}.lock`)).catch(because(unusable(folder)));
  if (!claim) return null;
  try {
    return (await read(path, key, configuration)) ?? (await trained({ configuration, key, path }, data, school));
  } finally {
    await claim.release();
  }
}

/** A network with these weights, for one picture at a time. */
function networkWith({ architecture, backend }: Configuration, weights: StateDict): Network {
  const network = createNetwork({ architecture, backend, capacity: 1 });
  network.loadStateDict(weights);
  return network;
}

/** Null where there is none, or what is there is not what was once written under that key: it is trained anew then. */
async function read(path: string, key: string, configuration: Configuration): Promise<Network | null> {
  const bytes = await ownFile(path, MOST_BYTES).catch(because(phrase('The teacher {{path}} cannot be read', { path })));
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    const { tensors, metadata } = readSafetensors(bytes, path);
    const network = networkWith(configuration, tensors as StateDict);
    return metadata.key === key && network.weightsSha256() === metadata.weightsSha256 ? network : null;
  } catch (error) {
    if (error instanceof Lenet5Error) return null;
    throw error;
  }
}

interface Teacher {
  readonly configuration: Configuration;
  readonly key: string;
  /** Null where it is not kept. */
  readonly path: string | null;
}

/** Null where it is stopped. */
async function trained({ configuration, key, path }: Teacher, data: Dataset, school: School): Promise<Network | null> {
  const { began, progress, passDone, signal } = school;
  const { architecture, recipe, seed, backend } = configuration;
  const trainer = createTrainer({ architecture, recipe, seed, data, backend });
  began?.(seed, path);
  let since = performance.now();
  for await (const event of new TrainingLoop({ trainer }).run({ enough: breathing(), ...(signal && { signal }) })) {
    if (event.kind === 'collapsed') throw event.error;
    if (event.kind === 'stopped') return null;
    if (event.kind === 'pass') {
      passDone?.(lineOf(event.ended, (performance.now() - since) / 1000));
      since = performance.now();
    }
    if (event.kind !== 'progress') continue;
    progress(event.progress);
    await breath();
  }
  const { network } = trainer;
  const weights = weightsOf(network);
  if (path !== null) {
    const about = { dataIdentity: data.identity, classNames: data.classNames ?? null, initDataIdentity: null };
    const notes = { recipe, seed, passes: trainer.pass, testErrorPercent: null, ...about, continued: [], key };
    await writeOfRun(path, modelBytes(weights, network.weightsSha256(), notes), '');
  }
  return networkWith(configuration, weights.state);
}

/** The pass of a teacher, which nobody measures. */
function lineOf({ pass, running, rate }: EndedPass, seconds: number): PassLine {
  return {
    pass,
    meanLoss: running.lossSum / running.samples,
    runningErrorPercent: (100 * running.errors) / running.samples,
    learningRate: rate,
    seconds,
    trainErrorPercent: null,
    validationErrorPercent: null,
    testErrorPercent: null,
  };
}
