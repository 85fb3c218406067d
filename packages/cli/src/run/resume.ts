import { Lenet5Error, Trainer } from 'lenet5';
import { readPictureSource, readSource, selectParts, sha256Of } from '../data.js';
import { CommandError, usageError } from '../errors.js';
import type { Setup } from './config.js';
import type { RunFolder } from './folder.js';
import { type NewRun, networkFor, presentCode } from './prepare.js';
import { type Origin, readSnapshot, type Snapshot } from './snapshot.js';

/** Options that change nothing in the result; all others were given when the run began. */
const FREE = new Set(['--resume', '--data', '--pictures', '--no-worker', '--snapshot-every', '--verbose', '--json']);

/** @throws CommandError (usage) for options that belong to the beginning of a run */
export function refuseWithResume(given: readonly string[]): void {
  const other = given.filter((name) => !FREE.has(name));
  if (other.length === 0) return;
  throw usageError(
    `--resume goes on exactly as the run began, so it does not go with ${other.join(' and ')}: leave that out, or ` +
      'start a new run.',
  );
}

/** Where an earlier run stands, ready to go on. */
export interface Resumed {
  readonly setup: Setup;
  readonly snapshot: Snapshot;
}

/**
 * Reads the snapshot of a run and puts everything back in its place.
 * @param now where data and pictures are; where they were when the run began, unless given
 * @throws CommandError where code or data are not those of the run, so that it could not end as it would have
 */
export async function resume(folder: RunFolder, now: Pick<NewRun, 'data' | 'pictures'>): Promise<Resumed> {
  const { path, bytes } = await folder.readSnapshot();
  const snapshot = readSnapshot(bytes, path);
  const { origin, trainer: state } = snapshot;
  checkCode(origin, folder.path);
  const { settings, seed, backend, data } = origin;
  const [dataFolder, pictures] = [now.data ?? data.folder ?? undefined, now.pictures ?? data.pictures ?? undefined];
  const source = pictures === undefined ? await readSource(dataFolder) : await readPictureSource(pictures, dataFolder);
  const parts = partsOf(source, origin, folder.path);
  const network = networkFor(settings, backend);
  const trainer = new Trainer({ network, recipe: settings.recipe, seed, data: parts.train, keepWeights: true });
  trainer.restore(state);
  return { setup: { origin, trainer, source, parts }, snapshot };
}

function checkCode({ code }: Origin, run: string): void {
  const here = presentCode();
  if (code.fingerprint === here.fingerprint) return;
  const name = ({ version, fingerprint }: Origin['code']) => `lenet5 ${version} (code ${fingerprint})`;
  throw new CommandError(
    `The run in ${run} began with ${name(code)}, and this is ${name(here)}, which could end elsewhere: go on with the ` +
      'former, or start a new run from its weights with --init.',
  );
}

/** The samples of the run, out of the data as they are now. */
function partsOf(source: Awaited<ReturnType<typeof readSource>>, { data, settings }: Origin, run: string) {
  const selection = {
    size: data.size ?? undefined,
    offset: data.offset ?? undefined,
    validation: settings.recipe.validation,
  };
  const from = data.pictures ?? data.folder;
  const other = (found: string) =>
    new CommandError(
      `The run in ${run} is trained on ${data.identity}${from ? ` from ${from}` : ''}, and ${source.origin} holds ` +
        `${found}: name the folder with the former by ${data.pictures ? '--pictures' : '--data'}.`,
    );
  try {
    const parts = selectParts(source, selection);
    if (source.identity === data.identity && sha256Of(parts) === data.sha256) return parts;
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof Lenet5Error)) throw error;
  }
  throw other(source.identity === data.identity ? 'other digits' : source.identity);
}
