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
import { type Progress, TrainingLoop, weightsOf } from 'lenet5/training';
import { modelBytes } from './model/write.js';
import { makeDeep, writeOfRun } from './run/files.js';
import { FolderLock } from './run/lock.js';
import { breath, breathing } from './run/pace.js';
import { type Configuration, keyOf, teacherFile, teacherOf, untrainedTeachers } from './study/result-key.js';
import { ownFile } from './whole-file.js';

/** Where teachers are kept, and who hears of their training. */
export interface School {
  /** Made where it is needed; null: nothing is kept. */
  readonly folder: string | null;
  /** @param teacher from 1; `path` of its file, once it is there */
  readonly began?: (teacher: number, path: string | null) => void;
  readonly progress: (progress: Progress, teacher: number) => void;
}

/** Bytes of the file of a network, with room to spare. */
const MOST_BYTES = 2 ** 30;
/** Between two looks at what another thread or process is training. */
const POLL_MS = 300;

/**
 * The teachers of a training: those that are kept already, and the others trained now. Threads and processes that look for
 * the same ones share the work.
 * @param data the samples that are trained on
 * @throws SettingError where they cannot teach it; TrainingError where one collapses; CommandError where none can be kept
 */
export async function teachersFor(configuration: Configuration, data: Dataset, school: School): Promise<Network[]> {
  const { architecture, recipe, seed, backend } = configuration;
  const { folder } = school;
  // What cannot be taught is refused now, and not after an hour.
  createTrainer({ architecture, recipe, seed, backend, data, teachers: untrainedTeachers(configuration) });
  if (folder !== null) await makeDeep(folder);
  const found: Network[] = [];
  const missing = new Set(Array.from({ length: recipe.teachers }, (_, i) => i + 1));
  while (missing.size > 0) {
    for (const teacher of missing) {
      const network = await findOrTrain(teacherOf(configuration, teacher), data, school);
      if (!network) continue;
      found[teacher - 1] = network;
      missing.delete(teacher);
    }
    if (missing.size > 0) await wait(POLL_MS);
  }
  return found;
}

/** Null where somebody else is training it. */
async function findOrTrain(configuration: Configuration, data: Dataset, school: School): Promise<Network | null> {
  const { folder } = school;
  if (folder === null) return trained(configuration, data, school, null);
  const key = keyOf(configuration);
  const path = teacherFile(folder, key);
  const kept = await read(path, configuration);
  if (kept) return kept;
  const claim = await FolderLock.claim(join(folder, `.${key}.lock`));
  if (!claim) return null;
  try {
    return (await read(path, configuration)) ?? (await trained(configuration, data, school, path));
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

/** Null where there is none, or what is there is not what was once written: it is trained anew then. */
async function read(path: string, configuration: Configuration): Promise<Network | null> {
  const bytes = await ownFile(path, MOST_BYTES);
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    const { tensors, metadata } = readSafetensors(bytes, path);
    const network = networkWith(configuration, tensors);
    return network.weightsSha256() === metadata.weightsSha256 ? network : null;
  } catch (error) {
    if (error instanceof Lenet5Error) return null;
    throw error;
  }
}

async function trained(
  configuration: Configuration,
  data: Dataset,
  { began, progress }: School,
  path: string | null,
): Promise<Network> {
  const { architecture, recipe, seed, backend } = configuration;
  const trainer = createTrainer({ architecture, recipe, seed, data, backend });
  began?.(seed, path);
  for await (const event of new TrainingLoop({ trainer }).run({ enough: breathing() })) {
    if (event.kind === 'collapsed') throw event.error;
    if (event.kind !== 'progress') continue;
    progress(event.progress, seed);
    await breath();
  }
  const { network } = trainer;
  const weights = weightsOf(network);
  if (path !== null) {
    const about = { dataIdentity: data.identity, classNames: data.classNames ?? null };
    const notes = { recipe, seed, passes: trainer.pass, testErrorPercent: null, ...about };
    const bytes = modelBytes(weights, network.weightsSha256(), { ...notes, initDataIdentity: null, continued: [] });
    await writeOfRun(path, bytes, '');
  }
  return networkWith(configuration, weights.state);
}
