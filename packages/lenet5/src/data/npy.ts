// NumPy's arrays (.npy, format 1 to 3) and their archives (.npz).
import { type Fail, viewOf } from '../files/foreign-file.js';
import { readZipDirectory, readZipEntry } from '../files/pth/zip/reader.js';
import { elementsOf } from '../files/tensors.js';
import { decodeLatin1 } from '../files/utf8.js';
import { refuse } from './files.js';

/** An array by what it is called: that of its file, or its name in the archive. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

type Reader = (view: DataView, at: number, little: boolean) => number;
const READERS: Readonly<Record<string, readonly [size: number, read: Reader]>> = {
  u1: [1, (view, at) => view.getUint8(at)],
  b1: [1, (view, at) => view.getUint8(at)],
  i1: [1, (view, at) => view.getInt8(at)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
};

/** 1 GiB, as for an IDX file. */
const MOST = 0x40000000;

/** @param path how messages call the file @throws DataError `not-dataset` */
export function readNpy(bytes: Uint8Array, name: string, path: string): NamedArray {
  const download = 'save it again with numpy.save or numpy.savez';
  if (decodeLatin1(bytes.subarray(0, 6)) !== '\x93NUMPY' || bytes.length < 12) {
    return refuse(path, 'is no NumPy array', download);
  }
  const view = viewOf(bytes);
  const wide = view.getUint8(6) > 1;
  const start = (wide ? 12 : 10) + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const head = decodeLatin1(bytes.subarray(wide ? 12 : 10, start));
  const [, order = '', type = ''] = /'descr': *'([<>|=]?)([a-zA-Z]\d*)'/.exec(head) ?? [];
  const [, sizes] = /'shape': *\(([\d, ]*)\)/.exec(head) ?? [];
  const found = READERS[type];
  if (sizes === undefined || /'fortran_order': *True/.test(head)) {
    return refuse(
      path,
      `has the array ${name} in an order that is not read here`,
      'save numpy.ascontiguousarray of it',
    );
  }
  if (!found) return refuse(path, `has the array ${name} of type ${type || 'object'}`, `save it with .astype('uint8')`);
  const shape = [...sizes.matchAll(/\d+/g)].map(([size]) => Number(size));
  const [size, read] = found;
  const count = elementsOf(shape);
  if (start + count * size > bytes.length) return refuse(path, `is cut off within its array ${name}`, download);
  if (size === 1 && type !== 'i1') return { name, shape, data: bytes.subarray(start, start + count) };
  const data = new Float64Array(count);
  for (let i = 0; i < count; i++) data[i] = read(view, start + i * size, order !== '>');
  return { name, shape, data };
}

/** @throws DataError `not-dataset` */
export async function readNpz(bytes: Uint8Array, path: string): Promise<NamedArray[]> {
  const fail: Fail = (_, problem, remedy = 'download or copy it again') => refuse(path, problem, remedy);
  const arrays: NamedArray[] = [];
  for (const entry of readZipDirectory(bytes, fail).values()) {
    if (!entry.name.endsWith('.npy')) continue;
    const content = await readZipEntry(bytes, entry, MOST, fail);
    arrays.push(readNpy(content, entry.name.slice(0, -'.npy'.length), path));
  }
  return arrays;
}
