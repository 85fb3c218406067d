import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../../src/files/pth/zip/format.js';
import { writeZip } from '../../../src/files/pth/zip/writer.js';

/** What a zip file says of a content. */
interface Told {
  readonly crc: number;
  readonly size: number;
}

/** A zip file with deflated records. @param tell what it says of each, true or not */
export function deflatedZip(
  contents: Readonly<Record<string, Uint8Array>>,
  tell: (content: Uint8Array) => Told = (content) => ({ crc: crc32(content), size: content.length }),
): Uint8Array {
  const packed = Object.entries(contents).map(([name, content]) => ({
    name,
    content: Uint8Array.from(deflateRawSync(content)),
  }));
  const file = Buffer.from(writeZip(packed));
  let at = 0;
  for (const [name, content] of Object.entries(contents)) {
    const { crc, size } = tell(content);
    at = file.indexOf('PK\x01\x02', at);
    file.writeUInt16LE(8, at + 10);
    file.writeUInt32LE(crc, at + 16);
    file.writeUInt32LE(size, at + 24);
    at += 46 + name.length;
  }
  return Uint8Array.from(file);
}
