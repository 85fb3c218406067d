import { resolve } from 'node:path';
import {
  ARCHITECTURES,
  type Architecture,
  type ArchitectureName,
  createNetwork,
  type Network,
  RECIPES,
  type RecipeName,
  Trainer,
} from 'lenet5';
import { readPictureSource, readSource, selectParts, sha256Of } from '../data.js';
import { usageError } from '../errors.js';
import { integer, warn } from '../output.js';
import type { BackendName } from '../settings/presets.js';
import { resolveSettings, type Settings } from '../settings/resolve.js';
import { buildFingerprint, versions } from '../versions.js';
import type { Setup } from './config.js';
import { refuseRun } from './folder.js';
import { loadWeights, type Model, readModel, sameSwitches } from './model.js';

/** What a new run is made from. */
export interface NewRun {
  readonly architecture?: ArchitectureName;
  readonly recipe: RecipeName;
  readonly epochs?: number;
  readonly seed: number;
  readonly trainSize?: number;
  readonly trainOffset?: number;
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
export function presentCode(): { version: string; fingerprint: string } {
  return { version: versions().lenet5, fingerprint: buildFingerprint() };
}

/** Everything that can be wrong with a command is found here, before the run folder is made. */
export async function prepare(options: NewRun): Promise<Setup> {
  const model = options.init === undefined ? null : await readModel(options.init, options.architecture);
  const base = model?.architecture ?? ARCHITECTURES[options.architecture ?? 'paper'];
  const { epochs, set = [], seed } = options;
  const keepWeights = model !== null;
  const settings = resolveSettings({
    ...{ architecture: base, recipe: RECIPES[options.recipe] },
    ...{ set, epochs, keepWeights },
  });
  for (const warning of settings.warnings) warn(warning);
  const network = networkFor(settings, options.backend);
  if (model) startFrom(network, model, base);
  if (options.out !== undefined) await refuseRun(options.out);
  const { data, pictures } = options;
  const source = pictures === undefined ? await readSource(data) : await readPictureSource(pictures, data);
  const { trainSize: size, trainOffset: offset } = options;
  const parts = selectParts(source, { size, offset, validation: settings.recipe.validation });
  const trainer = new Trainer({ network, recipe: settings.recipe, seed, data: parts.train, keepWeights });
  const origin = {
    ...{ settings, seed, backend: network.backend.name, code: presentCode() },
    data: {
      folder: data === undefined ? null : resolve(data),
      pictures: pictures === undefined ? null : resolve(pictures),
      identity: source.identity,
      sha256: sha256Of(parts),
      size: size ?? null,
      offset: offset ?? null,
    },
    init: model && { file: model.path, weightsSha256: network.weightsSha256() },
    saveEvery: options.saveEvery ?? null,
    startedAt: new Date().toISOString(),
  };
  return { origin, trainer, source, parts };
}

/** Samples of one pass through the network while measuring. */
const MEASURING = 64;

/** The network that a run trains. @throws CommandError where it does not fit into memory */
export function networkFor({ architecture, recipe }: Settings, backend: BackendName | undefined): Network {
  const capacity = Math.max(MEASURING, recipe.batch);
  try {
    const curvature = recipe.optimiser === 'sdlm';
    return createNetwork({ architecture, capacity, curvature, ...(backend ? { backend } : {}) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usageError(`A batch of ${integer(recipe.batch)} does not fit into memory (${error.message}).`);
  }
}

function startFrom(network: Network, model: Model, told: Architecture): void {
  if (!sameSwitches(told, network.architecture)) {
    warn(`${model.path} was trained with other switches of the architecture than those asked for.`);
  }
  loadWeights(network, model);
}
