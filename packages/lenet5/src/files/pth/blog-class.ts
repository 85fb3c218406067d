import { mustFit } from '../../given/options.js';
import { BITMAP_WIDTH } from '../../network/bitmaps.js';
import type { Layer } from '../../network/layers.js';
import { NETWORK, type Network } from '../../network/network.js';
import type { FoundTensor } from './strided-tensors.js';
import type { PthTensorToWrite } from './writer.js';

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
    for (const { name, shape, values } of buffersOf(layer, network.bitmaps)) {
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
export interface BlogBuffer {
  readonly name: 'C3.mapInfo' | 'Output.weight';
  readonly shape: readonly number[];
  readonly values: readonly number[];
  /** What it is, and in words where its value number `index` belongs. */
  readonly what: string;
  readonly place: (index: number) => string;
}

/** For each class the 84 values of its bitmap. */
type Bitmaps = readonly (readonly number[])[];

/** The buffers of a layer; they come before its parameters. */
export function buffersOf(layer: Layer, bitmaps: Bitmaps): BlogBuffer[] {
  if (layer.kind === 'distances') return [outputWeight(bitmaps)];
  const ofC3 = layer.kind === 'convolution' && layer.from !== 'input' && layer.biases === 'map';
  return ofC3 ? [mapInfo(layer.table)] : [];
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

function outputWeight(bitmaps: Bitmaps): BlogBuffer {
  const units = bitmaps[0] ?? [];
  const classes = bitmaps.length;
  return {
    name: 'Output.weight',
    shape: [units.length, classes],
    values: units.flatMap((_, unit) => bitmaps.map((bitmap) => bitmap[unit] ?? 0)),
    what: "the paper's bitmaps",
    place: (i) => {
      const unit = Math.floor(i / classes);
      return `digit ${i % classes}, row ${Math.floor(unit / BITMAP_WIDTH)}, column ${unit % BITMAP_WIDTH}`;
    },
  };
}

/** How a buffer in a file differs from what it should be, in one sentence; none where it does not. */
export function differencesFrom({ name, shape, values, what, place }: BlogBuffer, given: FoundTensor): string[] {
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
