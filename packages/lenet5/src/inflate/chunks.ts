/** Deflate codes at most 258 bytes in 2 bits, so nothing unpacks to more than 1,032 times its size. */
export const MAX_RATIO = 1032;
/** The packed bytes go in by pieces, so that stopping early also stops the work. */
const PIECE = 65536;

/**
 * Unpacks by chunks: nothing is unpacked before it is read, and `cancel()` of the reader lets go of the rest.
 * @param format gzip (RFC 1952), or bare deflate (RFC 1951) as in a zip file
 * @returns a reader that fails on damaged bytes, or null where the engine cannot unpack this format
 */
export function unpackedChunks(
  bytes: Uint8Array,
  format: 'gzip' | 'deflate-raw',
): ReadableStreamDefaultReader<Uint8Array> | null {
  const stream = decompressionStream(format);
  if (!stream) return null;
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

/** Engines that know gzip but not bare deflate throw a TypeError. */
function decompressionStream(format: 'gzip' | 'deflate-raw'): DecompressionStream | null {
  if (typeof DecompressionStream === 'undefined') return null;
  try {
    return new DecompressionStream(format);
  } catch {
    return null;
  }
}
