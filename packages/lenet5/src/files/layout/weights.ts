import { FormatError, SettingError } from '../../errors.js';
import { fit, MAP, mustFit, OBJECT, TEXT } from '../../given/options.js';
import { shown, tagOf } from '../../given/shown.js';
import { layersOf } from '../../network/families.js';
import { NETWORK, type Network, type StateDict } from '../../network/network.js';
import { checkArchitecture } from '../../switches/check.js';
import { ARCHITECTURES, type ArchitectureName, presetOf } from '../../switches/presets.js';
import type { Architecture } from '../../switches/table.js';
import { blogStateDict } from '../pth/blog-class.js';
import type { FoundTensor } from '../pth/strided-tensors.js';
import type { PthTensorToWrite } from '../pth/writer.js';
import type { TensorToWrite } from '../safetensors/writer.js';
import { entriesIn, type Layout, weightsIn } from './layout.js';
import { type Module, modulesOf } from './modules.js';
import { usualLayout } from './names.js';
import { nearnessOf, text } from './nearest.js';
import { layoutOf, type Named } from './search.js';
import { differencesIn, type Seen, seenInLayout, seenInOwn } from './seen.js';

/** Weights for `loadStateDict`, and what the entries of a file tell about the network that they belong to. */
export interface FoundWeights {
  /** The parameters alone, by their names in the state dict of this library. */
  readonly weights: StateDict;
  /** What the shapes say of the network. */
  readonly seen: Seen;
  /** The preset that such entries are taken for where nothing else is known. */
  readonly supposed: ArchitectureName;
  /**
   * The names and shapes in a file of somebody else's class of PyTorch, for `torchStateDict`; null where they are those of
   * this library. Such a file tells neither squashing functions nor pooling nor how its pixels were scaled.
   */
  readonly layout: Layout | null;
  /** How Table I and the bitmaps in the file differ from the paper's, a sentence each. */
  readonly differences: readonly string[];
}

/** The networks whose files are told by their shapes. */
const TOLD_BY_SHAPES = ['tutorial', 'lenet-1989'] as const satisfies readonly ArchitectureName[];

/** Names in the state dict of this library, maybe behind a prefix. */
const OWN_NAME = /^(.*?\.)??(?:C[135]|S[24]|F6|H[123]|Output)\./;

/**
 * Sorts the entries of a model file. Those with the names of this library are parameters on one side, and on the other the
 * integer buffers of the blog's class, `C3.mapInfo` [6, 16] and `Output.weight` [84, 10], which are compared with Table I
 * and the bitmaps. Entries of other classes of PyTorch are told by their shapes, whatever they are called: two convolutions
 * of 5×5 and three full connections as in the tutorials, or the network of 1989. Widths and classes are read from them.
 * @param name how messages call the file
 * @throws SettingError for what is no Map of tensors, and widths that are none; FormatError `weights-unknown` for entries of
 *   another network, which lists them and says what is nearest
 * @example
 * import { architectureOf, createNetwork, findWeights, readSafetensors } from 'lenet5';
 * import { pretrainedBytes } from 'lenet5/weights';
 * const found = findWeights(readSafetensors(pretrainedBytes()).tensors);
 * createNetwork({ architecture: architectureOf(found) }).loadStateDict(found.weights);
 */
export function findWeights(tensors: ReadonlyMap<string, FoundTensor>, name = 'The file'): FoundWeights {
  checkTensors(tensors);
  mustFit('name', name, TEXT);
  const floats = new Map([...tensors].map(([entry, tensor]) => [entry, floatsOf(tensor)]));
  const entries = [...floats].map(([entry, { shape }]) => ({ name: entry, shape }));
  for (const supposed of TOLD_BY_SHAPES) {
    const layout = layoutOf(entries, modulesIn(ARCHITECTURES[supposed]));
    const seen = layout && seenInLayout(layout, ARCHITECTURES[supposed]);
    if (!layout || !seen) continue;
    const modules = modulesIn({ ...ARCHITECTURES[supposed], ...seen });
    const weights = weightsIn(floats, layout, modules);
    const named = entries.every((entry) => weights.has(entry.name));
    return { weights, seen, supposed, layout: named ? null : layout, differences: [] };
  }
  const own = withoutPrefix(tensors);
  if (!own) return refuse(name, entries);
  const seen = seenInOwn(own);
  const supposed = own.has('C3.mapInfo') ? 'blog' : seen.coefficients === 'none' ? 'tutorial' : 'paper';
  const weights = new Map([...own].map(([entry, tensor]) => [entry, floatsOf(tensor)]));
  const differences = differencesIn(own, seen, (buffer) => weights.delete(buffer));
  return { weights, seen, supposed, layout: null, differences };
}

/**
 * Entries with the names of this library, without what a wrapper of PyTorch put before all of them (`model.`); null where
 * no name is one of these.
 */
function withoutPrefix<T>(tensors: ReadonlyMap<string, T>): ReadonlyMap<string, T> | null {
  const names = [...tensors.keys()];
  const own = names.find((each) => OWN_NAME.test(each));
  if (own === undefined) return null;
  const prefix = OWN_NAME.exec(own)?.[1] ?? '';
  if (!names.every((each) => each.startsWith(prefix))) return prefix === '' ? tensors : null;
  return new Map([...tensors].map(([each, tensor]) => [each.slice(prefix.length), tensor]));
}

