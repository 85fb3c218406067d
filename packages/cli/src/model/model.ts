import {
  ARCHITECTURES,
  type Architecture,
  type ArchitectureName,
  architectureOf,
  checkArchitecture,
  checkRecipe,
  createNetwork,
  Lenet5Error,
  type Network,
  RECIPES,
  type Recipe,
  type StateDict,
} from 'lenet5';
import type { BackendName, Measure, Settings } from 'lenet5/core';
import { adoptSettings, differences } from 'lenet5/training';
import { CommandError } from '../errors.js';
import { warn } from '../output.js';
import { architectureWith, isArchitectureName } from '../settings.js';
import { type Phrase, phrase, problemOf, spoken, t } from '../texts/language.js';
import { modelFile, readWeightsFile, SHIPPED_WEIGHTS, shippedWeights, type WeightsFile } from './weights-file.js';

/** A model file, read and understood as far as that goes without a network. */
export interface Model {
  readonly path: string;
  /** For people: what kind of file it is. */
  readonly format: string;
  readonly weights: StateDict;
  /** The names and shapes in a file of somebody else's class; null where they are those of the blog's class. */
  readonly layout: WeightsFile['layout'];
  readonly metadata: Readonly<Record<string, string>>;
  readonly architecture: Architecture;
  /** What the file says of its architecture: that which was taken, another one that was overruled, or nothing. */
  readonly told: 'taken' | 'overruled' | 'nothing';
  /** What it was trained with; null where the file does not tell. */
  readonly criterion: Required<Measure> | null;
  /** Of a file of 8 bits, the network of whole numbers itself, unless another architecture was asked for; else null. */
  readonly small: WeightsFile['small'];
}

/** What was asked for of the architecture of a model, beside the file. */
export interface Asked {
  readonly architecture?: ArchitectureName | undefined;
  /** `key=value` of switches of the architecture. */
  readonly set?: readonly string[] | undefined;
}

/**
 * Reads a .safetensors or .pth file, the last weights of a run where its folder is named, or shipped weights by their name,
 * which those of `SHIPPED_WEIGHTS` are where none is given. Its own word about the architecture counts, unless another one
 * is asked for; without either it is taken for what its names and shapes look like, with a warning.
 * @throws CommandError or Lenet5Error for a file that is no model
 */
export async function readModel(given: string | undefined, asked: Asked = {}): Promise<Model> {
  const shipped = await shippedWeights(given ?? SHIPPED_WEIGHTS);
  const path = shipped || given === undefined ? (given ?? SHIPPED_WEIGHTS) : await modelFile(given);
  const file = shipped ?? (await readWeightsFile(path));
  const { weights, layout, metadata, format } = file;
  const told = architectureIn(metadata, path);
  const criterion = criterionIn(metadata, path);
  const architecture = chosen(path, file, told, asked);
  const verdict = verdictOn(told, architecture);
  const small = verdict === 'taken' ? file.small : null;
  return { path, format, weights, layout, metadata, architecture, told: verdict, criterion, small };
}

function verdictOn(told: Architecture | null, taken: Architecture): Model['told'] {
  if (told === null) return 'nothing';
  return told === taken ? 'taken' : 'overruled';
}

function chosen(
  path: string,
  file: WeightsFile,
  told: Architecture | null,
  { architecture, set = [] }: Asked,
): Architecture {
  const preset = architecture && ARCHITECTURES[architecture];
  if (!told) {
    const fitted = checked(path, phrase('a network'), () => architectureOf(file, preset));
    const supposed = architectureWith(fitted, set);
    if (!preset) warn(supposedSentence(path, file, supposed));
    return supposed;
  }
  const taken = architectureWith(!preset || sameSwitches(told, preset) ? told : preset, set);
  if (sameSwitches(told, taken)) return told;
  warn(
    preset && set.length === 0
      ? t('{{path}} was trained with other switches of the architecture than those of {{asked}}.', {
          path,
          asked: preset.name,
        })
      : t('{{path}} was trained with other switches of the architecture than those asked for.', { path }),
  );
  return taken;
}

/** What a file is taken for that does not tell its architecture, and what cannot be seen in it. */
function supposedSentence(path: string, { layout, supposed: preset }: WeightsFile, supposed: Architecture): string {
  const { name, squash, pooling, pixels, padding } = supposed;
  if (layout === null || preset !== 'tutorial') {
    return t('{{path}} does not tell its architecture, so it is taken for {{supposed}}: choose with --architecture.', {
      path,
      supposed: name,
    });
  }
  return t(
    '{{path}} tells neither squashing functions nor pooling nor how its pixels were scaled, so squash {{squash}}, pooling {{pooling}}, pixels {{pixels}} and padding {{padding}} are assumed: choose with --architecture (tutorial or d2l) and --set (for example pixels=standardised).',
    { path, squash: squash.C1, pooling, pixels, padding },
  );
}

/** Whether two architectures compute the same. */
export function sameSwitches(a: Architecture, b: Architecture): boolean {
  const [left, right] = [a, b].map((architecture) => ({ architecture, recipe: RECIPES.fast })) as [Settings, Settings];
  return differences(left, right).length === 0;
}

/** A JSON object out of the metadata; null where there is none. */
function objectIn(metadata: Model['metadata'], key: string, path: string): Record<string, unknown> | null {
  const text = metadata[key];
  if (text === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CommandError(phrase('{{path}} has damaged metadata: its {{key}} is no JSON.', { path, key }), undefined, {
      cause,
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new CommandError(phrase('{{path}} has damaged metadata: its {{key}} is no JSON object.', { path, key }));
}

/** Runs a check of the library and says which file it was about. */
function checked<T>(path: string, what: Phrase, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof Lenet5Error)) throw cause;
    const problem = problemOf(cause);
    throw new CommandError(
      phrase('{{path}} does not fit as {{what}}: {{problem}}', { path, what, problem }),
      undefined,
      {
        cause,
      },
    );
  }
}

/** Only known switches are taken over, and only known names: a name becomes part of paths and titles. */
export function architectureIn(metadata: Model['metadata'], path: string): Architecture | null {
  const found = objectIn(metadata, 'architecture', path);
  if (!found) return null;
  if (typeof found.squash !== 'object') {
    throw new CommandError(
      phrase('{{path}} does not fit as a network: its squashing functions are missing.', { path }),
    );
  }
  const { name } = found;
  const known = typeof name === 'string' && isArchitectureName(name) ? name : 'custom';
  const written = { ...(found as unknown as Architecture), name: known };
  const { architecture } = adoptSettings({ architecture: written, recipe: RECIPES.fast });
  return checked(path, phrase('a network'), () => checkArchitecture(architecture));
}

/** Nothing else of the recipe matters for a trained network, so those of other versions will do as well. */
function criterionIn(metadata: Model['metadata'], path: string): Model['criterion'] {
  const found = objectIn(metadata, 'recipe', path);
  if (!found) return null;
  // Version 0.1.0 knew no factor.
  const { criterion, j, criterionFactor = 1 } = found as unknown as Recipe;
  try {
    return checked(path, phrase('a recipe'), () => checkRecipe({ ...RECIPES.fast, criterion, j, criterionFactor }));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    warn(spoken(error.said));
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
  const what = phrase('weights of the architecture {{name}}', { name: network.architecture.name });
  checked(path, what, () => network.loadStateDict(weights));
  const told = metadata.weightsSha256;
  if (told !== undefined && told !== network.weightsSha256()) {
    warn(
      t('{{path}} holds other weights than its own checksum says: they were converted, changed or damaged.', { path }),
    );
  }
}
