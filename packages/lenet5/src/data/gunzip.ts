import { DataError } from '../errors.js';
import { MAX_RATIO, unpackedChunks } from '../inflate/chunks.js';

/** True for bytes that begin like a gzip file, whatever the name. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

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
  const reader = gzipChunks(bytes, name);
  let buffer = new Uint8Array(headSize);
  let filled = 0;
  let planned = -1;
  for (;;) {
    const chunk = await readChunk(reader, name, filled, planned);
    let at = 0;
    while (chunk && at < chunk.length) {
      const taken = chunk.subarray(at, at + buffer.length - filled);
      buffer.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (planned < 0 && filled === buffer.length) {
        planned = await planOrCancel(reader, buffer, planSize);
        buffer = grow(buffer, planned, bytes.length, name);
      }
      if (planned >= 0 && filled > planned) {
        await reader.cancel();
        return buffer.subarray(0, filled);
      }
    }
    if (!chunk) break;
  }
  checkTrailer(bytes, name, filled);
  return buffer.subarray(0, filled);
}

/** A stream that waits for a reader keeps its memory: let it go before the error goes up. */
async function planOrCancel(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  head: Uint8Array,
  planSize: (head: Uint8Array) => number,
): Promise<number> {
  try {
    return planSize(head);
  } catch (error) {
    await reader.cancel();
    throw error;
  }
}

/** Room for the planned bytes and one more, which tells "exactly" from "too many". */
function grow(head: Uint8Array, planned: number, packedSize: number, name: string): Uint8Array<ArrayBuffer> {
  const most = packedSize * MAX_RATIO;
  if (planned > most) {
    throw new DataError(
      'idx-truncated',
      `${name} promises ${planned} bytes in its header, but a gzip file of ${packedSize} bytes holds at most ${most}: ` +
        'it is cut off or damaged, so download or copy it again.',
    );
  }
  const buffer = new Uint8Array(Math.max(planned + 1, head.length));
  buffer.set(head);
  return buffer;
}

function gzipChunks(bytes: Uint8Array, name: string): ReadableStreamDefaultReader<Uint8Array> {
  const chunks = unpackedChunks(bytes, 'gzip');
  if (chunks) return chunks;
  throw new DataError(
    'gzip-unsupported',
    `${name} is gzip-packed and this browser cannot unpack gzip: unpack the file first, or use a newer browser.`,
  );
}

/** The next chunk, or undefined at the end. Engines word their errors differently: ours says what that means. */
async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  name: string,
  filled: number,
  planned: number,
): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch (cause) {
    const expected = planned < 0 ? '' : ` of ${planned} expected`;
    throw new DataError(
      'gzip-corrupt',
      `${name} is a damaged or cut-off gzip file (unpacking failed after ${filled}${expected} bytes): ` +
        'download or copy it again.',
      { cause },
    );
  }
}

/**
 * The last four bytes of a gzip file are the unpacked size (RFC 1952, ISIZE). Engines disagree on what may follow the
 * end of the packed data (Node reads a second gzip member, browsers refuse): this check makes both refuse it.
 */
function checkTrailer(bytes: Uint8Array, name: string, unpackedSize: number): void {
  const promised = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0, true);
  if (promised !== unpackedSize) {
    throw new DataError(
      'gzip-corrupt',
      `${name} is a gzip file with ${unpackedSize} unpacked bytes that ends with a size of ${promised}: ` +
        'something was appended or damaged, so download or copy it again.',
    );
  }
}
