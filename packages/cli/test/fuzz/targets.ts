import fc from 'fast-check';
import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';
import sharp from 'sharp';
import { CommandError } from '../../src/errors.js';
import { decodePicture } from '../../src/picture/decode.js';
import { DATA_FILES, outcomeOfData } from './data.js';
import { outcomeOfRequest, requests } from './http.js';
import { changed, madeUp } from './png.js';

const recognizer = new Recognizer(pretrained());

/** A stroke on paper, in the variants of PNG that people have. */
async function realPictures(): Promise<Uint8Array[]> {
  const stroke = Buffer.from('<svg width="40" height="56"><path d="M20 6V50" stroke="#123" stroke-width="6"/></svg>');
  const onPaper = () => sharp(stroke).flatten({ background: '#eee' });
  const pictures = [
    onPaper().png(),
    onPaper().greyscale().png(),
    onPaper().png({ palette: true, colours: 8 }),
    onPaper().toColourspace('grey16').png(),
    onPaper().png({ progressive: true }),
    sharp(stroke).png(),
    onPaper().withMetadata({ orientation: 6 }).png(),
  ];
  return Promise.all(pictures.map(async (picture) => Uint8Array.from(await picture.toBuffer())));
}

const FILES = {
  png: fc.oneof(fc.noBias(changed(await realPictures())), madeUp),
  http: fc.noBias(requests),
  ...DATA_FILES,
};

/** What the fuzzer knows of this package: formats, and the errors that a user may see. */
export const formats = Object.keys(FILES) as (keyof typeof FILES)[];

/** Case number `index` of a run: always the same file for the same seed. */
export function caseOf(format: keyof typeof FILES, seed: number, index: number): Uint8Array {
  const [file] = fc.sample(FILES[format], { seed: Math.imul(seed, 1_000_003) + index, numRuns: 1 });
  return file as Uint8Array;
}

/** What the command makes of a case: 'read', 'refused', or 'untyped …' for what must not be. */
export async function outcomeOf(format: keyof typeof FILES, file: Uint8Array): Promise<string> {
  if (format === 'http') return outcomeOfRequest(file);
  if (format !== 'png') return outcomeOfData(format, file);
  try {
    recognizer.recognize((await decodePicture(file, 'file.png')).picture);
    return 'read';
  } catch (error) {
    if (error instanceof CommandError && /^[^\n]+\.$/.test(error.message)) return 'refused';
    return `untyped ${error instanceof Error ? error.stack : String(error)}`;
  }
}
