/** Deflate codes at most 258 bytes in 2 bits, so nothing unpacks to more than 1,032 times its size. */
export const MAX_RATIO = 1032;
/** The packed bytes go in by pieces, so that stopping early also stops the work. */
const PIECE = 65536;

/** How much is unpacked, and what is thrown where that cannot be. */
export interface Bounds {
  /** So many bytes tell how many there must be altogether. */
  readonly headSize: number;
  /** Answers that; it may throw. It is not called where there are fewer than `headSize`. */
  sizeOf(head: Uint8Array): number;
  /** Throws, for bytes that cannot be unpacked, after `filled` of them. */
  damaged(filled: number, cause: unknown): never;
  /** Throws, for an engine that cannot unpack this format. */
  unsupported(): never;
}

/**
 * Unpacks, but never more than the unpacked bytes themselves promise: that keeps a bomb small.
 * @param format gzip (RFC 1952), or bare deflate (RFC 1951) as in a zip file
 * @returns the promised number of bytes, or fewer if there are fewer. If there are more, unpacking stopped just past it.
 */
export async function inflateBounded(
  bytes: Uint8Array,
  format: 'gzip' | 'deflate-raw',
  { headSize, sizeOf, damaged, unsupported }: Bounds,
): Promise<Uint8Array> {
  const reader = unpackedChunks(bytes, format) ?? unsupported();
  let buffer = new Uint8Array(headSize);
  let filled = 0;
  let most: number | null = null;
  try {
    for (;;) {
      const { value } = await reader.read().catch((cause: unknown) => damaged(filled, cause));
      if (!value) return buffer.subarray(0, filled);
      for (let at = 0; at < value.length; ) {
        const taken = value.subarray(at, at + buffer.length - filled);
        buffer.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (most === null && filled === headSize) {
          most = sizeOf(buffer);
          buffer = withRoom(buffer, most);
        }
        if (most !== null && filled > most) return buffer.subarray(0, filled);
      }
    }
  } finally {
    // A stream that waits for a reader keeps its memory.
    await reader.cancel().catch(() => {});
  }
}

/** Room for `most` bytes and one more, which tells "exactly" from "too many". */
function withRoom(head: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  const buffer = new Uint8Array(Math.max(most + 1, head.length));
  buffer.set(head);
  return buffer;
}

/** Unpacks by chunks: nothing is unpacked before it is read. Null where the engine cannot unpack this format. */
function unpackedChunks(
  bytes: Uint8Array,
  format: 'gzip' | 'deflate-raw',
): ReadableStreamDefaultReader<Uint8Array> | null {
  let stream: DecompressionStream;
  try {
    stream = new DecompressionStream(format);
  } catch {
    // Old engines lack the class, or know gzip but not bare deflate.
    return null;
  }
  let at = 0;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + PIECE));
      at += PIECE;
    },
  });
  return packed.pipeThrough(stream).getReader();
}
