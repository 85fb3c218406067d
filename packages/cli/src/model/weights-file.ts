import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { findWeights, readPth, readSafetensors, writeSafetensors } from 'lenet5';
import { type Int8Network, readInt8 } from 'lenet5/devices';
import type { FoundTensor, FoundWeights } from 'lenet5/files';
import { pretrainedBytes } from 'lenet5/weights';
import { CommandError } from '../errors.js';
import { theOne } from '../glob.js';
import { warn } from '../output.js';
import { type Phrase, phrase, problemOf, t } from '../texts/language.js';
import { wholeFile } from '../whole-file.js';

/** A file of weights in any form that is read, before anybody asks which network they belong to. */
export interface WeightsFile extends FoundWeights {
  readonly metadata: Readonly<Record<string, string>>;
  /** For people: 'safetensors', 'PyTorch .pth, zip form, state dict under model'. */
  readonly format: string;
  /** Of a file of 8 bits, the network of whole numbers itself; null for floats. */
  readonly small: Int8Network | null;
}

/** What the weights that come with the library are called. */
export const SHIPPED_WEIGHTS = 'lenet5/weights';
/** And those that pictures are read with. */
const PICTURE_WEIGHTS = 'lenet5/weights/pictures';

/** What PyTorch's files are called, by habit. */
const PTH_NAMES = ['.pth', '.pt', '.bin', '.ckpt', '.pkl', '.tar'];

/** The weights of a run, in its folder. */
const LAST = 'last.safetensors';

/** The file that a model is in: what was given, or the last weights of the run whose folder was. @throws CommandError */
export async function modelFile(given: string): Promise<string> {
  const one = await theOne(given);
  const facts = await stat(one).catch(() => null);
  if (!facts?.isDirectory()) return one;
  const path = join(one, LAST);
  if (await stat(path).catch(() => null)) return path;
  throw new CommandError(
    phrase('The folder {{folder}} holds no {{name}}: name the folder of a run, or a model file.', {
      folder: one,
      name: LAST,
    }),
  );
}

/** Bytes of a model file: hundreds of times those of any network here, with all that a checkpoint keeps beside it. */
const MOST_BYTES = 200_000_000;

/** @throws CommandError where it cannot be read, or has more than MOST_BYTES */
export function readBytes(path: string): Promise<Uint8Array> {
  return wholeFile(path, { called: phrase('The model {{path}}', { path }), as: phrase('a model'), most: MOST_BYTES });
}

/**
 * Reads weights from a safetensors or .pth file, told apart by their first bytes, and prints what in it differs from the
 * paper.
 * @throws CommandError or Lenet5Error for a file that is neither, or with values that are no finite numbers in float32
 */
export async function readWeightsFile(path: string): Promise<WeightsFile> {
  const bytes = await readBytes(path);
  // Neither: the reader that its name speaks of says what is wrong with it.
  const ending = extname(path).toLowerCase();
  const form = formOf(bytes) ?? (PTH_NAMES.includes(ending) ? 'pth' : 'safetensors');
  if (ending === '.onnx' && formOf(bytes) === null) {
    throw new CommandError(
      phrase('{{path}} is an ONNX file, which is only written: give the .safetensors or .pth file instead.', { path }),
    );
  }
  refuseOthers(path, ending, bytes);
  return understood(path, form === 'pth' ? await pth(path, bytes) : safetensors(path, bytes));
}

/** Files of other programs, by their first bytes or what they are called. */
const OTHERS: readonly (readonly [start: RegExp, ending: RegExp, kind: Phrase])[] = [
  [/^\x89HDF/, /^\.(h5|hdf5|keras)$/, phrase('a file of Keras or TensorFlow')],
  [/^.{4}TFL3/s, /^\.tflite$/, phrase('a file of TensorFlow Lite')],
  [/^GGUF/, /^\.gguf$/, phrase('a GGUF file')],
  [/^\x93NUMPY/, /^\.np[yz]$/, phrase("a file of NumPy's arrays")],
  [/^(?!)/, /^\.(pb|caffemodel|mlmodel|pdparams|params)$/, phrase('a file of another program')],
];

