import {
  ARCHITECTURES,
  type Architecture,
  type ArchitectureName,
  checkArchitecture,
  checkRecipe,
  createNetwork,
  Lenet5Error,
  type Network,
  RECIPES,
  type Recipe,
  type StateDict,
  writeSafetensors,
} from 'lenet5';
import { CommandError } from '../errors.js';
import { warn } from '../output.js';
import { type BackendName, isArchitectureName } from '../settings/presets.js';
import { readWeightsFile, SHIPPED_WEIGHTS, shippedWeights, type WeightsFile } from './weights-file.js';

/** What a model file says about how its weights came about; everything beyond the weights themselves. */
export interface ModelNotes {
  readonly recipe: Recipe;
  readonly seed: number;
  /** Passes completed. */
  readonly epochs: number;
  readonly testErrorPercent: number | null;
  readonly dataIdentity: string;
}

/** The weights of a network at one moment: training may go on while they are measured and written. */
export interface Weights {
  readonly architecture: Architecture;
  readonly state: ReturnType<Network['stateDict']>;
  readonly sha256: string;
}

export function weightsOf(network: Network): Weights {
  return { architecture: network.architecture, state: network.stateDict(), sha256: network.weightsSha256() };
}

/** The bytes of a model file: the weights by their names in the blog's state dict, and the notes as metadata. */
export function modelBytes({ architecture, state, sha256 }: Weights, notes: ModelNotes): Uint8Array {
  const { testErrorPercent } = notes;
  return writeSafetensors(state, {
    format: 'lenet5',
    architecture: JSON.stringify(architecture),
    recipe: JSON.stringify(notes.recipe),
    seed: String(notes.seed),
    epochs: String(notes.epochs),
    ...(testErrorPercent === null ? {} : { testErrorPercent: String(testErrorPercent) }),
    dataIdentity: notes.dataIdentity,
    licence: 'MIT',
    weightsSha256: sha256,
  });
}

/** A model file, read and understood as far as that goes without a network. */
export interface Model {
  readonly path: string;
  /** For people: what kind of file it is. */
  readonly format: string;
  readonly weights: StateDict;
  readonly metadata: Readonly<Record<string, string>>;
  readonly architecture: Architecture;
  /** What the file says of its architecture: that which was taken, another one that was overruled, or nothing. */
  readonly told: 'taken' | 'overruled' | 'nothing';
  /** What it was trained with; null where the file does not tell. */
  readonly criterion: Pick<Recipe, 'criterion' | 'j'> | null;
}

/**
 * Reads a .safetensors or .pth file, or the shipped weights where none is named, or they are by `SHIPPED_WEIGHTS`. Its
 * own word about the architecture counts, unless another one is asked for; without either it is taken for the blog's
 * where the names are those of the blog's class, else for the paper's, with a warning.
 * @throws CommandError or Lenet5Error for a file that is no model
 */
export async function readModel(given: string | undefined, asked?: ArchitectureName): Promise<Model> {
  const path = given ?? SHIPPED_WEIGHTS;
  const file = path === SHIPPED_WEIGHTS ? shippedWeights() : await readWeightsFile(path);
  const { weights, metadata, format } = file;
  const told = architectureIn(metadata, path);
  const criterion = criterionIn(metadata, path);
  const architecture = chosen(path, file, told, asked);
  return { path, format, weights, metadata, architecture, told: verdictOn(told, architecture), criterion };
}

function verdictOn(told: Architecture | null, taken: Architecture): Model['told'] {
  if (told === null) return 'nothing';
  return told === taken ? 'taken' : 'overruled';
}

