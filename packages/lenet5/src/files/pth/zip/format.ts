/** What reader and writer of zip files share (APPNOTE.TXT 6.3): how records begin, the size of their fixed parts, and the sum. */

/** Before each file: its local header. */
export const LOCAL = { signature: 0x04034b50, size: 30 };
/** The list of files: a header for each. */
export const ENTRY = { signature: 0x02014b50, size: 46 };
/** The end: where the list is. */
export const END = { signature: 0x06054b50, size: 22 };

/** CRC-32 of each byte value, reflected polynomial 0xedb88320 (as in zip, gzip and PNG). */
function crcOfBytes(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    return crc;
  });
}

/** Made when first needed: most programs that import the library never read a zip file. */
let table: Uint32Array | undefined;

/** CRC-32 as zip files keep it, 0 to 2³² − 1. */
export function crc32(bytes: Uint8Array): number {
  table ??= crcOfBytes();
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
