import { integer } from '../output.js';
import { versions } from '../versions.js';
import type { Setup } from './setup.js';

/** config.json: with this, a run can be made again. */
export function configOf({ origin, trainer, source, parts }: Setup): object {
  const { settings, init, startedAt } = origin;
  const { train, validation, test, offset } = parts;
  return {
    startedAt,
    versions: versions(),
    backend: trainer.network.backend.name,
    seed: trainer.seed,
    architecture: settings.architecture,
    recipe: settings.recipe,
    changes: settings.changes,
    init,
    data: {
      identity: source.identity,
      sha256: origin.data.sha256,
      origin: source.origin,
      train: { offset, count: train.count },
      validation: validation && { offset: source.train.count - validation.count, count: validation.count },
      test: { offset: 0, count: test.count },
    },
  };
}

/** The heading of pictures and report. */
export function titleOf({ origin, trainer }: Setup): string {
  const { architecture, recipe, changes } = origin.settings;
  const changed = changes.length > 0 ? `, ${changes.join(' ')}` : '';
  return `LeNet-5, architecture ${architecture.name}, recipe ${recipe.name}${changed}, seed ${trainer.seed}`;
}

/** What a reader of the report wants to know first; `savedSha256` is that of the weights kept last, if any. */
export function factsOf(setup: Setup, savedSha256: string | null): [string, string][] {
  const { origin, trainer, source, parts } = setup;
  const { settings, init, startedAt } = origin;
  const { train, validation, test, offset } = parts;
  const used = versions();
  return [
    ['Architecture', settings.architecture.name],
    ['Recipe', settings.recipe.name],
    ['Changed', settings.changes.join(' ') || 'nothing'],
    ['Seed', String(trainer.seed)],
    ['Start', init ? `${init.file} (${init.weightsSha256})` : 'random weights'],
    ['Data', `${source.identity} (${source.origin})`],
    ['Training samples', `${integer(train.count)} from number ${integer(offset)} on`],
    ['Validation samples', validation ? integer(validation.count) : 'none'],
    ['Test samples', integer(test.count)],
    ['Passes', `${trainer.pass} of ${settings.recipe.passes}`],
    ['Weights, SHA-256', savedSha256 ?? 'none kept'],
    ['Backend', trainer.network.backend.name],
    [
      'Versions',
      Object.entries(used)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['Started', startedAt],
  ];
}
