import { fit } from './options.js';
import { isDetached, tagOf } from './shown.js';

/** Bytes of a file or a message, as whoever read them has them; Node's Buffer is a view. */
export type BytesLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer;
/** Bytes in memory of their own, which `Blob` and `fetch` take; TypeScript before 5.7 has another word for that. */
export type Bytes = ReturnType<Uint8ArrayConstructor['of']>;

/** One byte a pixel: numbers of another width would be cut off. */
export const PIXELS = fit('a Uint8Array of bytes from 0 to 255', isPixels);

/** Also those of another realm; not those that were transferred away. */
export function isPixels(value: unknown): value is Uint8Array | Uint8ClampedArray {
  return ArrayBuffer.isView(value) && /^Uint8(Clamped)?Array$/.test(tagOf(value)) && !isDetached(value);
}
