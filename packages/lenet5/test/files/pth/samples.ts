import { readFileSync } from 'node:fs';
import { PickleWriter } from '../../../src/files/pth/pickle/writer.js';
import { writeZip } from '../../../src/files/pth/zip/writer.js';
import type { Dtype } from '../../../src/files/tensors.js';

/** A tensor as PyTorch described it; whole numbers beyond 2⁵³ are text. */
export interface Expected {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
}

const FOLDER = new URL('../../golden/', import.meta.url);

export function golden(name: string): Uint8Array {
  return readFileSync(new URL(name, FOLDER));
}

/** What PyTorch says is in each file of golden/pth. */
export const EXPECTED = Object.entries(
  JSON.parse(golden('pth/expected.json').toString()) as Record<string, Record<string, Expected>>,
);

/** PyTorch's names of element types. */
export const NAMES: Readonly<Record<string, Dtype>> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
};

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A zip form file around any pickle, with one storage of 8 floats called "0". */
export function archive(pickle: Uint8Array, more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array<ArrayBuffer> {
  const storage = new Uint8Array(Float32Array.from({ length: 8 }, (_, i) => i).buffer);
  const records = { 'data.pkl': pickle, 'data/0': storage, ...more };
  return writeZip(Object.entries(records).map(([name, content]) => ({ name: `archive/${name}`, content })));
}

/** One operation after the other, as bytes or as text of one byte a character. */
export function operations(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
}

export interface Description {
  readonly type?: string;
  readonly length?: number;
  readonly offset?: number;
  readonly shape?: readonly number[];
  readonly strides?: readonly number[];
}

/** The pickle of {"w": tensor}, with any description of the tensor. */
export function tensorPickle(description: Description = {}): Uint8Array {
  const { type = 'FloatStorage', length = 8, offset = 0, shape = [2, 2], strides = [2, 1] } = description;
  const pickle = new PickleWriter();
  const counts = (values: readonly number[]) => {
    pickle.tuple(() => {
      for (const value of values) pickle.count(value);
    });
  };
  pickle
    .call('collections', 'OrderedDict', () => {})
    .entries(() => {
      pickle.text('w').call('torch._utils', '_rebuild_tensor_v2', () => {
        pickle.persistent(() => {
          pickle.text('storage').global('torch', type).text('0').text('cpu').count(length);
        });
        pickle.count(offset);
        counts(shape);
        counts(strides);
        pickle.no().call('collections', 'OrderedDict', () => {});
      });
    });
  return pickle.end();
}
