import type { Trainer } from 'lenet5';
import type { Parts, Source } from '../data.js';
import { integer } from '../output.js';
import type { Settings } from '../settings/resolve.js';
import { versions } from '../versions.js';

/** Everything that decides a run. */
export interface Setup {
  readonly settings: Settings;
  readonly trainer: Trainer;
  readonly source: Source;
  readonly parts: Parts;
  /** The weights it starts from; null where they are drawn. */
  readonly init: { readonly file: string; readonly weightsSha256: string } | null;
  readonly startedAt: Date;
}

/** config.json: with this, a run can be made again. */
export function configOf({ settings, trainer, source, parts, init, startedAt }: Setup): object {
  const { train, validation, test, offset } = parts;
  return {
    startedAt: startedAt.toISOString(),
    versions: versions(),
    backend: trainer.network.backend.name,
    seed: trainer.seed,
    architecture: settings.architecture,
    recipe: settings.recipe,
    changes: settings.changes,
    init,
    data: {
      identity: source.identity,
      origin: source.origin,
      train: { offset, count: train.count },
      validation: validation && { offset: source.train.count - validation.count, count: validation.count },
      test: { offset: 0, count: test.count },
    },
  };
}

/** The heading of pictures and report. */
export function titleOf({ settings, trainer }: Setup): string {
  const { architecture, recipe, changes } = settings;
  const changed = changes.length > 0 ? `, ${changes.join(' ')}` : '';
  return `LeNet-5, architecture ${architecture.name}, recipe ${recipe.name}${changed}, seed ${trainer.seed}`;
}

/** What a reader of the report wants to know first; `savedSha256` is that of the weights kept last, if any. */
export function factsOf(setup: Setup, savedSha256: string | null): [string, string][] {
  const { settings, trainer, source, parts, init, startedAt } = setup;
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
    ['Started', startedAt.toISOString()],
  ];
}
