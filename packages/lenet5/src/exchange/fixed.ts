import { BITMAP_WIDTH, BITMAPS } from '../network/bitmaps.js';
import type { Layer } from '../network/layers.js';

/**
 * What the blog's class keeps as integer buffers among its parameters: which maps of S2 each map of C3 reads, [6, 16] of
 * 0 and 1, and the bitmaps, [84, 10] of −1 and 1. Values row-major.
 */
export interface FixedEntry {
  readonly name: 'C3.mapInfo' | 'Output.weight';
  readonly shape: readonly number[];
  readonly values: readonly number[];
  /** What it is, and in words where its value number `index` belongs. */
  readonly what: string;
  readonly place: (index: number) => string;
}

/** The buffers of a layer; they come before its parameters. */
export function fixedEntriesOf(layer: Layer): FixedEntry[] {
  if (layer.kind === 'distances') return [outputWeight()];
  if (layer.kind === 'convolution' && layer.from !== 'input') return [mapInfo(layer.table)];
  return [];
}

/** @param table for each map of C3 the maps of S2 that it reads */
export function mapInfo(table: readonly (readonly number[])[]): FixedEntry {
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

export function outputWeight(): FixedEntry {
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

/** A tensor of a file, as far as it is compared. */
interface Given {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number | bigint>;
}

/** How a buffer in a file differs from what it should be, in one sentence; null where it does not. */
export function differenceFrom({ name, shape, values, what, place }: FixedEntry, given: Given): string | null {
  if (`${given.shape}` !== `${shape}`) {
    return `${name} has shape [${given.shape}], expected was [${shape}]: ${what} will be used instead.`;
  }
  const wrong = values.flatMap((value, i) => (Number(given.data[i]) === value ? [] : [i]));
  const [first] = wrong;
  if (first === undefined) return null;
  return (
    `${name} differs from ${what} in ${wrong.length} of ${values.length} values, first at ${place(first)}: ` +
    `${what} will be used instead, so answers may differ from those in PyTorch.`
  );
}
