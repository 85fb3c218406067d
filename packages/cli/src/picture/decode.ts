import { stat } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { CommandError } from '../errors.js';
import { integer } from '../output.js';
import { phrase, t } from '../texts/language.js';
import { wholeFile, wholeStream } from '../whole-file.js';
import { type Raster, rasterOf } from './raster.js';

// One picture at a time: what libvips keeps for the next use of a file would only take memory.
sharp.cache(false);

/** What `recognize` takes on. With these, the process stays under half a gigabyte whatever it is given. */
export const LIMITS = {
  /** Bytes of a file: beyond those of any photograph, below what a terminal's mistake may feed in. */
  bytes: 100_000_000,
  /** Pixels of a picture as it is stored: 8,192 × 8,192. Decoders may hold several bytes for each of them. */
  pixels: 2 ** 26,
  /** Pixels that are looked at; a larger picture is scaled down to these while it is decoded. */
  workingPixels: 2 ** 22,
} as const;

/** The FILE that stands for standard input. */
export const STANDARD_INPUT = '-';

/** How a FILE is called in sentences. */
export function nameOf(file: string): string {
  return file === STANDARD_INPUT ? t('standard input') : file;
}

/**
 * All bytes of a file, or of standard input for "-".
 * @throws CommandError where there are none, too many, or they cannot be read
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  const reading = { called: nameOf(file), as: phrase('a picture'), most: LIMITS.bytes };
  const folder = file !== STANDARD_INPUT && (await stat(file).catch(() => null))?.isDirectory();
  if (folder) throw new CommandError(phrase('{{file}} is a folder: name the pictures in it.', { file }));
  const bytes = await (file === STANDARD_INPUT ? wholeStream(process.stdin, reading) : wholeFile(file, reading));
  if (bytes.length > 0) return bytes;
  throw new CommandError(phrase('{{file}} is empty: expected a picture.', { file: nameOf(file) }));
}

/** A decoded picture: upright, sRGB, 8 bits a channel, with alpha where the file has it. */
export interface DecodedPicture {
  readonly picture: {
    readonly data: Uint8Array;
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 2 | 3 | 4;
  };
  /** Size as stored in the file, upright: `picture` is smaller where that is beyond `LIMITS.workingPixels`. */
  readonly width: number;
  readonly height: number;
}

/** First bytes of such files, by the MIME type that file-type finds. */
const READABLE_TYPES: Readonly<Record<string, string>> = {
  'image/png': 'PNG',
  'image/apng': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'image/gif': 'GIF',
  'image/tiff': 'TIFF',
  'image/avif': 'AVIF',
  'image/bmp': 'BMP',
  'image/x-netpbm': 'PBM, PGM or PPM',
};

