import { gzipSync } from 'node:zlib';
import { crc32 } from '../../src/files/pth/zip/format.js';
import type { Random } from '../../src/math/random.js';
import { deflatedZip } from '../files/pth/deflated.js';
import { archive, operations, text } from '../files/pth/samples.js';
import { joined, mutated, pick, randomBytes } from './mutate.js';
import { randomPickle } from './pickles.js';

/** A zip form file around a random or changed pickle, with sums that are right. */
export function randomArchive(random: Random, pickle: Uint8Array): Uint8Array {
  const inner = pick(random, [() => pickle, () => mutated(pickle, random), () => randomPickle(random)])();
  const more = {
    ...(random.below(3) ? {} : { byteorder: text(pick(random, ['little', 'big', '', '\n'])) }),
    ...(random.below(3)
      ? {}
      : { 'extra/lenet5.json': text(pick(random, ['{}', '{"a":"b"}', '{"a":1}', '[', '{"a":"b","a":"c"}'])) }),
    ...(random.below(6) ? {} : { 'data/1': randomBytes(random, random.below(40)) }),
    ...(random.below(20) ? {} : { 'constants.pkl': new Uint8Array(0) }),
  };
  const file = random.below(2) ? archive(inner, more) : deflated(random, inner);
  return random.below(3) ? file : mutated(file, random);
}

/** The same with deflated records; one of them may unpack to a lot. */
function deflated(random: Random, pickle: Uint8Array): Uint8Array {
  const bomb = new Uint8Array(random.below(50) ? 32 : random.below(40_000_000));
  return deflatedZip({ 'archive/data.pkl': pickle, 'archive/data/0': bomb }, (content) => ({
    crc: random.below(20) ? crc32(content) : 0,
    size: random.below(20) ? content.length : random.next(),
  }));
}

const LEGACY_START = '\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.';

/** A legacy file around a random pickle. */
export function randomLegacy(random: Random): Uint8Array {
  const system = pick(random, ['}.', '}U\x0dlittle_endian\x88s.', '}U\x0dlittle_endian\x89s.', 'N.']);
  const keys = pick(random, [
    '\x80\x02]X\x01\x00\x00\x000a.',
    '\x80\x02].',
    '\x80\x02]X\x01\x00\x00\x000ah\x00a.',
    '\x80\x02N.',
  ]);
  const count = new Uint8Array(8);
  count[0] = pick(random, [8, 8, 8, 4, 255]);
  const file = operations(
    LEGACY_START,
    '\x80\x02',
    system,
    randomPickle(random),
    keys,
    count,
    new Uint8Array(random.below(3) ? 32 : random.below(70)),
  );
  return random.below(3) ? Uint8Array.from(file) : mutated(file, random);
}

/** A safetensors file with a header put together at random. */
export function randomSafetensors(random: Random): Uint8Array {
  const number = () => pick<number | string>(random, [0, 0, 4, 8, 16, 2 ** 31, 2 ** 53, 1e300, -1, 0.5, '"4"', '[0]']);
  const list = (length: number) => `[${Array.from({ length }, number).join(',')}]`;
  const entry = () => {
    const fields = [
      `"dtype":${pick(random, ['"F32"', '"F32"', '"F64"', '"F16"', '"I64"', '1'])}`,
      `"shape":${random.below(3) ? '[1]' : list(random.below(4))}`,
      `"data_offsets":${random.below(3) ? pick(random, ['[0,4]', '[4,8]', '[0,8]', '[8,12]']) : list(2)}`,
    ];
    return `{${random.below(8) ? fields.join(',') : fields.slice(random.below(3)).join(',')}}`;
  };
  const names = ['"a"', '"b"', '"__metadata__"', '"__proto__"', '"\\u0061"', 'a'];
  const values = [
    entry,
    entry,
    entry,
    () => '{"k":"v"}',
    () => '['.repeat(random.below(3000)),
    () => `"${'x'.repeat(random.below(10_000))}"`,
  ];
  const body = Array.from({ length: random.below(4) }, () => `${pick(random, names)}:${pick(random, values)()}`);
  const header = text(`{${body.join(',')}}`);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(
    0,
    random.below(8) ? BigInt(header.length) : BigInt(random.next()) << 8n,
    true,
  );
  return joined(length, header, new Uint8Array(pick(random, [0, 4, 8, 12, 16])));
}

/** An IDX file with a header put together at random. */
export function randomIdx(random: Random): Uint8Array {
  const rank = random.below(5) ? 1 + random.below(3) : random.below(256);
  const sizes = Array.from({ length: Math.min(rank, 9) }, () =>
    random.below(4) ? 1 + random.below(6) : random.next(),
  );
  const header = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
  header.setUint8(2, random.below(8) ? 8 : random.below(256));
  header.setUint8(3, rank);
  sizes.forEach((size, i) => {
    header.setUint32(4 + 4 * i, size);
  });
  const count = sizes.reduce((product, size) => product * size, 1);
  const length = random.below(3) && count < 1000 ? count : random.below(200);
  return joined(new Uint8Array(header.buffer), randomBytes(random, length));
}

/** A gzip file around an IDX file that promises anything, or around millions of zeros. */
export function randomGzip(random: Random): Uint8Array {
  const content = random.below(50) ? randomIdx(random) : new Uint8Array(random.below(20_000_000));
  const file = gzipSync(content, { level: random.below(10) });
  return random.below(2) ? Uint8Array.from(file) : mutated(file, random);
}
