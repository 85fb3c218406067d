import { type Fail, quoted, viewOf } from '../../foreign-file.js';
import { inflateBounded, MAX_RATIO } from '../../inflate.js';
import { decodeLatin1, decodeUtf8 } from '../../utf8.js';
import { crc32, END, ENTRY, LOCAL } from './format.js';

/** A file inside a zip file, as the central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly header: number;
}

/** Where the central directory is, and how many entries it has. */
interface Ending {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

const END64 = { signature: 0x06064b50, size: 56 };
const LOCATOR64 = { signature: 0x07064b50, size: 20 };
const MAX_COMMENT = 0xffff;
/** Models have a record for each tensor; more than this is no model, and each record takes memory. */
const MAX_ENTRIES = 50_000;
const METHODS: Readonly<Record<number, ZipEntry['method']>> = { 0: 'stored', 8: 'deflated' };

/**
 * Reads the central directory of a zip file (APPNOTE.TXT 6.3, 4.3.12 to 4.3.16, with Zip64): it alone tells the sizes,
 * because writers that stream, such as PyTorch's, leave them out of the local headers.
 * @returns the entries by name, folders included
 */
export function readZipDirectory(bytes: Uint8Array, fail: Fail): Map<string, ZipEntry> {
  const view = viewOf(bytes);
  const { count, size, offset } = findEnding(view, fail);
  if (count > MAX_ENTRIES) fail('zip-unsupported', `has ${count} records, where at most ${MAX_ENTRIES} are read`);
  const entries = new Map<string, ZipEntry>();
  const damagedAt = (i: number) => fail('zip-damaged', `has a damaged list of records (record ${i + 1} of ${count})`);
  let at = offset;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY.size > offset + size || view.getUint32(at, true) !== ENTRY.signature) return damagedAt(i);
    const next = at + ENTRY.size + trailingSize(view, at);
    if (next > offset + size) return damagedAt(i);
    const entry = readEntry(bytes.subarray(at, next), fail);
    if (entries.has(entry.name)) return fail('zip-damaged', `has two records called ${JSON.stringify(entry.name)}`);
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

/** Bytes of name, extra fields and comment after the fixed part. */
function trailingSize(view: DataView, at: number): number {
  return view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
}

/** The end record stands at the end, before a comment of up to 65,535 bytes. */
function findEnding(view: DataView, fail: Fail): Ending {
  const last = view.byteLength - END.size;
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
    if (view.getUint32(at, true) !== END.signature || view.getUint16(at + 20, true) !== last - at) continue;
    const ending = readEnding64(view, at) ?? {
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
    if (ending.offset + ending.size <= at) return ending;
    return fail('zip-damaged', 'has a damaged end: its list of records is not there');
  }
  return fail('zip-damaged', 'is a zip file without its end, so it is cut off');
}

/** What Zip64 says in place of the old end record; null where there is none. */
function readEnding64(view: DataView, end: number): Ending | null {
  const locator = end - LOCATOR64.size;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64.signature) return null;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + END64.size > locator || view.getUint32(at, true) !== END64.signature) return null;
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    size: Number(view.getBigUint64(at + 40, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
  };
}

function readEntry(bytes: Uint8Array, fail: Fail): ZipEntry {
  const view = viewOf(bytes);
  const nameEnd = ENTRY.size + view.getUint16(28, true);
  const written = bytes.subarray(ENTRY.size, nameEnd);
  const name = decodeUtf8(written, () => decodeLatin1(written));
  const shown = quoted(name);
  if (view.getUint16(8, true) & 1) {
    return fail('zip-unsupported', `holds ${shown} encrypted`, 'unpack it and save it again');
  }
  const code = view.getUint16(10, true);
  const method = METHODS[code];
  if (!method) {
    const problem = `holds ${shown} packed by method ${code}, where stored (0) and deflated (8) are read`;
    return fail('zip-unsupported', problem, 'unpack it and pack it again');
  }
  const extra = bytes.subarray(nameEnd, nameEnd + view.getUint16(30, true));
  const wide = widen([view.getUint32(24, true), view.getUint32(20, true), view.getUint32(42, true)], extra);
  if (!wide) return fail('zip-damaged', `lacks the sizes of ${shown}`);
  const [size, packedSize, header] = wide;
  if (method === 'stored' && size !== packedSize) {
    return fail('zip-damaged', `holds ${shown} unpacked with two sizes, ${packedSize} and ${size}`);
  }
  return { name, method, crc32: view.getUint32(16, true), packedSize, size, header };
}

