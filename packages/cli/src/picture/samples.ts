import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Recognition, Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights/pictures';
import { judge } from '../errors.js';
import { decodePicture } from './decode.js';
import type { LabelledPicture } from './digit-folder.js';
import { readBytes } from './source.js';

/** Why a picture is not learnt from. */
type Reason = 'cannot be read' | 'nothing drawn' | 'several digits' | 'there twice';

/** What became of a picture: an image to learn from, or the reason why not. */
export interface Sample extends LabelledPicture {
  /** 28×28 bytes as MNIST's, 0 background to 255 ink; null where the picture was skipped. */
  readonly image: Uint8Array | null;
  /** SHA-256 of label and image: an order that has nothing to do with names and places. */
  readonly sha256: string;
  /** Null where it was not skipped. */
  readonly reason: Reason | null;
  /** More about the reason, for example the other file that is the same picture. */
  readonly detail: string;
  /** The digits that the shipped weights read in it; '' for none. */
  readonly reads: string;
}

function skipped(picture: LabelledPicture, reason: Reason, { detail = '', reads = '' } = {}): Sample {
  return { ...picture, image: null, sha256: '', reason, detail, reads };
}

/**
 * Prepares pictures of one digit each exactly as `recognize` does before it asks a network: ink found, cut out, centred.
 * The shipped weights only tell where there are several digits, which together are not the one of the folder. What they
 * refuse or misread is kept: there is something to learn from it. `done` is called after each.
 */
export async function readSamples(
  folder: string,
  pictures: readonly LabelledPicture[],
  done: () => void,
): Promise<Sample[]> {
  const recognizer = new Recognizer(pretrained());
  const samples: Sample[] = [];
  const seen = new Map<string, string>();
  for (const picture of pictures) {
    const sample = await readSample(folder, picture, recognizer);
    const twin = sample.image && seen.get(sample.sha256);
    if (sample.image && !twin) seen.set(sample.sha256, picture.file);
    samples.push(twin ? skipped(picture, 'there twice', { detail: twin, reads: sample.reads }) : sample);
    done();
  }
  return samples;
}

/** Pixels from the first digit's left side to the last one's right. */
function widthOf(digits: Recognition['digits']): number {
  const right = Math.max(...digits.map(({ box }) => box.x + box.width));
  return right - Math.min(...digits.map(({ box }) => box.x));
}

async function readSample(folder: string, picture: LabelledPicture, recognizer: Recognizer): Promise<Sample> {
  let recognition: Recognition;
  try {
    const { picture: pixels } = await decodePicture(await readBytes(join(folder, picture.file)), picture.file);
    recognition = recognizer.recognize(pixels);
    const { text, digits } = recognition;
    if (digits.length > 1) {
      const alone = recognizer.recognize(pixels, { mode: 'single' });
      // A digit of separate strokes, or one with a stain; and not one digit of a number.
      const isWhole = alone.text === String(picture.label) && widthOf(alone.digits) >= widthOf(digits);
      if (text.length <= 1 || isWhole) recognition = alone;
    }
  } catch (error) {
    return skipped(picture, 'cannot be read', { detail: judge(error).sentence });
  }
  const { text: reads, digits } = recognition;
  if (reads.length > 1) return skipped(picture, 'several digits', { reads });
  const image = digits[0]?.image;
  if (!image) return skipped(picture, 'nothing drawn');
  const sha256 = createHash('sha256').update(`${picture.label} `).update(image).digest('hex');
  return { ...picture, image, sha256, reason: null, detail: '', reads };
}
