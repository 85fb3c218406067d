import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { CommandError } from '../errors.js';
import { integer } from '../output.js';
import { LIMITS } from './limits.js';

// One picture at a time: what libvips keeps for the next use of a file would only take memory.
sharp.cache(false);

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

const READABLE = 'PNG, JPEG, WebP, GIF, TIFF, AVIF or SVG';
/** First bytes of such files, by the MIME type that file-type finds. */
const READABLE_TYPES: Readonly<Record<string, string>> = {
  'image/png': 'PNG',
  'image/apng': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'image/gif': 'GIF',
  'image/tiff': 'TIFF',
  'image/avif': 'AVIF',
};

/**
 * Decodes the first frame of a picture file. Everything a file can say about its pixels is applied: palette, 1 to 16
 * bits, CMYK and profiles (to sRGB), EXIF orientation.
 * @param name for the sentence of an error
 * @throws CommandError for bytes that are no picture, or a damaged or too large one
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<DecodedPicture> {
  const { width, height } = await sizeOf(bytes, name);
  if (width * height > LIMITS.pixels) {
    throw new CommandError(
      `${name} has ${integer(width)} × ${integer(height)} pixels, more than the ${integer(LIMITS.pixels / 1e6)} million ` +
        'that are read: scale it down.',
    );
  }
  const scale = Math.min(1, Math.sqrt(LIMITS.workingPixels / (width * height)));
  const pixels = opened(bytes).autoOrient().toColourspace('srgb');
  // Both sides are given: a rounded one alone would let the other one exceed the budget of a very long picture.
  const fitted = scale < 1 ? pixels.resize(shrunk(width, scale), shrunk(height, scale), { fit: 'fill' }) : pixels;
  try {
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
    const sentence = `${name} is a damaged ${known} picture${detail}: it ends too early or holds what its format forbids.`;
    return new CommandError(sentence, undefined, { cause });
  }
  const what = type ? `is a file of type ${type}` : 'is no picture, whatever its name says';
  return new CommandError(`${name} ${what}: expected ${READABLE}; save it as one of these.`, undefined, { cause });
}

/** MIME type by the first bytes; file-type itself follows a TIFF's pointers, and is lost where the file is cut off. */
async function typeOf(bytes: Uint8Array): Promise<string | undefined> {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (head === 'II*\0' || head === 'MM\0*') return 'image/tiff';
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return type?.mime;
}
