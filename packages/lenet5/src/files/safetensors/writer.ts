import { FormatError } from '../../errors.js';
import type { Bytes } from '../../given/bytes.js';
import { optionsOf, YES_OR_NO } from '../../given/options.js';
import { tagOf } from '../../given/shown.js';
import { fitsHalf, narrowHalf } from '../half.js';
import { bytesOf, checkTensors, itemSize, METADATA } from '../tensors.js';
import { encodeUtf8 } from '../utf8.js';

/** A tensor to be written: `data` holds the product of `shape` values, row-major. */
export interface TensorToWrite {
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** Values, row-major. */
  readonly data: Float32Array;
}

/** Bytes with a sign to be written, as `TensorToWrite`: the weights of a quantised network. */
export interface Int8TensorToWrite {
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** Values, row-major. */
  readonly data: Int8Array;
}

/**
 * Writes a safetensors file of F32 (or F16) and I8 tensors, in the given order without gaps, its data 8-byte aligned by spaces after
 * the header. The same input gives the same bytes. The format is described at `readSafetensors`.
 *
 * @param tensors names (each once, not `__metadata__`) with shapes and values.
 * @param metadata free text for `__metadata__`; left out of the file when empty.
 * @param options `half`: write F16, each value rounded to the nearest.
 * @throws FormatError `safetensors-write` for tensors that are none, a bad name or shape, a shape that does not match its
 *   data, or with `half` a value beyond ±65504.
 * @example
 * import { createNetwork, writeSafetensors } from 'lenet5';
 * const network = createNetwork();
 * const metadata = { architecture: JSON.stringify(network.architecture) };
 * const file = writeSafetensors(network.stateDict(), metadata, { half: true });
 */
export function writeSafetensors(
  tensors: Iterable<readonly [string, TensorToWrite | Int8TensorToWrite]>,
  metadata: Readonly<Record<string, string>> = {},
  options?: { readonly half?: boolean },
): Bytes {
  const { half = false } = optionsOf(options, { half: YES_OR_NO }, 'writeSafetensors');
  const entries = checkTensors('safetensors-write', tensors, metadata, ['Float32Array', 'Int8Array']);
  if (half) checkHalf(entries);
  const fields = Object.keys(metadata).length > 0 ? [`"${METADATA}":${JSON.stringify(metadata)}`] : [];
  let payloadSize = 0;
  for (const [name, { shape, data }] of entries) {
    const dtype = isInt8(data) ? 'I8' : half ? 'F16' : 'F32';
    const end = payloadSize + itemSize(dtype) * data.length;
    // Written piece by piece: as keys of one object, names like "__proto__" or "1" would vanish or change places.
    fields.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [payloadSize, end] })}`);
    payloadSize = end;
  }
  const header = encodeUtf8(`{${fields.join(',')}}`);
  const headerSize = Math.ceil(header.length / 8) * 8;
  const file = new Uint8Array(8 + headerSize + payloadSize).fill(0x20, 8 + header.length, 8 + headerSize);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerSize), true);
  file.set(header, 8);
  let at = 8 + headerSize;
  for (const [, { data }] of entries) {
    const bytes = half && !isInt8(data) ? narrowHalf(data) : bytesOf(data);
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

/** Also that of another realm. */
function isInt8(data: Float32Array | Int8Array): data is Int8Array {
  return tagOf(data) === 'Int8Array';
}

function checkHalf(entries: readonly (readonly [string, TensorToWrite | Int8TensorToWrite])[]): void {
  for (const [name, { data }] of entries) {
    const value = isInt8(data) ? undefined : data.find((each) => !fitsHalf(each));
    if (value === undefined) continue;
    const message = `Tensor ${JSON.stringify(name)} holds ${value}, which no half-precision float does: write it without half.`;
    throw new FormatError('safetensors-write', message);
  }
}
