import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { findWeights, readPth, readSafetensors } from 'lenet5';
import type { FoundTensor, FoundWeights } from 'lenet5/files';
import { pretrainedBytes } from 'lenet5/weights';
import { CommandError, reasonOf } from '../errors.js';
import { theOne } from '../glob.js';
import { warn } from '../output.js';
import { phrase, t } from '../texts/language.js';

/** A file of weights in any form that is read, before anybody asks which network they belong to. */
export interface WeightsFile extends FoundWeights {
  readonly metadata: Readonly<Record<string, string>>;
  /** For people: 'safetensors', 'PyTorch .pth, zip form, state dict under model'. */
  readonly format: string;
}

/** What the weights that come with the library are called. */
export const SHIPPED_WEIGHTS = 'lenet5/weights';

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

/** @throws CommandError where it cannot be read */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CommandError(
      phrase('The model {{path}} cannot be read ({{reason}}).', { path, reason: reasonOf(cause) }),
      undefined,
      { cause },
    );
  }
}

/**
 * Reads weights from a safetensors or .pth file, told apart by their first bytes, and prints what in it differs from the
 * paper.
 * @throws CommandError or Lenet5Error for a file that is neither, or with values that are no finite numbers
 */
export async function readWeightsFile(path: string): Promise<WeightsFile> {
  const bytes = await readBytes(path);
  if (extname(path).toLowerCase() === '.onnx') {
    throw new CommandError(
      phrase('{{path}} is an ONNX file, which is only written: give the .safetensors or .pth file instead.', { path }),
    );
  }
  return understood(path, looksLikePth(path, bytes) ? await pth(path, bytes) : safetensors(path, bytes));
}

/** The weights that come with the library. */
export function shippedWeights(): WeightsFile {
  return understood(SHIPPED_WEIGHTS, safetensors(SHIPPED_WEIGHTS, pretrainedBytes()));
}

function understood(path: string, { tensors, ...rest }: Raw): WeightsFile {
  checkFinite(path, tensors);
  const found = findWeights(tensors, path);
  for (const difference of found.differences) warn(t('{{path}}: {{reason}}', { path, reason: difference }));
  return { ...found, ...rest };
}

interface Raw {
  readonly tensors: ReadonlyMap<string, FoundTensor>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly format: string;
}

/** A zip file or a pickle; by its name where the bytes are neither, so that messages fit. */
function looksLikePth(path: string, bytes: Uint8Array): boolean {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const pickled = bytes[0] === 0x80 && (bytes[1] ?? 0) <= 5 && bytes[8] !== 0x7b;
  return zipped || pickled || PTH_NAMES.includes(extname(path).toLowerCase());
}

async function pth(path: string, bytes: Uint8Array): Promise<Raw> {
  const { tensors, metadata, form, key } = await readPth(bytes, path);
  const where = key === null ? '' : `, state dict under ${key}`;
  return { tensors, metadata, format: `PyTorch .pth, ${form} form${where}` };
}

function safetensors(path: string, bytes: Uint8Array): Raw {
  return { ...readSafetensors(bytes, path), format: 'safetensors' };
}

function checkFinite(path: string, tensors: Raw['tensors']): void {
  for (const [name, { data }] of tensors) {
    const floats = data instanceof Float32Array || data instanceof Float64Array;
    if (floats && !data.every(Number.isFinite)) {
      throw new CommandError(phrase('{{path}} holds values in {{name}} that are no finite numbers.', { path, name }));
    }
  }
}
