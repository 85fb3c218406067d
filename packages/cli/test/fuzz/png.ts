import { crc32, deflateSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import { changes } from './changes.js';

/** A chunk of a PNG file, with the right sum unless `crc` is wrong. */
function chunk(type: string, data: Uint8Array, wrongSum = false): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(wrongSum ? 0 : crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Mostly small sides; some at which decoders and limits are tried. */
const side = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 64 }) },
  fc.constantFrom(0, 1, 8193, 65535, 2 ** 31),
);

const header = fc.record({
  width: side,
  height: side,
  depth: fc.constantFrom(1, 2, 4, 8, 8, 8, 16, 3),
  colour: fc.constantFrom(0, 2, 3, 4, 6, 6, 1),
  compression: fc.constantFrom(0, 0, 0, 0, 1),
  filter: fc.constantFrom(0, 0, 0, 0, 1),
  interlace: fc.constantFrom(0, 0, 1, 2),
});

function ihdr({ width, height, ...bytes }: { width: number; height: number } & Record<string, number>): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  const { depth = 8, colour = 0, compression = 0, filter = 0, interlace = 0 } = bytes;
  data.set([depth, colour, compression, filter, interlace], 8);
  return chunk('IHDR', data);
}

/** Values of a pixel by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Rows as the header promises them, each after a byte that names its filter. */
function fitting({ width, height, depth, colour }: Record<'width' | 'height' | 'depth' | 'colour', number>): Buffer {
  const row = 1 + Math.ceil((width * (CHANNELS[colour] ?? 1) * depth) / 8);
  const rows = new Uint8Array(Math.min(row * height, 100_000));
  for (let i = 0; i < rows.length; i++) rows[i] = i % row === 0 ? i % 5 : (i * 37) & 255;
  return chunk('IDAT', deflateSync(rows));
}

/** Packed rows: too few, enough or far too many, among them some that unpack to a lot. */
const pixels = fc
  .oneof(
    { weight: 8, arbitrary: fc.uint8Array({ maxLength: 4000 }) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 70_000 }).map((length) => new Uint8Array(length)) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000_000 }).map((length) => new Uint8Array(length)) },
  )
  .map((rows) => chunk('IDAT', deflateSync(rows)));

const other = fc
  .tuple(
    fc.constantFrom(
      'PLTE',
      'tRNS',
      'gAMA',
      'iCCP',
      'eXIf',
      'pHYs',
      'acTL',
      'fcTL',
      'fdAT',
      'tEXt',
      'zTXt',
      'IHDR',
      'aaAA',
    ),
    fc.uint8Array({ maxLength: 800 }),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([type, data, sum]) => chunk(type, data, sum === 0));

/** A file with a PNG's build, its chunks in whatever order, their contents whatever they are. */
export const madeUp: Arbitrary<Uint8Array> = fc
  .tuple(header, fc.array(other, { maxLength: 3 }), fc.array(pixels, { maxLength: 2 }), fc.boolean(), fc.boolean())
  .map(([head, others, odd, fits, ends]) => {
    const rows = fits ? [fitting(head)] : odd;
    const parts = [SIGNATURE, ihdr(head), ...others, ...rows, ...(ends ? [chunk('IEND', new Uint8Array(0))] : [])];
    return Uint8Array.from(Buffer.concat(parts));
  });

/** The same file with sums that are right, so that a change reaches what lies behind their check. */
function repaired(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file);
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) break;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return Uint8Array.from(bytes);
}

/** A real file with one to four changes. */
export const changed = (real: readonly Uint8Array[]): Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...real), changes, fc.boolean())
    .map(([file, change, repair]) => (repair ? repaired(change(file)) : change(file)));
