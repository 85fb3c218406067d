import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Dataset, makeDataset, type Recognition, Recognizer } from 'lenet5';
import { keptAside } from 'lenet5/data';
import { pretrained } from 'lenet5/weights/pictures';
import { CommandError, explain } from '../errors.js';
import { integer, say } from '../output.js';
import { withCount } from '../progress.js';
import { phrase, t } from '../texts/language.js';
import { decodePicture, readBytes } from './decode.js';
import { type LabelledPicture, listDigitFolders, type Stray } from './digit-folder.js';

/** Why a picture is not learnt from. */
type Reason = 'cannot be read' | 'nothing drawn' | 'several digits' | 'there twice';

/** What became of a picture: an image to learn from, or the reason why not. */
interface Sample extends LabelledPicture {
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

/** Pictures of a user as a data set, with what became of each file. */
export interface PictureSet {
  readonly train: Dataset;
  /** Every fifth picture of each digit, unless another test set was given. */
  readonly test: Dataset;
  readonly samples: readonly Sample[];
  readonly strays: readonly Stray[];
  /** Whether the test set is a part of the pictures. */
  readonly keptAside: boolean;
}

const SIDE = 28;

type Taken = Sample & { readonly image: Uint8Array };

/**
 * Reads the pictures in the sub-folders 0 to 9 of `folder`.
 * @param given what to test on; null to keep a fifth of the pictures aside for that
 * @throws CommandError where there are too few
 */
export async function readPictureSet(folder: string, given: Dataset | null): Promise<PictureSet> {
  const { pictures, strays } = await listDigitFolders(folder);
  say(t('reading {{count}} pictures in {{folder}}', { count: integer(pictures.length), folder }));
  const samples = await withCount(t('pictures'), pictures.length, (done) => readSamples(folder, pictures, done));
  const taken = samples.filter((sample): sample is Taken => sample.image !== null);
  // Mixed, and the same wherever the files came from: sets are cut off the end for validation and for --train-size.
  taken.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const kept = given || taken.length === 0 ? [] : keptAside(taken.map(({ label }) => label));
  const train = taken.filter((_, i) => !kept[i]);
  if (train.length > 0) {
    const test =
      given ??
      datasetOf(
        taken.filter((_, i) => kept[i]),
        folder,
      );
    return { train: datasetOf(train, folder), test, samples, strays, keptAside: given === null };
  }
  const needed = given
    ? phrase('1 was expected at least')
    : phrase('2 were expected at least, one to train on and one to test');
  const [why] = samples.flatMap(({ file, reason }) =>
    reason ? [phrase(' ({{file}}: {{reason}})', { file, reason: phrase(reason) })] : [],
  );
  throw new CommandError(
    phrase('Of {{count}} files in {{folder}}/0 to 9 only {{taken}} can be used, where {{needed}}{{why}}.', {
      count: integer(samples.length),
      folder,
      taken: taken.length,
      needed,
      why: why ?? '',
    }),
  );
}

function datasetOf(samples: readonly Taken[], folder: string): Dataset {
  const data = new Uint8Array(samples.length * SIDE * SIDE);
  samples.forEach(({ image }, i) => {
    data.set(image, i * SIDE * SIDE);
  });
  const labels = Uint8Array.from(samples, ({ label }) => label);
  return makeDataset(
    { shape: [samples.length, SIDE, SIDE], data },
    { shape: [samples.length], data: labels },
    { images: folder, labels: folder },
  );
}

function skipped(picture: LabelledPicture, reason: Reason, { detail = '', reads = '' } = {}): Sample {
  return { ...picture, image: null, sha256: '', reason, detail, reads };
}

/**
 * Prepares pictures of one digit each exactly as `recognize` does before it asks a network: ink found, cut out, centred.
 * The shipped weights only tell where there are several digits, which together are not the one of the folder. What they
 * refuse or misread is kept: there is something to learn from it. `done` is called after each.
 */
async function readSamples(folder: string, pictures: readonly LabelledPicture[], done: () => void): Promise<Sample[]> {
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

const acceptedOf = ({ digits }: Recognition) => digits.filter(({ rejected }) => !rejected);

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
    const { digits } = recognition;
    if (digits.length > 1) {
      const alone = recognizer.recognize(pixels, { mode: 'single' });
      // A digit of separate strokes, or one with a stain; and not one digit of a number.
      const isWhole = alone.text === String(picture.label) && widthOf(alone.digits) >= widthOf(digits);
      if (acceptedOf(recognition).length <= 1 || isWhole) recognition = alone;
    }
  } catch (error) {
    return skipped(picture, 'cannot be read', { detail: explain(error).message });
  }
  const { text: reads, digits } = recognition;
  if (acceptedOf(recognition).length > 1) return skipped(picture, 'several digits', { reads });
  const image = digits[0]?.image;
  if (!image) return skipped(picture, 'nothing drawn');
  const sha256 = createHash('sha256').update(`${picture.label} `).update(image).digest('hex');
  return { ...picture, image, sha256, reason: null, detail: '', reads };
}
