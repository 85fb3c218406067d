// A run before its first step: a new one, or an earlier one taken up again.
import { join, resolve } from 'node:path';
import {
  ARCHITECTURES,
  type Architecture,
  type ArchitectureName,
  RECIPES,
  type RecipeName,
  type Trainer,
} from 'lenet5';
import { type BackendName, defaultBackend } from 'lenet5/core';
import { adoptSettings, beginsLike, codeFingerprint } from 'lenet5/training';
import { refuseOtherClasses, settingsFor } from '../classes.js';
import {
  digestOf,
  type Parts,
  type Reading,
  readPictureSource,
  readSource,
  refuseIdleReading,
  type Source,
  selectParts,
} from '../data.js';
import { CommandError, usageError } from '../errors.js';
import { loadWeights, readModel, sameSwitches } from '../model/model.js';
import { trainedOn } from '../model/trained-on.js';
import type { Continued } from '../model/write.js';
import { warn } from '../output.js';
import { type ResolvedSettings, recipeOf, resolveSettings } from '../settings.js';
import type { Configuration } from '../study/result-key.js';
import { phrase, t, type Value } from '../texts/language.js';
import { versions } from '../versions.js';
import { type RunFolder, refuseRun } from './folder.js';
import { drawsNothing, refuseIdle } from './idle.js';
import { readSnapshot, type Snapshot } from './snapshot.js';
import { taughtTrainer, untaughtTrainer } from './taught.js';

/** What decided a run when it began. */
export interface Origin {
  readonly settings: ResolvedSettings;
  readonly seed: number;
  readonly backend: BackendName;
  /** The code that the future depends on: its version for people, its fingerprint for certainty. */
  readonly code: { readonly version: string; readonly fingerprint: string };
  readonly data: {
    /** Absolute; null for the packaged MNIST. */
    readonly folder: string | null;
    /** Absolute; null for a training set from `folder`. */
    readonly pictures: string | null;
    readonly identity: string;
    /** Of every pixel and label. */
    readonly sha256: string;
    readonly size: number | null;
    readonly offset: number | null;
    /** Test samples, and the seed by which all samples are drawn; both absent in runs of older versions. */
    readonly testSize?: number;
    readonly draw?: number;
    /** False where transposed characters were left as they lie in the files; absent otherwise. */
    readonly turn?: boolean;
  };
  readonly init: {
    readonly file: string;
    readonly weightsSha256: string;
    /** Null where its file does not tell. */
    readonly trainedOn: string | null;
    /** The preset that was asked for, where it was: the file may not tell. */
    readonly asked?: ArchitectureName;
  } | null;
  readonly saveEvery: number | null;
  /** Where it was finished and went on, with more passes than it had been given: none for most runs. */
  readonly continued?: readonly Continued[];
  /** ISO 8601. */
  readonly startedAt: string;
}

/** The weights in last.safetensors, and how far they had been trained. */
export interface Saved {
  readonly sha256: string;
  readonly pass: number;
  /** Samples of the pass after that. */
  readonly position: number;
}

/** What a run's snapshot holds besides the state of the training. */
interface RunNotes {
  readonly origin: Origin;
  readonly saved: Saved | null;
}

/** A run that is ready to begin, or to go on. */
export interface Setup {
  readonly origin: Origin;
  readonly trainer: Trainer;
  readonly source: Source;
  readonly parts: Parts;
  /** Where an earlier process left it. */
  readonly before: Snapshot<RunNotes> | null;
}

/** What a new run is made from. */
export interface NewRun extends Reading {
  readonly architecture?: ArchitectureName;
  /** That of the architecture, unless given. */
  readonly recipe?: RecipeName;
  readonly epochs?: number;
  readonly seed: number;
  readonly trainSize?: number;
  readonly trainOffset?: number;
  readonly testSize?: number;
  readonly draw?: number;
  readonly init?: string;
  readonly out?: string;
  readonly data?: string;
  /** Folder with sub-folders 0 to 9 of pictures to train on. */
  readonly pictures?: string;
  readonly backend?: BackendName;
  readonly set?: readonly string[];
  readonly saveEvery?: number;
}

