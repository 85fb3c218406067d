import { DataError } from '../errors.js';
import { bytesGiven, LFS_POINTER, lookalikeOf, webPage } from '../files/foreign-file.js';
import type { BytesLike } from '../given/bytes.js';

/** A file that may belong to a data set, read only where it does. */
export interface DataFile {
  /** Its path from the folder that was given, with `/`: `MNIST/raw/train-images-idx3-ubyte.gz`. */
  readonly name: string;
  /** How messages call it; by its name unless given. */
  readonly path?: string;
  /** All its bytes. */
  read(): Promise<BytesLike>;
}

export const pathOf = ({ name, path }: DataFile): string => path ?? name;

/** The last part of a path. */
export const baseOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
/** What stands before that, with its `/`; '' for a file at the top. */
export const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1);

/** Which part of a set a name speaks of; null where it says nothing. */
export function partNamed(name: string): 'train' | 'test' | null {
  if (/train/i.test(name)) return 'train';
  return /test|t10k/i.test(name) ? 'test' : null;
}

const NO_DATA = [webPage('download it elsewhere'), LFS_POINTER];

/** @param known what it may be instead; none for a format whose reader knows that itself */
export async function bytesOf(file: DataFile, known = NO_DATA): Promise<Uint8Array> {
  const bytes = bytesGiven(await file.read(), pathOf(file), (message) => {
    throw new DataError('not-bytes', message);
  });
  if (bytes.length === 0) refuse(pathOf(file), 'is an empty file', 'download or copy it again');
  const [, problem, remedy] = lookalikeOf(bytes, known) ?? [];
  if (problem !== undefined && remedy !== undefined) refuse(pathOf(file), problem, remedy);
  return bytes;
}

/** @throws DataError `not-dataset` */
export function refuse(name: string, problem: string, remedy: string): never {
  throw new DataError('not-dataset', `${name} ${problem}: ${remedy}.`);
}

/** Images and labels as they stand in their files, before anything is said of them. */
export interface RawPart {
  readonly images: { readonly shape: readonly number[]; readonly data: Uint8Array };
  /** Null where the files have none, as Kaggle's test.csv. */
  readonly labels: ArrayLike<number> | null;
  /** How messages call both. */
  readonly names: { readonly images: string; readonly labels: string };
  /** Who wrote each, where that is known. */
  readonly writers?: ArrayLike<number>;
}

/** What was found, part by part; `whole` where the files do not say which part it is. */
export interface RawSet {
  readonly train?: RawPart;
  readonly test?: RawPart;
  readonly whole?: RawPart;
  /** Images to answer, without labels. */
  readonly unlabelled?: RawPart;
  readonly classNames?: readonly string[] | undefined;
  /** What of the files is not used, though it looks as if it should be. */
  readonly warnings?: readonly string[];
}

/** A side of square images with so many pixels; null for other sizes than a network takes. */
export function sideFor(pixels: number): 28 | 32 | null {
  return pixels === 28 * 28 ? 28 : pixels === 32 * 32 ? 32 : null;
}

/**
 * Numbers as bytes: 0 to 255 as they are, fractions from 0 to 1 times 255.
 * @param floats whether they are of such a type: then 0 and 1 alone are fractions, too
 * @throws DataError `not-dataset` for all else
 */
export function pixelsOf(values: ArrayLike<number>, name: string, floats = false): Uint8Array {
  let [least, most, fractions] = [0, 0, floats];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value))
      refuse(name, `holds a pixel that is no number (NaN) at place ${i}`, 'write it again without');
    if (value < least) least = value;
    if (value > most) most = value;
    if (!Number.isInteger(value)) fractions = true;
  }
  const scale = fractions && most <= 1 ? 255 : 1;
  if (least < 0 || most * scale > 255) {
    refuse(
      name,
      `holds pixels from ${least} to ${most}`,
      'give 0 (background) to 255 (ink), or 0 to 1, before Normalize',
    );
  }
  return Uint8Array.from(values, (value) => Math.round(value * scale));
}

/** Labels as bytes. @throws DataError `label-range` */
export function labelBytes(values: ArrayLike<number>, name: string): Uint8Array {
  for (let i = 0; i < values.length; i++) {
    const label = values[i] as number;
    if (Number.isInteger(label) && label >= 0 && label <= 255) continue;
    throw new DataError(
      'label-range',
      `${name} has label ${label} at index ${i}, where whole numbers from 0 on were expected: renumber the classes.`,
    );
  }
  return Uint8Array.from(values);
}