type Sizes = [size: number, packedSize: number, header: number];
const TOO_WIDE = 0xffffffff;

/** Values of 32 one-bits stand in the Zip64 field (0x0001) instead, in this order and only those. */
function widen(values: Sizes, extra: Uint8Array): Sizes | null {
  if (!values.includes(TOO_WIDE)) return values;
  const field = extraField(extra, 0x0001);
  if (!field) return null;
  const view = viewOf(field);
  let at = 0;
  const wide = values.map((value) => {
    if (value !== TOO_WIDE) return value;
    at += 8;
    return at <= field.length ? Number(view.getBigUint64(at - 8, true)) : Number.NaN;
  });
  return wide.every(Number.isSafeInteger) ? (wide as Sizes) : null;
}

function extraField(extra: Uint8Array, id: number): Uint8Array | null {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > extra.length) return null;
    if (view.getUint16(at, true) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}

/** Looks at the beginning of what is unpacked, before the rest of it is. */
interface Peek {
  readonly headSize: number;
  check(head: Uint8Array): void;
}

/**
 * The content of a file inside a zip file: a view where it is stored, unpacked where it is deflated.
 * @param mostUnpacked the largest size to unpack; a stored entry takes no memory and has no limit
 * @param peek may refuse what is packed by its beginning
 * @throws what `fail` throws, for an entry that is not where it should be, damaged or larger than that
 */
export async function readZipEntry(
  file: Uint8Array,
  entry: ZipEntry,
  mostUnpacked: number,
  fail: Fail,
  peek?: Peek,
): Promise<Uint8Array> {
  const packed = packedBytes(file, entry, fail);
  const content = entry.method === 'stored' ? packed : await inflate(packed, entry, mostUnpacked, fail, peek);
  // PyTorch can be told to leave the sum out (set_crc32_options), and then it is 0.
  if (entry.crc32 !== 0 && crc32(content) !== entry.crc32) {
    return fail('zip-damaged', `holds a damaged record ${quoted(entry.name)} (its CRC-32 differs)`);
  }
  return content;
}

function packedBytes(file: Uint8Array, entry: ZipEntry, fail: Fail): Uint8Array {
  const { header, packedSize } = entry;
  const view = viewOf(file);
  if (header + LOCAL.size > file.length || view.getUint32(header, true) !== LOCAL.signature) {
    return fail('zip-damaged', `does not hold its record ${quoted(entry.name)} where its list says`);
  }
  const begin = header + LOCAL.size + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (begin + packedSize > file.length)
    return fail('zip-damaged', `is cut off within its record ${quoted(entry.name)}`);
  return file.subarray(begin, begin + packedSize);
}

async function inflate(
  packed: Uint8Array,
  entry: ZipEntry,
  most: number,
  fail: Fail,
  peek?: Peek,
): Promise<Uint8Array> {
  const { size } = entry;
  const damaged = (): never => fail('zip-damaged', `holds a record ${quoted(entry.name)} that cannot be unpacked`);
  if (size > packed.length * MAX_RATIO) return damaged();
  if (size > most) {
    const problem = `holds a record ${quoted(entry.name)} that unpacks to ${size} bytes, where ${most} are allowed`;
    return fail('zip-unsupported', problem, 'check where it comes from');
  }
  const content = await inflateBounded(packed, 'deflate-raw', {
    headSize: peek?.headSize ?? 0,
    sizeOf(head) {
      peek?.check(head);
      return size;
    },
    damaged,
    unsupported() {
      const problem = 'is packed with deflate, which this browser cannot unpack';
      return fail('zip-unsupported', problem, 'unpack it and pack it again without compression');
    },
  });
  return content.length === size ? content : damaged();
}