/** How many tensors are listed. */
const MOST = 24;

function refuse(name: string, entries: readonly Named[]): never {
  const listed = entries.slice(0, MOST).map(text).join(', ') || 'no tensors';
  const more = entries.length > MOST ? ` and ${entries.length - MOST} more` : '';
  const near = TOLD_BY_SHAPES.map((preset) => ({ preset, ...nearnessOf(entries, modulesIn(ARCHITECTURES[preset])) }));
  const nearest = near.reduce((best, each) => (each.fitting > best.fitting ? each : best));
  throw new FormatError(
    'weights-unknown',
    `${name} holds ${listed}${more}, the weights of no network here: nearest is ${nearest.preset}, but ${nearest.difference}.`,
  );
}

function modulesIn(architecture: Architecture): Module[] {
  return modulesOf(layersOf(architecture)) ?? [];
}

const FOUND = fit('what findWeights() gives', (value) => OBJECT.accepts(value) && OBJECT.accepts(Object(value).seen));
const LAYOUT = fit('a layout, as findWeights() gives it', (value) => {
  return Array.isArray(value) && value.every((each) => TEXT.accepts(Object(each).name) && Array.isArray(each.shape));
});

/**
 * The architecture of weights whose file does not tell it: a preset, the supposed one unless another is given, with the
 * switches that show in their shapes.
 * @throws SettingError for what is neither, and values that no switch takes
 * @example
 * import { ARCHITECTURES, architectureOf, findWeights, readPth, writePth, torchStateDict, createNetwork } from 'lenet5';
 * const file = writePth(torchStateDict(createNetwork({ architecture: 'd2l' }))); // conv1.weight, …
 * const found = findWeights((await readPth(file)).tensors);
 * console.log(architectureOf(found).name, architectureOf(found, ARCHITECTURES.d2l).name); // tutorial d2l
 */
export function architectureOf(found: FoundWeights, preset?: Architecture): Architecture {
  mustFit('found', found, FOUND);
  const { seen, supposed } = found;
  const base = preset ?? presetOf<Architecture>(ARCHITECTURES, supposed, 'found.supposed');
  mustFit('preset', base, OBJECT);
  const output = (base.output === 'linear') === (seen.output === 'linear') ? base.output : seen.output;
  const architecture = checkArchitecture({ ...base, ...seen, output });
  return JSON.stringify(architecture) === JSON.stringify(base) ? base : { ...architecture, name: 'custom' };
}

/**
 * The state dict of a class of PyTorch: with `writePth` it makes a file that PyTorch loads strictly into that class. Without
 * a layout it is the best known class of this network: the blog's (C1, S2, …), that of the PyTorch tutorials (conv1, conv2,
 * fc1, fc2, fc3) where S2 and S4 have no coefficients, or that of the reproduction of 1989 (H1w, H1b, …).
 * @param layout of a file of the class, from `findWeights`
 * @throws SettingError for what is no network, and a layout of another one
 * @example
 * import { createNetwork, torchStateDict, writePth } from 'lenet5';
 * const file = writePth(torchStateDict(createNetwork({ architecture: 'tutorial' })));
 */
export function torchStateDict(network: Network, layout: Layout): Map<string, TensorToWrite>;
export function torchStateDict(network: Network, layout?: Layout | null): Map<string, PthTensorToWrite>;
export function torchStateDict(network: Network, layout: Layout | null = null): Map<string, PthTensorToWrite> {
  mustFit('network', network, NETWORK);
  if (layout !== null) mustFit('layout', layout, LAYOUT);
  const modules = modulesOf(network.layers);
  if (modules) return entriesIn(layout ?? usualLayout(modules), network.stateDict(), modules);
  if (layout === null) return blogStateDict(network);
  const message = `The layout begins with ${layout[0]?.name}, a class that has no coefficients: ${network.architecture.name} does.`;
  throw new SettingError('weights-mismatch', message);
}

function checkTensors(given: unknown): void {
  if (!MAP.accepts(given)) {
    const message = `findWeights got ${shown(given)}, expected the tensors of a file: give readSafetensors(bytes).tensors.`;
    throw new SettingError('argument', message);
  }
  for (const [name, tensor] of given as Map<unknown, unknown>) {
    const { shape, data } = Object(tensor) as Partial<FoundTensor>;
    if (typeof name === 'string' && Array.isArray(shape) && ArrayBuffer.isView(data)) continue;
    const message = `The tensor ${shown(name)} is ${shown(tensor)}, expected an object with a shape and a typed array as data.`;
    throw new SettingError('argument', message);
  }
}

/** PyTorch, too, takes integers for weights. */
function floatsOf({ shape, data }: FoundTensor) {
  if (/^Float/.test(tagOf(data))) return { shape, data: data as Float32Array | Float64Array };
  return { shape, data: Float64Array.from<number | bigint>(data, Number) };
}
