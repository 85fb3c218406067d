import { type Dataset, makeDataset } from 'lenet5';
import { CommandError } from '../errors.js';
import { integer, say } from '../output.js';
import { withCount } from '../progress.js';
import { listDigitFolders, type Stray } from './digit-folder.js';
import { readSamples, type Sample } from './samples.js';

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
/** One picture in so many is kept out of training. */
const TEST_SHARE = 5;

type Taken = Sample & { readonly image: Uint8Array };

/**
 * Reads the pictures in the sub-folders 0 to 9 of `folder`.
 * @param given what to test on; null to keep a fifth of the pictures aside for that
 * @throws CommandError where there are too few
 */
export async function readPictureSet(folder: string, given: Dataset | null): Promise<PictureSet> {
  const { pictures, strays } = await listDigitFolders(folder);
  say(`reading ${integer(pictures.length)} pictures in ${folder}`);
  const samples = await withCount('pictures', pictures.length, (done) => readSamples(folder, pictures, done));
  const taken = samples.filter((sample): sample is Taken => sample.image !== null);
  // Mixed, and the same wherever the files came from: sets are cut off the end for validation and for --train-size.
  taken.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const aside = given ? new Set<Taken>() : testOf(taken);
  const train = taken.filter((sample) => !aside.has(sample));
  if (train.length > 0) {
    const test = given ?? datasetOf([...aside], folder);
    return { train: datasetOf(train, folder), test, samples, strays, keptAside: given === null };
  }
  const needed = given ? '1 was expected at least' : '2 were expected at least, one to train on and one to test';
  const why = samples.find(({ reason }) => reason);
  throw new CommandError(
    `Of ${integer(samples.length)} files in ${folder}/0 to 9 only ${taken.length} can be used, where ${needed}` +
      `${why ? ` (${why.file}: ${why.reason})` : ''}.`,
  );
}

/** The last of every five pictures of a digit; where there are so few of each, one picture. */
function testOf(taken: readonly Taken[]): Set<Taken> {
  const counts = new Array<number>(10).fill(0);
  const aside = taken.filter(({ label }) => {
    const count = (counts[label] as number) + 1;
    counts[label] = count;
    return count % TEST_SHARE === 0;
  });
  return new Set(aside.length > 0 ? aside : taken.slice(-1));
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
