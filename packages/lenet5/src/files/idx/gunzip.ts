import { DataError } from '../../errors.js';
import { viewOf } from '../foreign-file.js';
import { inflateBounded, MAX_RATIO } from '../inflate.js';

/** True for bytes that begin like a gzip file, whatever the name. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks one gzip file, within the bounds of {@link inflateBounded}.
 * @param sizeOf the bytes there must be altogether, by the first `headSize` of them
 * @throws DataError `gzip-corrupt`, `gzip-unsupported`, `idx-truncated`, or what `sizeOf` throws.
 */
export async function gunzip(
  bytes: Uint8Array,
  name: string,
  headSize: number,
  sizeOf: (head: Uint8Array) => number,
): Promise<Uint8Array> {
  let planned = Number.POSITIVE_INFINITY;
  const unpacked = await inflateBounded(bytes, 'gzip', {
    headSize,
    sizeOf(head) {
      planned = sizeOf(head);
      checkRatio(planned, bytes.length, name);
      return planned;
    },
    damaged(filled, cause) {
      const expected = Number.isFinite(planned) ? ` of ${planned} expected` : '';
      // Engines word their errors differently: ours says what that means.
      throw new DataError(
        'gzip-corrupt',
        `${name} is a damaged or cut-off gzip file (unpacking failed after ${filled}${expected} bytes): ` +
          'download or copy it again.',
        { cause },
      );
    },
    unsupported() {
      throw new DataError(
        'gzip-unsupported',
        `${name} is gzip-packed and this browser cannot unpack gzip: unpack the file first, or use a newer browser.`,
      );
    },
  });
  if (unpacked.length <= planned) checkTrailer(bytes, name, unpacked.length);
  return unpacked;
}

function checkRatio(planned: number, packedSize: number, name: string): void {
  const most = packedSize * MAX_RATIO;
  if (planned <= most) return;
  throw new DataError(
    'idx-truncated',
    `${name} promises ${planned} bytes in its header, but a gzip file of ${packedSize} bytes holds at most ${most}: ` +
      'it is cut off or damaged, so download or copy it again.',
  );
}

/**
 * The last four bytes of a gzip file are the unpacked size (RFC 1952, ISIZE). Engines disagree on what may follow the
 * end of the packed data (Node reads a second gzip member, browsers refuse): this check makes both refuse it.
 */
function checkTrailer(bytes: Uint8Array, name: string, unpackedSize: number): void {
  const promised = viewOf(bytes).getUint32(bytes.length - 4, true);
  if (promised === unpackedSize) return;
  throw new DataError(
    'gzip-corrupt',
    `${name} is a gzip file with ${unpackedSize} unpacked bytes that ends with a size of ${promised}: ` +
      'something was appended or damaged, so download or copy it again.',
  );
}
