// What looks wrong with a set as a whole: classes that are missing or rare, images that are in both parts.
import { classesOf, type Dataset } from '../files/idx/dataset.js';

/** A class with so many times fewer images than the most frequent one is hardly learnt. */
const RARE = 10;
/** Classes that are named in a sentence. */
const NAMED = 12;

/** Sentences with counts; none for published sets, which are what they are. */
export function setWarnings(train: Dataset | null, test: Dataset | null): string[] {
  const parts = [train, test].filter((part) => part !== null);
  if (parts.every(({ identity }) => !identity.startsWith('unknown'))) return [];
  const [first, ...others] = parts;
  if (!first) return [];
  const classes = classesOf(first, ...others);
  return [
    ...(train ? classWarnings(train, classes, 'training') : test ? classWarnings(test, classes, 'test') : []),
    ...(train && test ? duplicateWarnings(train, test) : []),
  ];
}

function classWarnings({ labels, classNames, count }: Dataset, classes: number, part: string): string[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const most = Math.max(...counts);
  const nameOf = (label: number) => classNames?.[label] ?? String(label);
  const listed = (wanted: (count: number) => boolean) => {
    const found = counts.flatMap((each, label) => (wanted(each) ? [label] : []));
    const said = found
      .slice(0, NAMED)
      .map((label) => (counts[label] ? `${nameOf(label)} (${counts[label]})` : nameOf(label)));
    return found.length === 0 ? null : said.join(', ') + (found.length > NAMED ? ', …' : '');
  };
  const [missing, rare] = [listed((each) => each === 0), listed((each) => each > 0 && each * RARE <= most)];
  const frequent = counts.indexOf(most);
  return [
    ...(missing
      ? [
          `None of the ${count} ${part} images shows ${missing}, so that is never answered: add some, or take a set of fewer classes.`,
        ]
      : []),
    ...(rare
      ? [
          `Of the ${count} ${part} images ${most} show ${nameOf(frequent)}, and ten times fewer or less show ${rare}: those are hardly learnt, so add more of them.`,
        ]
      : []),
  ];
}

function duplicateWarnings(train: Dataset, test: Dataset): string[] {
  const size = train.rows * train.columns;
  const places = new Map<number, number[]>();
  for (let i = 0; i < train.count; i++) {
    const hash = hashOf(train.images, i * size, size);
    const others = places.get(hash);
    if (others) others.push(i);
    else places.set(hash, [i]);
  }
  const equal = (a: number, b: number) => {
    for (let at = 0; at < size; at++) if (test.images[a * size + at] !== train.images[b * size + at]) return false;
    return true;
  };
  let twice = 0;
  for (let i = 0; i < test.count; i++) {
    if (places.get(hashOf(test.images, i * size, size))?.some((place) => equal(i, place))) twice++;
  }
  return twice === 0
    ? []
    : [
        `${twice} of ${test.count} test images are among the training images, too, pixel by pixel, so the test error is too low: take them out of one part.`,
      ];
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array, from: number, size: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < from + size; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash >>> 0;
}