/** SVG, packed or not: what the decoder takes for it has its first tag among the first thousand characters. */
function mayBeSvg(bytes: Uint8Array): boolean {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return packed || /<(\w+:)?svg/i.test(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'));
}

/**
 * Decodes the first frame of a picture file. An SVG is a program that draws, and may draw for hours: that is done in a
 * process of its own, which is ended after some seconds.
 * @param name for the sentence of an error
 * @throws CommandError for bytes that are no picture, or a damaged or too large one
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<DecodedPicture> {
  if (!mayBeSvg(bytes)) return decodeHere(bytes, name);
  const { drawApart } = await import('./draw-apart.js');
  return drawApart(bytes, name);
}

/**
 * Decodes the first frame of a picture file, however long that takes. Everything a file can say about its pixels is applied: palette, 1 to 16
 * bits, CMYK and profiles (to sRGB), EXIF orientation.
 * @param name for the sentence of an error
 * @throws CommandError for bytes that are no picture, or a damaged or too large one
 */
export async function decodeHere(bytes: Uint8Array, name: string): Promise<DecodedPicture> {
  const raster = await rasterIn(bytes, name);
  const { width, height } = raster ?? (await sizeOf(bytes, name));
  if (width * height > LIMITS.pixels) {
    throw new CommandError(
      phrase(
        '{{name}} has {{width}} × {{height}} pixels, more than the {{most}} million that are read: scale it down.',
        {
          name,
          width: integer(width),
          height: integer(height),
          most: integer(LIMITS.pixels / 1e6),
        },
      ),
    );
  }
  const scale = Math.min(1, Math.sqrt(LIMITS.workingPixels / (width * height)));
  try {
    const pixels = (raster ? ofRaster(raster) : opened(bytes).autoOrient()).toColourspace('srgb');
    // Both sides are given: a rounded one alone would let the other one exceed the budget of a very long picture.
    const fitted = scale < 1 ? pixels.resize(shrunk(width, scale), shrunk(height, scale), { fit: 'fill' }) : pixels;
    const { data, info } = await fitted.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    const channels = info.channels as DecodedPicture['picture']['channels'];
    return { picture: { data, width: info.width, height: info.height, channels }, width, height };
  } catch (cause) {
    throw await complaint(bytes, name, cause);
  }
}

/** A picture that ends early is refused; one with a flaw that its decoder can pass over is taken. */
function opened(bytes: Uint8Array): Sharp {
  return sharp(bytes, { failOn: 'error', limitInputPixels: LIMITS.pixels });
}

async function rasterIn(bytes: Uint8Array, name: string): Promise<Raster | null> {
  try {
    return rasterOf(bytes);
  } catch (cause) {
    throw await complaint(bytes, name, cause);
  }
}

function ofRaster(raster: Raster): Sharp {
  const { width, height } = raster;
  return sharp(raster.decode(), { raw: { width, height, channels: 3 } });
}

function shrunk(side: number, scale: number): number {
  return Math.max(1, Math.floor(side * scale));
}

/** Width and height of the upright picture, from the head of the file alone. */
async function sizeOf(bytes: Uint8Array, name: string): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(bytes, { failOn: 'error', limitInputPixels: false }).metadata();
    return autoOrient;
  } catch (cause) {
    throw await complaint(bytes, name, cause);
  }
}

/** Why a file could not be decoded: it is something else, or it is damaged. */
async function complaint(bytes: Uint8Array, name: string, cause: unknown): Promise<CommandError> {
  const type = await typeOf(bytes);
  const known = type && READABLE_TYPES[type];
  const detail = cause instanceof Error ? ` (${(cause.message.split('\n').at(-1) ?? '').trim()})` : '';
  if (known) {
    const damaged = phrase(
      '{{name}} is a damaged {{known}} picture{{detail}}: it ends too early or holds what its format forbids.',
      { name, known, detail },
    );
    return new CommandError(damaged, undefined, { cause });
  }
  if (type !== undefined && /^image\/hei[cf]/.test(type)) {
    const heic = phrase(
      '{{name}} is a HEIC picture, for which there is no free decoder here: save it as JPEG (macOS: sips -s format jpeg FILE --out FILE.jpg; Linux: heif-convert FILE FILE.jpg; iPhone: Settings, Camera, Formats, Most Compatible).',
      { name },
    );
    return new CommandError(heic, undefined, { cause });
  }
  if ((type === undefined || type.includes('xml')) && mayBeSvg(bytes)) {
    const undrawn = phrase(
      '{{name}} is an SVG picture that cannot be drawn{{detail}}: it is not well formed, or its parts stand for too many others; save it as PNG.',
      { name, detail },
    );
    return new CommandError(undrawn, undefined, { cause });
  }
  const other = type
    ? phrase(
        '{{name}} is a file of type {{type}}: expected PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP, PGM or SVG; save it as one of these.',
        { name, type },
      )
    : phrase(
        '{{name}} is no picture, whatever its name says: expected PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP, PGM or SVG; save it as one of these.',
        { name },
      );
  return new CommandError(other, undefined, { cause });
}

/** MIME type by the first bytes; file-type itself follows a TIFF's pointers, and is lost where the file is cut off. */
async function typeOf(bytes: Uint8Array): Promise<string | undefined> {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (head === 'II*\0' || head === 'MM\0*') return 'image/tiff';
  if (/^P[1-6]\s/.test(head)) return 'image/x-netpbm';
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return type?.mime;
}