/** @throws CommandError for what another program wrote, and for what is neither called nor looks like a model file */
function refuseOthers(path: string, ending: string, bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const [, , kind] = OTHERS.find(([pattern, named]) => pattern.test(start) || named.test(ending)) ?? [];
  if (kind) {
    throw new CommandError(
      phrase('{{path}} is {{kind}}, which is not read: give weights as .safetensors or as .pth, those of PyTorch.', {
        path,
        kind,
      }),
    );
  }
  if (formOf(bytes) !== null || ending === '.safetensors' || PTH_NAMES.includes(ending) || lookalike(start)) return;
  throw new CommandError(
    phrase('{{path}} is no file of weights that is known here: give a .safetensors or a .pth file.', { path }),
  );
}

/** What the readers have words of their own for: a web page, a Git LFS pointer, gzip. */
const lookalike = (start: string) => /^(\s*<|version |.\x8b)/s.test(start);

/** Weights that come with the library, by what they are called; null for any other name. */
export async function shippedWeights(name: string): Promise<WeightsFile | null> {
  if (name === SHIPPED_WEIGHTS) return understood(name, safetensors(name, pretrainedBytes()));
  if (name !== PICTURE_WEIGHTS) return null;
  const { PRETRAINED, pretrained } = await import('lenet5/weights/pictures');
  return understood(name, safetensors(name, writeSafetensors(pretrained().stateDict(), PRETRAINED)));
}

function understood(path: string, { tensors, ...rest }: Raw): WeightsFile {
  checkFinite(path, tensors);
  const found = findWeights(tensors, path);
  for (const message of found.differences) warn(t('{{path}}: {{reason}}', { path, reason: problemOf({ message }) }));
  return { ...found, ...rest };
}

interface Raw extends Pick<WeightsFile, 'metadata' | 'format' | 'small'> {
  readonly tensors: ReadonlyMap<string, FoundTensor>;
}

/**
 * The form of a file by its first bytes: a header of less than 16 MB with names in it, and no pickle has the zeros of such
 * a length; a zip file or a pickle; null for neither.
 */
export function formOf(bytes: Uint8Array): 'safetensors' | 'pth' | null {
  if (bytes[8] === 0x7b && bytes.subarray(3, 8).every((byte) => byte === 0)) return 'safetensors';
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return zipped || (bytes[0] === 0x80 && (bytes[1] ?? 0) <= 5) ? 'pth' : null;
}

async function pth(path: string, bytes: Uint8Array): Promise<Raw> {
  const { tensors, metadata, form, key } = await readPth(bytes, path);
  const where = key === null ? '' : `, state dict under ${key}`;
  return { tensors, metadata, format: `PyTorch .pth, ${form} form${where}`, small: null };
}

function safetensors(path: string, bytes: Uint8Array): Raw {
  if (isInt8(bytes)) return floatsOf(path, bytes);
  return { ...readSafetensors(bytes, path), format: 'safetensors', small: null };
}

/** Whether its header says that its weights are whole numbers, as `convert --int8` writes them. */
function isInt8(bytes: Uint8Array): boolean {
  return /"format":\s*"lenet5-int8"/.test(Buffer.from(bytes.subarray(8, 8 + HEADER)).toString('latin1'));
}

const HEADER = 100_000;

/** Whole numbers as the floats that they stand for. Sum and test error in the file are those of what it was made from. */
function floatsOf(path: string, bytes: Uint8Array): Raw {
  const { network, metadata } = readInt8(bytes, path);
  const { weightsSha256, testErrorPercent, measured = t('not measured'), ...others } = metadata;
  warn(
    t(
      '{{path}} holds weights of 8 bits, which count here as the floats that they stand for; in whole numbers: {{measured}}',
      {
        path,
        measured,
      },
    ),
  );
  const tensors = new Map([...network.state].map(([name, each]) => [name, { dtype: 'F32', ...each }]));
  return { tensors, metadata: { ...others, format: 'lenet5' }, format: 'safetensors, int8', small: network };
}

function checkFinite(path: string, tensors: Raw['tensors']): void {
  for (const [name, { data }] of tensors) {
    const floats = data instanceof Float32Array || data instanceof Float64Array;
    if (floats && !data.every((value: number) => Number.isFinite(Math.fround(value)))) {
      throw new CommandError(
        phrase('{{path}} holds values in {{name}} that are no finite numbers, or none in float32.', { path, name }),
      );
    }
  }
}