/** The code that a run and its continuation must share. */
function presentCode(backend: BackendName): Origin['code'] {
  return { version: versions().lenet5, fingerprint: codeFingerprint(backend) };
}

function readData(data: string | undefined, pictures: string | undefined, reading: Reading): Promise<Source> {
  return pictures === undefined ? readSource(data, reading) : readPictureSource(pictures, data, reading);
}

/**
 * Everything that can be wrong with a command is found here, before the run folder is made.
 * @param given the options that were named, as they are written
 */
export async function newRun(options: NewRun, given: readonly string[] = []): Promise<Setup> {
  const { init, epochs, set = [], seed, out, data, pictures, trainSize: size, trainOffset: offset } = options;
  const { testSize, draw, turn = true } = options;
  refuseIdleReading(data, { turn });
  const model = init === undefined ? null : await readModel(init, { architecture: options.architecture });
  const base: Architecture = model?.architecture ?? ARCHITECTURES[options.architecture ?? 'paper'];
  const recipe = RECIPES[options.recipe ?? recipeOf(base)];
  const asked = resolveSettings({ architecture: base, recipe, set, epochs, keepWeights: model !== null });
  refuseIdle(options.saveEvery, asked.recipe);
  if (model && asked.recipe.teachers > 0) {
    throw usageError(
      phrase('--init goes with no teachers, which begin with weights that are drawn: leave one of the two out.'),
    );
  }
  if (out !== undefined) await refuseRun(out);
  const source = await readData(data, pictures, { turn });
  if (model) refuseOtherClasses(phrase('The network in {{path}}', { path: model.path }), base.classes, source);
  const settings = settingsFor(asked, source);
  const parts = selectParts(source, { size, offset, testSize, draw, validation: settings.recipe.validation });
  const backend = options.backend ?? defaultBackend();
  const code = presentCode(backend);
  const samples: Origin['data'] = {
    folder: data === undefined ? null : resolve(data),
    pictures: pictures === undefined ? null : resolve(pictures),
    identity: source.identity,
    sha256: digestOf(source),
    size: size ?? null,
    offset: offset ?? null,
    ...(testSize !== undefined && { testSize }),
    ...(draw !== undefined && { draw }),
    ...(!turn && { turn }),
  };
  const configuration = configurationOf({ settings, seed, backend, code, data: samples }, parts);
  const untaught = untaughtTrainer(configuration, parts.train);
  for (const warning of asked.warnings) warn(warning);
  const trainer = await taughtTrainer(untaught, configuration, out === undefined ? 'runs' : join(out, '..'));
  if (model && given.includes('--seed') && drawsNothing(settings)) {
    warn(
      t(
        '--seed changes nothing here: the weights come from a file, the samples in their stored order and undistorted.',
      ),
    );
  }
  if (model) {
    if (model.told !== 'nothing' && !sameSwitches(base, settings.architecture)) {
      warn(
        t('{{path}} was trained with other switches of the architecture than those asked for.', { path: model.path }),
      );
    }
    loadWeights(trainer.network, model);
  }
  const origin: Origin = {
    settings,
    seed,
    backend,
    code,
    data: samples,
    init: model && {
      file: model.path,
      weightsSha256: trainer.network.weightsSha256(),
      trainedOn: trainedOn(model.metadata),
      ...(options.architecture ? { asked: options.architecture } : {}),
    },
    saveEvery: options.saveEvery ?? null,
    startedAt: new Date().toISOString(),
  };
  return { origin, trainer, source, parts, before: null };
}

/**
 * Reads the snapshot of a run and puts everything back in its place.
 * @param now where data and pictures are; where they were when the run began, unless given
 * @throws CommandError where code or data are not those of the run, so that it could not end as it would have
 */
