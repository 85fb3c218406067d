import { SettingError } from '../../errors.js';
import { MAP, mustFit } from '../../given/options.js';
import { shown, tagOf } from '../../given/shown.js';
import { BITMAP_WIDTH, BITMAPS } from '../../network/bitmaps.js';
import { layersOf } from '../../network/families.js';
import type { Layer } from '../../network/layers.js';
import { NETWORK, type Network, type StateDict } from '../../network/network.js';
import { ARCHITECTURES } from '../../switches/presets.js';
import type { FileTensorOf } from '../tensors.js';
import type { PthTensor } from './strided-tensors.js';
import type { PthTensorToWrite } from './writer.js';

/** A tensor of any file that this library reads. */
export type FoundTensor = FileTensorOf<string, PthTensor['data']>;

/** Weights for `loadStateDict`, and what the entries of a file tell about the network that they belong to. */
export interface FoundWeights {
  /** The parameters alone, by their names in the blog's state dict. */
  readonly weights: StateDict;
  /** 'full' where every map of C3 reads every map of S2. */
  readonly c3: 'table' | 'full';
  /** 'linear' where the output has trained weights. */
  readonly output: 'rbf' | 'linear';
  /** True where the entries are those of the blog's class: it alone keeps Table I among them. */
  readonly blogClass: boolean;
  /** How Table I and the bitmaps in the file differ from the paper's, a sentence each. */
  readonly differences: readonly string[];
}

/**
 * Sorts the entries of a model file: parameters on one side, and on the other the integer buffers of the blog's class,
 * `C3.mapInfo` [6, 16] and `Output.weight` [84, 10], which are compared with Table I and the bitmaps.
 * @throws SettingError for what is no Map of tensors
 * @example
 * import { createNetwork, findWeights, readSafetensors } from 'lenet5';
 * import { pretrainedBytes } from 'lenet5/weights';
 * const { weights, blogClass } = findWeights(readSafetensors(pretrainedBytes()).tensors);
 * createNetwork({ architecture: blogClass ? 'blog' : 'paper' }).loadStateDict(weights);
 */
export function findWeights(tensors: ReadonlyMap<string, FoundTensor>): FoundWeights {
  checkTensors(tensors);
  const info = tensors.get('C3.mapInfo');
  const c3 = isFull(info, tensors.get('C3.conv0.weight')) ? 'full' : 'table';
  const output = tensors.has('Output.bias') ? 'linear' : 'rbf';
  const weights = new Map([...tensors].map(([name, tensor]) => [name, floats(tensor)]));
  const differences: string[] = [];
  for (const buffer of layersOf({ ...ARCHITECTURES.blog, c3, output }).flatMap(buffersOf)) {
    const given = tensors.get(buffer.name);
    if (given) differences.push(...differencesFrom(buffer, given));
    weights.delete(buffer.name);
  }
  return { weights, c3, output, blogClass: info !== undefined, differences };
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

/** By the weights of C3's first map, which reads three maps in Table I; by the buffer where they are missing. */
function isFull(info: FoundTensor | undefined, conv0: FoundTensor | undefined): boolean {
  if (conv0) return conv0.shape[1] === 6;
  return info !== undefined && Array.from<number | bigint>(info.data).every((value) => Number(value) === 1);
}

/** PyTorch, too, takes integers for weights. */
function floats({ shape, data }: FoundTensor) {
  if (/^Float/.test(tagOf(data))) return { shape, data: data as Float32Array | Float64Array };
  return { shape, data: Float64Array.from<number | bigint>(data, Number) };
}

/**
 * The state dict of the blog's class: the parameters of a network, and the integer buffers among them (none in place of a
 * linear output). With `writePth` it makes a file that PyTorch loads strictly into that class.
 * @throws SettingError for what is no network
 * @example
 * import { blogStateDict, createNetwork, writePth } from 'lenet5';
 * const file = writePth(blogStateDict(createNetwork({ architecture: 'blog' })));
 */
export function blogStateDict(network: Network): Map<string, PthTensorToWrite> {
  mustFit('network', network, NETWORK);
  const state = network.stateDict();
  const entries = new Map<string, PthTensorToWrite>();
  for (const layer of network.layers) {
    for (const { name, shape, values } of buffersOf(layer)) {
      entries.set(name, { shape, data: BigInt64Array.from(values, BigInt) });
    }
    for (const { name } of network.parameters.filter((parameter) => parameter.layer === layer.name)) {
      const parameter = state.get(name);
      if (parameter) entries.set(name, parameter);
    }
  }
  return entries;
}

/**
 * What the blog's class keeps as integer buffers among its parameters: which maps of S2 each map of C3 reads, [6, 16] of
 * 0 and 1, and the bitmaps, [84, 10] of −1 and 1. Values row-major.
 */
interface BlogBuffer {
  readonly name: 'C3.mapInfo' | 'Output.weight';
  readonly shape: readonly number[];
  readonly values: readonly number[];
  /** What it is, and in words where its value number `index` belongs. */
  readonly what: string;
  readonly place: (index: number) => string;
}

/** The buffers of a layer; they come before its parameters. */
function buffersOf(layer: Layer): BlogBuffer[] {
  if (layer.kind === 'distances') return [outputWeight()];
  if (layer.kind === 'convolution' && layer.from !== 'input') return [mapInfo(layer.table)];
  return [];
}

/** @param table for each map of C3 the maps of S2 that it reads */
function mapInfo(table: readonly (readonly number[])[]): BlogBuffer {
  const inputs = Math.max(...table.flat()) + 1;
  const maps = table.length;
  const full = table.every((read) => read.length === inputs);
  return {
    name: 'C3.mapInfo',
    shape: [inputs, maps],
    values: Array.from({ length: inputs * maps }, (_, i) => (table[i % maps]?.includes(Math.floor(i / maps)) ? 1 : 0)),
    what: full ? 'a full connection' : "the paper's Table I",
    place: (i) => `map ${Math.floor(i / maps)} of S2 and map ${i % maps} of C3`,
  };
}

function outputWeight(): BlogBuffer {
  const units = BITMAPS[0] ?? [];
  const classes = BITMAPS.length;
  return {
    name: 'Output.weight',
    shape: [units.length, classes],
    values: units.flatMap((_, unit) => BITMAPS.map((bitmap) => bitmap[unit] ?? 0)),
    what: "the paper's bitmaps",
    place: (i) => {
      const unit = Math.floor(i / classes);
      return `digit ${i % classes}, row ${Math.floor(unit / BITMAP_WIDTH)}, column ${unit % BITMAP_WIDTH}`;
    },
  };
}

/** How a buffer in a file differs from what it should be, in one sentence; none where it does not. */
function differencesFrom({ name, shape, values, what, place }: BlogBuffer, given: FoundTensor): string[] {
  if (`${given.shape}` !== `${shape}`) {
    return [`${name} has shape [${given.shape}], expected was [${shape}]: ${what} will be used instead.`];
  }
  const wrong = values.flatMap((value, i) => (Number(given.data[i]) === value ? [] : [i]));
  const [first] = wrong;
  if (first === undefined) return [];
  return [
    `${name} differs from ${what} in ${wrong.length} of ${values.length} values, first at ${place(first)}: ` +
      `${what} will be used instead, so answers may differ from those in PyTorch.`,
  ];
}
