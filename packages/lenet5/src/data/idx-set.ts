// The files of MNIST and its relatives, under the names that each is published with.
import { DataError } from '../errors.js';
import { readIdx, readIdxNumbers } from '../files/idx/reader.js';
import { baseOf, bytesOf, type DataFile, folderOf, pathOf, type RawPart, type RawSet, refuse } from './files.js';

/**
 * `train-images-idx3-ubyte`, `t10k-labels.idx1-ubyte.gz`, `emnist-letters-test-images-idx3-ubyte`,
 * `qmnist-train-labels-idx2-int.gz`.
 */
const NAMED = /^(.+-)?(train|t10k|test)-(images|labels)[-.]idx\d-(ubyte|int)(\.gz)?$/;

/** The files of one set, as they lie in one folder. */
export interface IdxFiles {
  readonly folder: string;
  /** With what the names begin: 'emnist-letters-', or nothing. */
  readonly prefix: string;
  readonly files: Readonly<Partial<Record<Role, DataFile>>>;
}

const ROLES = ['train-images', 'train-labels', 'test-images', 'test-labels'] as const;
type Role = (typeof ROLES)[number];

/** The sets among the files. Where a file is there twice, the first in the order of `spellings` counts. */
export function idxSetsIn(files: readonly DataFile[]): IdxFiles[] {
  const sets = new Map<string, { folder: string; prefix: string; files: Partial<Record<Role, DataFile>> }>();
  for (const file of [...files].sort((a, b) => rank(a.name) - rank(b.name))) {
    const [, prefix = '', part, kind] = NAMED.exec(baseOf(file.name)) ?? [];
    if (part === undefined) continue;
    const folder = folderOf(file.name);
    const key = `${folder}${prefix}`;
    const set = sets.get(key) ?? { folder, prefix, files: {} };
    set.files[`${part === 'train' ? 'train' : 'test'}-${kind}` as Role] ??= file;
    sets.set(key, set);
  }
  return [...sets.values()];
}

/** A hyphen as published before a dot, unpacked before packed. */
const rank = (name: string) => (/\.gz$/.test(name) ? 2 : 0) + (/\.idx\d/.test(name) ? 1 : 0);

/** How a file of a set without it may be called. */
function spellings(prefix: string, role: Role): string[] {
  const [, part = '', kind = ''] = /^(\w+)-(\w+)$/.exec(role) ?? [];
  const stem = `${prefix}${part === 'test' && prefix === '' ? 't10k' : part}-${kind}`;
  const ending = kind === 'images' ? 'idx3-ubyte' : 'idx1-ubyte';
  const plain = [`${stem}-${ending}`, `${stem}.${ending}`];
  return [...plain, ...plain.map((name) => `${name}.gz`)];
}

/** A sentence that says which files are not there. @param place how messages call what was given */
export function missingFiles(place: string, prefix = '', roles: readonly Role[] = ROLES): DataError {
  const said = roles.map((role) => {
    const tried = spellings(prefix, role);
    return `${(tried[0] ?? '').replace(/-idx.*/, '')} (tried ${tried.join(', ')})`;
  });
  return new DataError(
    'file-missing',
    `The folder ${place} holds no ${said.join(' and no ')}: put the four MNIST files there, packed or not (for ` +
      'example from https://storage.googleapis.com/cvdf-datasets/mnist/), or name the folder that holds them.',
  );
}

/** The bytes of the files as they lie there, by which Kuzushiji-MNIST is known. */
export interface IdxPart extends RawPart {
  readonly packed: { readonly images: Uint8Array; readonly labels: Uint8Array };
}

/** @throws DataError as `readIdx`; `file-missing` where images stand without labels, or the other way round */
export async function readIdxSet({ folder, prefix, files }: IdxFiles, place: string): Promise<RawSet> {
  const missing = ROLES.filter((role) => !files[role] && files[otherOf(role)]);
  if (missing.length > 0) throw missingFiles(`${place}${folder && `/${folder.slice(0, -1)}`}`, prefix, missing);
  const set: { train?: IdxPart; test?: IdxPart } = {};
  for (const part of ['train', 'test'] as const) {
    const [images, labels] = [files[`${part}-images`], files[`${part}-labels`]];
    if (images && labels) set[part] = await partOf(images, labels);
  }
  return set;
}

/** The images of the labels, and the labels of the images. */
const otherOf = (role: Role) =>
  (role.endsWith('images') ? role.replace('images', 'labels') : role.replace('labels', 'images')) as Role;

async function partOf(images: DataFile, labels: DataFile): Promise<IdxPart> {
  const packed = { images: await bytesOf(images, []), labels: await bytesOf(labels, []) };
  const pictures = await readIdx(packed.images, pathOf(images));
  const answers = await readIdxNumbers(packed.labels, pathOf(labels));
  const names = { images: baseOf(images.name), labels: baseOf(labels.name) };
  const [count = 0, columns = 1, ...more] = answers.shape;
  if (answers.data instanceof Uint8Array)
    return { images: pictures, labels: labelsIn(answers, names.labels), names, packed };
  // QMNIST: class, series, number of the writer, and so on.
  if (more.length > 0 || columns < 3) {
    if (answers.shape.length === 1) return { images: pictures, labels: answers.data, names, packed };
    return refuse(
      pathOf(labels),
      `has the shape ${answers.shape.join('×')}`,
      'expected count, or count×8 as in QMNIST',
    );
  }
  const column = (at: number) => Int32Array.from({ length: count }, (_, i) => answers.data[i * columns + at] ?? 0);
  return { images: pictures, labels: column(0), writers: column(2), names, packed };
}

function labelsIn({ shape, data }: { shape: readonly number[]; data: Uint8Array | Int32Array }, name: string) {
  if (shape.length === 1) return data;
  throw new DataError(
    'wrong-rank',
    `${name} has shape ${shape.join('×')} (${shape.length} dimensions), where 1 were expected for labels (count): ` +
      'check that the image and the label file are not swapped.',
  );
}
