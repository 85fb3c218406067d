import type { PthTensorToWrite } from '../formats/pth/writer.js';
import type { Network, StateDict } from '../network/network.js';
import { TABLE_I } from '../network/table.js';
import { differenceFrom, fixedEntriesOf, mapInfo, outputWeight } from './fixed.js';

/** A tensor of any file that this library reads. */
export interface FoundTensor {
  /** As the file calls it, for example F32 or I64. */
  readonly dtype: string;
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** The product of `shape` values, row-major. */
  readonly data: Float32Array | Float64Array | BigInt64Array | Int32Array | Int16Array | Int8Array | Uint8Array;
}

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

/** What each map of C3 reads of S2 in a full connection. Not `fullTable` of network/: this file is bundled outside lenet5/core. */
const ALL_MAPS = [0, 1, 2, 3, 4, 5];

/**
 * Sorts the entries of a model file: parameters on one side, and on the other the integer buffers of the blog's class,
 * `C3.mapInfo` [6, 16] and `Output.weight` [84, 10], which are compared with Table I and the bitmaps.
 */
export function findWeights(tensors: ReadonlyMap<string, FoundTensor>): FoundWeights {
  const info = tensors.get('C3.mapInfo');
  const output = tensors.get('Output.weight');
  const linear = tensors.has('Output.bias');
  const full = isFull(info, tensors.get('C3.conv0.weight'));
  const buffers = [
    ...(info ? [{ entry: mapInfo(full ? TABLE_I.map(() => ALL_MAPS) : TABLE_I), given: info }] : []),
    ...(output && !linear ? [{ entry: outputWeight(), given: output }] : []),
  ];
  const fixed = new Set<string>(buffers.map(({ entry }) => entry.name));
  const weights = new Map(
    [...tensors].filter(([name]) => !fixed.has(name)).map(([name, tensor]) => [name, floats(tensor)]),
  );
  return {
    weights,
    c3: full ? 'full' : 'table',
    output: linear ? 'linear' : 'rbf',
    blogClass: info !== undefined,
    differences: buffers.flatMap(({ entry, given }) => differenceFrom(entry, given) ?? []),
  };
}

/** By the weights of C3's first map, which reads three maps in Table I; by the buffer where they are missing. */
function isFull(info: FoundTensor | undefined, conv0: FoundTensor | undefined): boolean {
  if (conv0) return conv0.shape[1] === 6;
  return info !== undefined && Array.from<number | bigint>(info.data).every((value) => Number(value) === 1);
}

/** PyTorch, too, takes integers for weights. */
function floats({ shape, data }: FoundTensor) {
  if (data instanceof Float32Array || data instanceof Float64Array) return { shape, data };
  return { shape, data: Float64Array.from<number | bigint>(data, Number) };
}

/**
 * The state dict of the blog's class: the parameters of a network, and the integer buffers among them (none in place of a
 * linear output). With `writePth` it makes a file that PyTorch loads strictly into that class.
 */
export function blogStateDict(network: Network): Map<string, PthTensorToWrite> {
  const state = network.stateDict();
  const entries = new Map<string, PthTensorToWrite>();
  for (const layer of network.layers) {
    for (const { name, shape, values } of fixedEntriesOf(layer)) {
      entries.set(name, { shape, data: BigInt64Array.from(values, BigInt) });
    }
    for (const { name } of network.parameters.filter((parameter) => parameter.layer === layer.name)) {
      const parameter = state.get(name);
      if (parameter) entries.set(name, parameter);
    }
  }
  return entries;
}
