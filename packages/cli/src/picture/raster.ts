// BMP and Netpbm (PBM, PGM, PPM): plain rasters, which sharp does not decode and no kept library decodes whole.

/** A raster whose head is read; its pixels are not touched before `decode`. */
export interface Raster {
  readonly type: 'BMP' | 'PBM' | 'PGM' | 'PPM';
  readonly width: number;
  readonly height: number;
  /** RGB, rows from the top. @throws Error in words where the pixels are cut off or packed */
  decode(): Uint8Array;
}

/** The raster that the bytes begin; null for all else. @throws Error where its head is damaged */
export function rasterOf(bytes: Uint8Array): Raster | null {
  if (bytes[0] === 0x42 && bytes[1] === 0x4d && bytes.length >= 26) return bmpOf(bytes);
  const kind = (bytes[1] ?? 0) - 0x30;
  return bytes[0] === 0x50 && kind >= 1 && kind <= 6 && isSpace(bytes[2]) ? netpbmOf(bytes, kind) : null;
}

/** Where the bits of a channel stand in a pixel, and the largest value there. */
interface Mask {
  readonly shift: number;
  readonly most: number;
}

function maskOf(bits: number): Mask {
  const shift = bits === 0 ? 0 : 31 - Math.clz32(bits & -bits);
  return { shift, most: bits >>> shift };
}

/** Channels of 16 and 32 bits, red first, where the file has no masks of its own. */
const MASKS: Readonly<Record<number, readonly number[]>> = {
  16: [0x7c00, 0x03e0, 0x001f],
  32: [0xff0000, 0x00ff00, 0x0000ff],
};
const BITFIELDS = 3;
const CORE_HEADER = 12;

/** Windows bitmaps of 1 to 32 bits, of any header; packed ones (RLE) are refused. */
function bmpOf(bytes: Uint8Array): Raster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [start, header] = [view.getUint32(10, true), view.getUint32(14, true)];
  const core = header === CORE_HEADER;
  if (!core && (header < 40 || bytes.length < 54)) throw new Error('its header is cut off');
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  // Rows stand from the bottom up, or with a negative height from the top down.
  const stored = core ? view.getInt16(20, true) : view.getInt32(22, true);
  const height = Math.abs(stored);
  const bits = view.getUint16(core ? 24 : 28, true);
  const compression = core ? 0 : view.getUint32(30, true);
  if (![1, 4, 8, 16, 24, 32].includes(bits) || width < 1 || height < 1) throw new Error('its header is damaged');
  const decode = () => {
    if (compression !== 0 && compression !== BITFIELDS) throw new Error('it is packed: save it without compression');
    const stride = Math.ceil((width * bits) / 32) * 4;
    if (start + stride * height > bytes.length) throw new Error('its pixels are cut off');
    const own = compression === BITFIELDS ? [54, 58, 62].map((at) => view.getUint32(at, true)) : MASKS[bits];
    const masks = (own ?? []).map(maskOf);
    const palette = 14 + header + (header === 40 && compression === BITFIELDS ? 12 : 0);
    const entry = core ? 3 : 4;
    const rgb = new Uint8Array(width * height * 3);
    for (let y = 0, to = 0; y < height; y++) {
      const row = start + stride * (stored < 0 ? y : height - 1 - y);
      for (let x = 0; x < width; x++, to += 3) {
        if (masks.length > 0) {
          const pixel = bits === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true);
          masks.forEach(({ shift, most }, c) => {
            rgb[to + c] = most === 0 ? 0 : Math.round((((pixel >>> shift) & most) * 255) / most);
          });
          continue;
        }
        const at = bits === 24 ? row + 3 * x : palette + entry * indexAt(bytes, row, x, bits);
        for (let c = 0; c < 3; c++) rgb[to + c] = bytes[at + 2 - c] ?? 0;
      }
    }
    return rgb;
  };
  return { type: 'BMP', width, height, decode };
}

/** Pixel `x` of a row of palette indices of 1, 4 or 8 bits, the first in the highest bits. */
function indexAt(bytes: Uint8Array, row: number, x: number, bits: number): number {
  const bit = x * bits;
  return ((bytes[row + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
}

const isSpace = (byte: number | undefined) => byte !== undefined && (byte === 0x20 || (byte >= 9 && byte <= 13));

/** The numbers of a Netpbm file from `at` on, with comments passed over; null at its end. */
function numbers(bytes: Uint8Array, at: number) {
  let place = at;
  return {
    /** @param most digits of a number: bits of a plain PBM need no space between them */
    next(most = 9): number | null {
      while (isSpace(bytes[place]) || bytes[place] === 0x23) {
        if (bytes[place] === 0x23) while (place < bytes.length && bytes[place] !== 0x0a) place++;
        else place++;
      }
      const from = place;
      let value = 0;
      for (; place - from < most; place++) {
        const digit = (bytes[place] ?? 0) - 0x30;
        if (digit < 0 || digit > 9) break;
        value = 10 * value + digit;
      }
      return place === from ? null : value;
    },
    place: () => place,
  };
}

/** Portable bitmaps, graymaps and pixmaps, plain (P1 to P3) and raw (P4 to P6), 1 to 16 bits. */
function netpbmOf(bytes: Uint8Array, kind: number): Raster {
  const reader = numbers(bytes, 2);
  const [width, height] = [reader.next(), reader.next()];
  const type = kind % 3 === 1 ? 'PBM' : kind % 3 === 2 ? 'PGM' : 'PPM';
  const most = type === 'PBM' ? 1 : reader.next();
  if (!width || !height || !most || most > 65_535) throw new Error('its header is damaged');
  const channels = type === 'PPM' ? 3 : 1;
  const decode = () => {
    const valueAt = kind > 3 ? rawValues(bytes, reader.place() + 1, { type, width, most }) : null;
    const rgb = new Uint8Array(width * height * 3);
    for (let i = 0; i < width * height * channels; i++) {
      const value = valueAt ? valueAt(i) : reader.next(type === 'PBM' ? 1 : 9);
      if (value === null) throw new Error('its pixels are cut off');
      // In a bitmap 1 is black.
      const level = Math.round((255 * (type === 'PBM' ? 1 - value : Math.min(value, most))) / most);
      if (channels === 3) rgb[i] = level;
      else rgb.fill(level, 3 * i, 3 * i + 3);
    }
    return rgb;
  };
  return { type, width, height, decode };
}

function rawValues(
  bytes: Uint8Array,
  start: number,
  { type, width, most }: { type: Raster['type']; width: number; most: number },
): (i: number) => number | null {
  if (type === 'PBM') {
    const stride = Math.ceil(width / 8);
    return (i) => {
      const at = start + stride * Math.floor(i / width) + ((i % width) >> 3);
      return at < bytes.length ? indexAt(bytes, at, (i % width) & 7, 1) : null;
    };
  }
  if (most < 256) return (i) => bytes[start + i] ?? null;
  return (i) =>
    start + 2 * i + 1 < bytes.length ? 256 * (bytes[start + 2 * i] ?? 0) + (bytes[start + 2 * i + 1] ?? 0) : null;
}
