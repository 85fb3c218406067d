import { DataError } from '../../errors.js';
import { viewOf } from '../foreign-file.js';
import { inflateBounded, MAX_RATIO } from '../inflate.js';

/**
 * Unpacks one gzip file, but never more than the unpacked bytes themselves promise.
 *
 * @param planSize is shown the first `headSize` unpacked bytes and answers how many bytes there must be altogether; it
 *   may throw. It is not called for a file that holds fewer.
 * @returns the unpacked bytes: the planned number, or fewer if the file holds fewer. If it holds more, unpacking stopped
 *   just past the planned number (or past the head), which is what keeps a gzip bomb small.
 * @throws DataError `gzip-corrupt`, `gzip-unsupported`, `idx-truncated`, or what `planSize` throws.
 */
export async function gunzipBounded(
  bytes: Uint8Array,
  name: string,
  headSize: number,
  planSize: (head: Uint8Array) => number,
): Promise<Uint8Array> {
  let planned = Number.POSITIVE_INFINITY;
  const unpacked = await inflateBounded(bytes, 'gzip', {
    headSize,
    planSize(head) {
      planned = planSize(head);
      checkRatio(planned, bytes.length, name);
      return planned;
    },
    damaged: (cause, filled, expected) => refuseDamaged(name, filled, expected, cause),
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

/** Engines word their errors differently: ours says what that means. */
function refuseDamaged(name: string, filled: number, planned: number | null, cause: unknown): never {
  const expected = planned === null ? '' : ` of ${planned} expected`;
  throw new DataError(
    'gzip-corrupt',
    `${name} is a damaged or cut-off gzip file (unpacking failed after ${filled}${expected} bytes): ` +
      'download or copy it again.',
    { cause },
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