export async function earlierRun(folder: RunFolder, now: Pick<NewRun, 'data' | 'pictures' | 'epochs'>): Promise<Setup> {
  const { path, bytes } = await folder.readSnapshot();
  const before = readSnapshot<RunNotes>(bytes, path);
  checkCode(before.notes.origin, folder.path);
  const told = withPasses(before, now.epochs, folder.path);
  // A version that computes the same bits may have had fewer switches.
  const origin = { ...told, settings: { ...told.settings, ...adoptSettings(told.settings) } };
  const { data } = origin;
  const source = await readData(now.data ?? data.folder ?? undefined, now.pictures ?? data.pictures ?? undefined, data);
  const parts = partsOf(source, origin, folder.path);
  // The loop of the run puts it where the state says.
  const configuration = configurationOf(origin, parts);
  const untaught = untaughtTrainer(configuration, parts.train);
  // Where no step is left, there is nothing to teach.
  const done = before.state.trainer.pass >= origin.settings.recipe.passes;
  const trainer = done ? untaught : await taughtTrainer(untaught, configuration, join(folder.path, '..'));
  return { origin, trainer, source, parts, before };
}

type Decided = Pick<Origin, 'settings' | 'seed' | 'backend' | 'code' | 'data'>;

/** What decides the weights of a run. */
function configurationOf({ settings, seed, backend, code, data }: Decided, { train, offset }: Parts): Configuration {
  const { architecture, recipe } = settings;
  const { testSize, draw, sha256 } = data;
  const samples = { train: { offset, count: train.count }, ...(draw !== undefined && { drawn: { testSize, draw } }) };
  return { architecture, recipe, seed, ...samples, backend, data: sha256, code: code.fingerprint };
}

/** What decides the run from here on: it goes on as it began, or was finished and gets more passes. */
function withPasses({ notes: { origin }, state }: Snapshot<RunNotes>, passes: number | undefined, run: string): Origin {
  const { settings, continued = [] } = origin;
  const { recipe, changes } = settings;
  if (passes === undefined || passes === recipe.passes) return origin;
  const { pass, running } = state.trainer;
  if (recipe.patience > 0) {
    throw usageError(
      phrase(
        'The run in {{run}} has patience {{patience}} and ends with its best weights, not with those to go on from: leave --epochs out, or start a new run from its weights with --init.',
        { run, patience: recipe.patience },
      ),
    );
  }
  if (pass < recipe.passes) {
    throw usageError(
      phrase(
        'The run in {{run}} has done {{pass}} of its {{passes}} passes: go on to its end first, without --epochs.',
        { run, pass, passes: recipe.passes },
      ),
    );
  }
  if (passes < pass) {
    throw usageError(
      phrase('The run in {{run}} has done {{pass}} passes: --epochs takes a number above that, passes in all.', {
        run,
        pass,
      }),
    );
  }
  const exact = beginsLike(recipe, passes, running.samples);
  return {
    ...origin,
    settings: {
      ...settings,
      recipe: { ...recipe, passes },
      changes: changes.filter((change) => !change.startsWith('passes=')),
    },
    continued: [...continued, { afterPass: pass, exact }],
  };
}

function checkCode({ code, backend }: Origin, run: string): void {
  const here = presentCode(backend);
  if (code.fingerprint === here.fingerprint) return;
  const name = ({ version, fingerprint }: Origin['code']) =>
    phrase('lenet5 {{version}} (code {{fingerprint}})', { version, fingerprint });
  throw new CommandError(
    phrase(
      'The run in {{run}} began with {{former}}, and this is {{here}}, which could end elsewhere: go on with the former, or start a new run from its weights with --init.',
      { run, former: name(code), here: name(here) },
    ),
  );
}

/** The samples of the run, out of the data as they are now. */
function partsOf(source: Source, { data, settings }: Origin, run: string): Parts {
  const from = data.pictures ?? data.folder;
  const { identity } = data;
  const other = (found: Value) =>
    new CommandError(
      phrase(
        'The run in {{run}} is trained on {{former}}, and {{origin}} holds {{found}}: name the folder with the former by {{option}}.',
        {
          run,
          former: from ? phrase('{{identity}} from {{from}}', { identity, from }) : identity,
          origin: source.origin,
          found,
          option: data.pictures ? '--pictures' : '--data',
        },
      ),
    );
  if (source.identity !== identity) throw other(source.identity);
  if (digestOf(source) !== data.sha256) throw other(phrase('other digits'));
  const { validation } = settings.recipe;
  const { size, offset, testSize, draw } = data;
  return selectParts(source, { size: size ?? undefined, offset: offset ?? undefined, testSize, draw, validation });
}
