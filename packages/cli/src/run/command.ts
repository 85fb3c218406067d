import { isAbsolute, relative } from 'node:path';
import { RECIPES } from 'lenet5';
import { defaultBackend } from 'lenet5/core';
import { ARCHITECTURE_NAME, isRecipeName, PLAIN_WORD, recipeOf } from '../settings.js';
import type { Origin } from './setup.js';

/** As a POSIX shell takes it. */
export function quoted(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** From where the command runs, or absolute where that is somewhere else. */
export function pathFor(path: string): string {
  const near = relative('', path);
  return near === '' ? '.' : near.startsWith('..') || isAbsolute(near) ? path : near;
}

/** `--epochs N`, where neither the recipe nor `--set` says so. */
function passesAsked({ settings: { recipe, changes } }: Origin): number | null {
  const preset = isRecipeName(recipe.name) ? RECIPES[recipe.name].passes : null;
  return recipe.passes === preset || changes.some((change) => change.startsWith('passes=')) ? null : recipe.passes;
}

/**
 * The command that makes the run again, wherever it was interrupted: options as they were when it began, defaults left
 * out. One that was finished and got more passes is made again in as many steps, unless one comes by the same weights.
 * @param folder of the run
 */
export function commandOf(origin: Origin, folder: string): string {
  const { settings, continued = [] } = origin;
  const at = continued.findIndex(({ exact }) => !exact);
  if (at < 0) return beginning(origin);
  const [first = 0, ...later] = continued.slice(at).map(({ afterPass }) => afterPass);
  const begun = { ...origin, settings: { ...settings, recipe: { ...settings.recipe, passes: first } } };
  const out = quoted(pathFor(folder));
  const steps = [...later, settings.recipe.passes].map((passes) => `lenet5 train --resume ${out} --epochs ${passes}`);
  return [`${beginning(begun)} --out ${out}`, ...steps].join(' && ');
}

function beginning(origin: Origin): string {
  const { settings, seed, backend, data, init, saveEvery } = origin;
  const { architecture, recipe, changes } = settings;
  const option = (name: string, value: string | number | null, standard?: string | number) =>
    value === null || value === standard ? [] : [name, String(value)];
  const words = [
    ...(init
      ? option('--architecture', init.asked ?? null)
      : option('--architecture', architecture.name, ARCHITECTURE_NAME)),
    ...option('--init', init && pathFor(init.file)),
    ...option('--recipe', recipe.name, recipeOf(architecture)),
    ...option('--epochs', passesAsked(origin)),
    ...option('--seed', seed, 1),
    ...option('--data', data.folder && pathFor(data.folder)),
    ...(data.turn === false ? ['--no-turn'] : []),
    ...option('--pictures', data.pictures && pathFor(data.pictures)),
    ...option('--train-size', data.size),
    ...option('--train-offset', data.offset),
    ...option('--test-size', data.testSize ?? null),
    ...option('--draw', data.draw ?? null),
    ...option('--backend', backend, defaultBackend()),
    ...option('--save-every', saveEvery),
    ...(changes.length > 0 ? ['--set', ...changes] : []),
  ];
  return ['lenet5 train', ...words.map(quoted)].join(' ');
}
