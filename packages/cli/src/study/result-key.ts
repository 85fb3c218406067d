import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ARCHITECTURES, type Architecture, createNetwork, type Network, RECIPES, type Recipe } from 'lenet5';
import { type BackendName, defaultBackend } from 'lenet5/core';
import type { MnistFolder } from 'lenet5/node';
import { codeFingerprint } from 'lenet5/training';
import {
  digestOf,
  type Parts,
  type Reading,
  readSource,
  refuseIdleReading,
  type Selection,
  type Source,
  selectParts,
} from '../data.js';
import type { Training } from './rows.js';

/** Everything that decides the result of a run. Plain values: it is stored, hashed and sent to other machines. */
export interface Configuration {
  readonly architecture: Architecture;
  readonly recipe: Recipe;
  readonly seed: number;
  /** Training samples used, in places of the stored training set. */
  readonly train: { readonly offset: number; readonly count: number };
  /** Where not all test samples are used as they are stored, or the training samples are drawn. */
  readonly drawn?: Pick<Selection, 'testSize' | 'draw'>;
  readonly backend: BackendName;
  /** SHA-256 over pictures and labels of both parts. */
  readonly data: string;
  /** What this version of the code computes, by `codeFingerprint`. */
  readonly code: string;
}

/** A run of a study: what decides its result, and the key under which the result is kept. */
export interface Task {
  readonly key: string;
  readonly configuration: Configuration;
  /** For people: the row and the seed. */
  readonly label: string;
}

/** What the runs of a study have in common. */
export interface Surroundings {
  readonly backend: BackendName;
  readonly data: string;
  readonly code: string;
}

/** What runs made here have in common, and the data that they see. */
export async function surroundingsHere(
  given: Reading & {
    readonly data?: string | undefined;
    readonly backend?: BackendName | undefined;
  },
): Promise<{ source: Source; surroundings: Surroundings }> {
  refuseIdleReading(given.data, given);
  const source = await readSource(given.data, given);
  const backend = given.backend ?? defaultBackend();
  return { source, surroundings: { backend, data: digestOf(source), code: codeFingerprint(backend) } };
}

/** Changes with the meaning of what is stored: results of other formats are not found again. */
const FORMAT = 1;

/** The samples that a run sees. */
export function partsOf({ recipe, train, drawn = {} }: Configuration, data: MnistFolder): Parts {
  const { offset, count: size } = train;
  return selectParts(data, { size, offset, validation: recipe.validation, ...drawn });
}

/** What differs from a preset; names are for people and decide nothing. */
function departures(value: object, preset: object): Record<string, unknown> {
  const before = new Map(Object.entries(preset));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => name !== 'name' && JSON.stringify(each) !== JSON.stringify(before.get(name)))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/**
 * The name of a result. Architecture and recipe go in as their differences from the blog's, whose meaning is fixed: so a
 * switch that is added to this program later, and is off in these runs, does not rename their results.
 */
export function keyOf({ architecture, recipe, ...rest }: Configuration): string {
  const squash = departures(architecture.squash, ARCHITECTURES.blog.squash);
  const network = {
    ...departures({ ...architecture, squash: null }, { ...ARCHITECTURES.blog, squash: null }),
    squash,
  };
  const { seed, train, drawn, backend, data, code } = rest;
  const decisive = [
    FORMAT,
    network,
    departures(recipe, RECIPES.blog),
    seed,
    train.offset,
    train.count,
    backend,
    data,
    code,
    ...(drawn ? [drawn.draw ?? null, drawn.testSize ?? null] : []),
  ];
  return createHash('sha256').update(JSON.stringify(decisive)).digest('hex').slice(0, 32);
}

/**
 * What decides teacher `seed` of a training: everything that decides the training, but for its own teachers and what it is
 * tested on. It has no patience, for which somebody would have to read the samples kept aside.
 */
export function teacherOf({ recipe, drawn, ...rest }: Configuration, seed: number): Configuration {
  const { temperature } = RECIPES.blog;
  const samples = drawn?.draw === undefined ? {} : { drawn };
  return { ...rest, ...samples, recipe: { ...recipe, teachers: 0, temperature, patience: 0 }, seed };
}

/** Networks in the place of the teachers: a training with them takes as long, and is refused for the same reasons. */
export function untrainedTeachers({ architecture, recipe, backend }: Configuration): Network[] {
  return Array.from({ length: recipe.teachers }, () => createNetwork({ architecture, backend, capacity: 1 }));
}

/** Where a teacher is kept in a folder of such. */
export function teacherFile(folder: string, key: string): string {
  return join(folder, `${key}.safetensors`);
}

/** Puts the runs of a training together, one a seed. @throws CommandError (usage) where the data have too few samples */
export function tasksOf(
  { request, settings }: Training,
  seeds: readonly number[],
  label: string,
  data: MnistFolder,
  surroundings: Surroundings,
): Task[] {
  const { architecture, recipe } = settings;
  const { trainSize: size, trainOffset, testSize, draw } = request;
  const parts = selectParts(data, { size, offset: trainOffset, testSize, draw, validation: recipe.validation });
  const asStored = testSize === undefined && draw === undefined;
  const train = { offset: parts.offset, count: parts.train.count };
  return seeds.map((seed) => {
    const drawn = asStored ? {} : { drawn: { testSize, draw } };
    const configuration = { architecture, recipe, seed, train, ...drawn, ...surroundings };
    return { key: keyOf(configuration), configuration, label: `${label}, seed ${seed}` };
  });
}
