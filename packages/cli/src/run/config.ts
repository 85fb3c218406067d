import { isDeepStrictEqual } from 'node:util';
import { versions } from '../versions.js';
import type { Setup } from './setup.js';

/** config.json: with this, a run can be made again. */
export function configOf({ origin, trainer, source, parts }: Setup): object {
  const { settings, init, continued, startedAt } = origin;
  const { train, validation, test, offset } = parts;
  const { draw, turn } = origin.data;
  return {
    startedAt,
    versions: versions(),
    backend: trainer.network.backend.name,
    seed: trainer.seed,
    architecture: settings.architecture,
    recipe: settings.recipe,
    changes: settings.changes,
    init,
    ...(continued && { continued }),
    data: {
      identity: source.identity,
      sha256: origin.data.sha256,
      origin: source.origin,
      train: { offset, count: train.count },
      validation: validation && { offset: source.train.count - validation.count, count: validation.count },
      test: { offset: 0, count: test.count },
      ...(draw !== undefined && { draw }),
      ...(turn !== undefined && { turn }),
    },
  };
}

/** Whether the text of a config.json tells of the same run, begun with whatever versions and with the data wherever they were. */
export function tellsTheSame(text: string, config: object): boolean {
  const told = (json: string): unknown =>
    JSON.parse(json, (name, value) => (name === 'versions' || name === 'origin' ? undefined : value));
  try {
    return isDeepStrictEqual(told(text), told(JSON.stringify(config)));
  } catch {
    return false;
  }
}
