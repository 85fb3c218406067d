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
  /** Row-major; whole bytes as such. */
  readonly data: Uint8Array | Float64Array;
  /** As NumPy calls it, without its byte order: 'u1', 'f4', 'b1' for true (1) and false (0). */
  readonly type: string;
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

/** What the head of an array says of it. */
interface Head {
  readonly shape: readonly number[];
  readonly type: string;
  readonly little: boolean;
  readonly columnMajor: boolean;
  /** Where its values begin and end. */
  readonly start: number;
  readonly end: number;
}

/** Bytes from which an array is refused that unpacks to so many times what it takes: pictures never pack like that. */
const SUSPECT = 0x4000000;
const MOST_TIMES = 500;

const AGAIN = 'save it again with numpy.save or numpy.savez';
/** Bytes of the longest head that NumPy itself reads, and what stands before it. */
const MOST_HEAD = 10_000 + 12;

/** What makes values of a type that is not read such as are. */
function savedFor(type: string): string {
  if (/^[fg]/.test(type)) return "save it with .astype('float32')";
  if (/^[US]/.test(type)) return 'save numpy.unique(y, return_inverse=True)[1], a number for each text';
  return 'save the arrays that are in it with numpy.savez';
}

/** @param path how messages call the file @throws DataError `not-dataset` */
function headOf(bytes: Uint8Array, name: string, path: string): Head {
  const has = (problem: string, remedy = AGAIN) => refuse(path, `has the array ${name} ${problem}`, remedy);
  const view = viewOf(bytes);
  if (decodeLatin1(bytes.subarray(0, 6)) !== '\x93NUMPY' || bytes.length < 12) {
    return refuse(path, `holds ${name}, which is no NumPy array`, AGAIN);
  }
  const version = view.getUint8(6);
  if (version < 1 || version > 3) return has(`in format ${version}, where 1 to 3 are read`);
  const wide = version > 1;
  const start = (wide ? 12 : 10) + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (start > Math.min(bytes.length, MOST_HEAD)) return has('with a damaged head: it ends before its head does');
  const head = decodeLatin1(bytes.subarray(wide ? 12 : 10, start));
  const [, descr] = /'descr': *('[^']*'|\[)/.exec(head) ?? [];
  const [, fortran] = /'fortran_order': *(True|False)/.exec(head) ?? [];
  // Python 2 wrote 28L.
  const [, sizes] = /'shape': *\(([\d, L]*)\)/.exec(head) ?? [];
  if (descr === undefined || fortran === undefined || sizes === undefined) {
    return has('with a damaged head: type, order and shape are not all there');
  }
  const [, order = '', type = ''] = /^'([<>|=]?)(.*)'$/.exec(descr) ?? [];
  const size = READERS[type]?.[0];
  if (size === undefined) return has(`of type ${type || 'record'}`, savedFor(type));
  const shape = [...sizes.matchAll(/\d+/g)].map(([each]) => Number(each));
  const columnMajor = fortran === 'True';
  return { shape, type, little: order !== '>', columnMajor, start, end: start + elementsOf(shape) * size };
}

/** The values are all there, and nothing else. */
function checkEnd({ end, shape }: Head, length: number, name: string, path: string): void {
  if (end > length) refuse(path, `is cut off within its array ${name}`, AGAIN);
  if (end < length) {
    refuse(path, `has the array ${name} of shape (${shape.join(', ')}) and ${length - end} bytes beyond it`, AGAIN);
  }
}

/** @param path how messages call the file @throws DataError `not-dataset` */
export function readNpy(bytes: Uint8Array, name: string, path: string): NamedArray {
  const head = headOf(bytes, name, path);
  checkEnd(head, bytes.length, name, path);
  const { shape, type, little, columnMajor, start, end } = head;
  const [size, read] = READERS[type] as (typeof READERS)[string];
  const inRows = <Data extends NamedArray['data']>(data: Data) => (columnMajor ? rowMajor(data, shape) : data);
  if (size === 1 && type !== 'i1') return { name, shape, data: inRows(bytes.subarray(start, end)), type };
  const view = viewOf(bytes);
  const data = new Float64Array((end - start) / size);
  for (let i = 0; i < data.length; i++) data[i] = read(view, start + i * size, little);
  return { name, shape, data: inRows(data), type };
}

/** Values that stand in the order of Fortran, the first index fastest, in that of C. */
function rowMajor<Data extends NamedArray['data']>(data: Data, shape: readonly number[]): Data {
  const sizes = [...shape].reverse();
  return (data as Float64Array).map((_, i) => {
    let [rest, from, stride] = [i, 0, data.length];
    for (const size of sizes) {
      stride /= size;
      from += (rest % size) * stride;
      rest = Math.floor(rest / size);
    }
    return data[from] ?? 0;
  }) as Data;
}

/** @throws DataError `not-dataset` */
export async function readNpz(bytes: Uint8Array, path: string): Promise<NamedArray[]> {
  const fail: Fail = (_, problem, remedy = 'download or copy it again') => refuse(path, problem, remedy);
  const arrays: NamedArray[] = [];
  for (const entry of readZipDirectory(bytes, fail).values()) {
    if (!entry.name.endsWith('.npy')) continue;
    const name = entry.name.slice(0, -'.npy'.length);
    if (entry.size > Math.max(SUSPECT, entry.packedSize * MOST_TIMES)) {
      const sizes = `${entry.packedSize} bytes that unpack to ${entry.size}`;
      refuse(path, `has the array ${name} of ${sizes} (no pictures pack like that)`, AGAIN);
    }
    // What does not end where its shape says is not unpacked at all.
    const content = await readZipEntry(bytes, entry, MOST, fail, {
      headSize: Math.min(entry.size, MOST_HEAD),
      check: (head) => checkEnd(headOf(head, name, path), entry.size, name, path),
    });
    arrays.push(readNpy(content, name, path));
  }
  return arrays;
}
