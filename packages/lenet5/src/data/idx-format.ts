/**
 * IDX, the format of the MNIST files: two zero bytes, the element type, the rank, then `rank` sizes as big-endian
 * 32-bit integers, then the elements, last dimension fastest. Only unsigned bytes (type 0x08) occur in MNIST.
 */
export interface Idx {
  /** Sizes, slowest first: [count] for labels, [count, rows, columns] for images. All at least 1. */
  readonly shape: readonly number[];
  /** Product of `shape` bytes. A view into the bytes given to `readIdx` when those were not packed. */
  readonly data: Uint8Array;
}

/** The element type of MNIST's files. */
export const UNSIGNED_BYTE = 0x08;

/** The header of an IDX file of unsigned bytes with this shape; with it, a raw file can be put together again. */
export function idxHeader(shape: readonly number[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint8(2, UNSIGNED_BYTE);
  header.setUint8(3, shape.length);
  shape.forEach((size, i) => {
    header.setUint32(4 + 4 * i, size);
  });
  return new Uint8Array(header.buffer);
}
