import { MAX_RATIO, unpackedChunks } from '../../inflate/chunks.js';
import type { Fail } from '../fail.js';
import { crc32 } from './crc32.js';
import type { ZipEntry } from './directory.js';

const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;

/**
 * The content of a file inside a zip file: a view where it is stored, unpacked where it is deflated.
 * @param mostUnpacked the largest size to unpack; a stored entry takes no memory and has no limit
 * @throws what `fail` throws, for an entry that is not where it should be, damaged or larger than that
 */
export async function readZipEntry(
  file: Uint8Array,
  entry: ZipEntry,
  mostUnpacked: number,
  fail: Fail,
): Promise<Uint8Array> {
  const packed = packedBytes(file, entry, fail);
  const content = entry.method === 'stored' ? packed : await inflate(packed, entry, mostUnpacked, fail);
  // PyTorch can be told to leave the sum out (set_crc32_options), and then it is 0.
  if (entry.crc32 !== 0 && crc32(content) !== entry.crc32) {
    return fail('zip-damaged', `holds a damaged record ${quoted(entry)} (its CRC-32 differs)`);
  }
  return content;
}

const quoted = ({ name }: ZipEntry): string => JSON.stringify(name.slice(0, 100));

function packedBytes(file: Uint8Array, entry: ZipEntry, fail: Fail): Uint8Array {
  const { header, packedSize } = entry;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (header + LOCAL_SIZE > file.length || view.getUint32(header, true) !== LOCAL) {
    return fail('zip-damaged', `does not hold its record ${quoted(entry)} where its list says`);
  }
  const begin = header + LOCAL_SIZE + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (begin + packedSize > file.length) return fail('zip-damaged', `is cut off within its record ${quoted(entry)}`);
  return file.subarray(begin, begin + packedSize);
}

async function inflate(packed: Uint8Array, entry: ZipEntry, most: number, fail: Fail): Promise<Uint8Array> {
  const { size } = entry;
  const damaged = (): never => fail('zip-damaged', `holds a record ${quoted(entry)} that cannot be unpacked`);
  if (size > packed.length * MAX_RATIO) return damaged();
  if (size > most) {
    const problem = `holds a record ${quoted(entry)} that unpacks to ${size} bytes, where ${most} are allowed`;
    return fail('zip-unsupported', problem, 'check where it comes from');
  }
  const reader = unpackedChunks(packed, 'deflate-raw');
  if (!reader) {
    const problem = 'is packed with deflate, which this browser cannot unpack';
    return fail('zip-unsupported', problem, 'unpack it and pack it again without compression');
  }
  const content = new Uint8Array(size);
  let filled = 0;
  for (;;) {
    const { value } = await reader.read().catch(damaged);
    if (!value) break;
    if (filled + value.length > size) {
      await reader.cancel();
      return damaged();
    }
    content.set(value, filled);
    filled += value.length;
  }
  return filled === size ? content : damaged();
}
