// Options of `lenet5 train` that do nothing beside the others: refused, or said.
import type { Recipe } from 'lenet5';
import type { Settings } from 'lenet5/core';
import { idleBecause, switchNamed } from 'lenet5/training';
import { usageError } from '../errors.js';
import { joined, phrase } from '../texts/language.js';

/** @throws CommandError (usage) for an option that keeps nothing */
export function refuseIdle(saveEvery: number | undefined, { passes }: Recipe): void {
  if (saveEvery === undefined || saveEvery <= passes) return;
  throw usageError(
    phrase(
      '--save-every {{every}} keeps no pass of a run of {{passes}}: give a number up to that, or leave it out (last.safetensors is kept in any case).',
      { every: saveEvery, passes },
    ),
  );
}

/** Whether a run with given weights draws nothing at random: its samples come as stored (or as --draw has them), and as they are. */
export function drawsNothing(settings: Settings): boolean {
  const { order, distortion, passes, plainPasses, curvatureDraw } = settings.recipe;
  const estimates = idleBecause(switchNamed('curvatureDraw'), settings) === null && curvatureDraw === 'random';
  const distorts = distortion !== 'none' && plainPasses < passes;
  return order === 'stored' && !distorts && !estimates;
}

/** Options that change nothing in what a run has done already; all others were given when it began. */
const FREE = new Set([
  '--resume',
  '--epochs',
  '--data',
  '--pictures',
  '--no-worker',
  '--snapshot-every',
  '--verbose',
  '--json',
]);

/** @throws CommandError (usage) for options that belong to the beginning of a run */
export function refuseWithResume(given: readonly string[]): void {
  const other = given.filter((name) => !FREE.has(name));
  if (other.length === 0) return;
  throw usageError(
    phrase(
      '--resume goes on exactly as the run began, so it does not go with {{options}}: leave that out, or start a new run.',
      { options: joined(other) },
    ),
  );
}