function chosen(
  path: string,
  file: WeightsFile,
  told: Architecture | null,
  asked: ArchitectureName | undefined,
): Architecture {
  if (asked !== undefined) {
    const preset = ARCHITECTURES[asked];
    if (!told) return fitted(preset, file);
    if (sameSwitches(told, preset)) return told;
    warn(`${path} was trained with other switches of the architecture than those of ${asked}.`);
    return preset;
  }
  if (told) return told;
  const supposed = fitted(ARCHITECTURES[file.blogClass ? 'blog' : 'paper'], file);
  warn(`${path} does not tell its architecture, so it is taken for ${supposed.name}: choose with --architecture.`);
  return supposed;
}

/** A preset with those switches that show in the shapes of the weights. */
function fitted(preset: Architecture, { c3, output }: WeightsFile): Architecture {
  const linear = (preset.output === 'linear') === (output === 'linear');
  if (preset.c3 === c3 && linear) return preset;
  return { ...preset, name: 'custom', c3, output: linear ? preset.output : output };
}

/** Whether two architectures compute the same. */
export function sameSwitches(a: Architecture, b: Architecture): boolean {
  const plain = ({ squash, pooling, c3, padding, output }: Architecture) =>
    JSON.stringify([
      Object.keys(ARCHITECTURES.paper.squash).map((layer) => squash[layer as 'C1']),
      pooling,
      c3,
      padding,
      output,
    ]);
  return plain(a) === plain(b);
}

/** A JSON object out of the metadata; null where there is none. */
function objectIn(metadata: Model['metadata'], key: string, path: string): Record<string, unknown> | null {
  const text = metadata[key];
  if (text === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${path} has damaged metadata: its ${key} is no JSON.`, undefined, { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new CommandError(`${path} has damaged metadata: its ${key} is no JSON object.`);
}

/** Runs a check of the library and says which file it was about. */
function checked<T>(path: string, what: string, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (cause instanceof Lenet5Error || cause instanceof TypeError) {
      const reason = cause instanceof Lenet5Error ? cause.message : 'a switch is missing.';
      throw new CommandError(`${path} does not fit as ${what}: ${reason}`, undefined, { cause });
    }
    throw cause;
  }
}

/** Only known switches are taken over, and only known names: a name becomes part of paths and titles. */
export function architectureIn(metadata: Model['metadata'], path: string): Architecture | null {
  const found = objectIn(metadata, 'architecture', path);
  if (!found) return null;
  const { name, squash, pooling, c3, padding, output } = found as unknown as Architecture;
  const known = typeof name === 'string' && isArchitectureName(name) ? name : 'custom';
  return checked(path, 'a network', () => {
    const { C1, S2, C3, S4, C5, F6 } = squash;
    return checkArchitecture({ name: known, squash: { C1, S2, C3, S4, C5, F6 }, pooling, c3, padding, output });
  });
}

/** Nothing else of the recipe matters for a trained network, so those of other versions will do as well. */
function criterionIn(metadata: Model['metadata'], path: string): Model['criterion'] {
  const found = objectIn(metadata, 'recipe', path);
  if (!found) return null;
  const { criterion, j } = found as unknown as Recipe;
  try {
    return checked(path, 'a recipe', () => checkRecipe({ ...RECIPES.fast, criterion, j }));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    warn(error.message);
    return null;
  }
}

/** Makes the network of a model, with its weights in place. @throws CommandError where they do not fit */
export function networkOf(
  model: Model,
  options: { backend?: BackendName | undefined; capacity?: number } = {},
): Network {
  const { backend, ...rest } = options;
  const network = createNetwork({ architecture: model.architecture, ...rest, ...(backend ? { backend } : {}) });
  loadWeights(network, model);
  return network;
}

/** Puts a model's weights into a network. @throws CommandError where they do not fit */
export function loadWeights(network: Network, { path, weights, metadata }: Model): void {
  checked(path, `weights of the architecture ${network.architecture.name}`, () => network.loadStateDict(weights));
  const told = metadata.weightsSha256;
  if (told !== undefined && told !== network.weightsSha256()) {
    warn(`${path} holds other weights than its own checksum says: they were converted, changed or damaged.`);
  }
}
