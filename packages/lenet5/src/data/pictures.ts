// Folders of pictures, a class each: training/0 … testing/9, or 0 … 9; and tables of them (parquet).
import {
  baseOf,
  bytesOf,
  type DataFile,
  folderOf,
  partNamed,
  pathOf,
  type RawPart,
  type RawSet,
  refuse,
} from './files.js';

/** A decoded picture. */
export interface DecodedImage {
  /** width × height × channels values, 0 to 255. */
  readonly data: Uint8Array;
  /** Pixels, at least 1. */
  readonly width: number;
  /** Pixels, at least 1. */
  readonly height: number;
  /** Grey, grey and alpha, RGB, RGBA. */
  readonly channels: 1 | 2 | 3 | 4;
}

/** A table of pictures with labels, as Hugging Face has them. */
export interface PictureTable {
  /** The bytes of a picture file a row. */
  readonly pictures: readonly Uint8Array[];
  /** A class a row, from 0 on. */
  readonly labels: readonly number[];
  /** What the classes are called, where the table says it. */
  readonly classNames?: readonly string[] | undefined;
}

/** What needs a library of its own. */
export interface DataReaders {
  /** Decodes a PNG, JPEG or other picture. @param name for messages */
  readonly picture?: (bytes: Uint8Array, name: string) => Promise<DecodedImage>;
  /** Reads a parquet file. */
  readonly parquet?: (bytes: Uint8Array, name: string) => Promise<PictureTable>;
}

const PICTURE = /\.(png|jpe?g|bmp|gif|webp|tiff?|pgm)$/i;
export const isParquet = (name: string): boolean => /\.parquet$/i.test(name);

/** A picture whose folder says what it shows. */
interface Filed {
  readonly file: DataFile;
  readonly className: string;
  readonly part: 'train' | 'test' | 'whole';
}

/** The pictures that lie in folders of classes; what is kept for validation is left out. */
export function filedPictures(files: readonly DataFile[]): Filed[] {
  return files.flatMap((file) => {
    if (!PICTURE.test(file.name)) return [];
    const folders = folderOf(file.name).split('/').slice(0, -1);
    const className = folders.at(-1);
    const above = folders.slice(0, -1).join('/');
    if (className === undefined || partNamed(className) !== null || /(^|\/)val(id(ation)?)?(\/|$)/i.test(above))
      return [];
    return [{ file, className, part: partNamed(above) ?? 'whole' } as const];
  });
}

/** @param place how messages call what was given @throws DataError `not-dataset` */
export async function readFiledPictures(filed: readonly Filed[], place: string, readers: DataReaders): Promise<RawSet> {
  const names = [...new Set(filed.map(({ className }) => className))].sort();
  const digits = names.every((name) => /^\d$/.test(name));
  const labelOf = new Map(names.map((name, i) => [name, digits ? Number(name) : i]));
  const set: { -readonly [Name in keyof RawSet]: RawSet[Name] } = digits ? {} : { classNames: names };
  for (const part of ['train', 'test', 'whole'] as const) {
    const own = filed.filter((each) => each.part === part);
    if (own.length === 0) continue;
    const labels = own.map(({ className }) => labelOf.get(className) ?? 0);
    set[part] = await partOf(
      own.map(({ file }) => file),
      labels,
      place,
      readers,
    );
  }
  return set;
}

/** @throws DataError `not-dataset` */
export async function readParquets(files: readonly DataFile[], readers: DataReaders): Promise<RawSet> {
  const set: { -readonly [Name in keyof RawSet]: RawSet[Name] } = {};
  for (const part of ['train', 'test', 'whole'] as const) {
    const own = files.filter(({ name }) => (partNamed(baseOf(name)) ?? 'whole') === part);
    const [first] = own;
    if (!first) continue;
    const { parquet } = readers;
    if (!parquet) {
      refuse(
        pathOf(first),
        'is a parquet file, and no reader for it was given',
        `convert it in Python: d = pandas.read_parquet('${baseOf(first.name)}')`,
      );
    }
    const pictures: DataFile[] = [];
    const labels: number[] = [];
    for (const file of own) {
      const table = await parquet(await bytesOf(file), pathOf(file));
      pictures.push(
        ...table.pictures.map((bytes, row) => ({ name: `${pathOf(file)}, row ${row}`, read: async () => bytes })),
      );
      labels.push(...table.labels);
      set.classNames ??= table.classNames;
    }
    set[part] = await partOf(pictures, labels, pathOf(first), readers);
  }
  // Names of digits are no names: those of MNIST are '0' to '9'.
  if (set.classNames?.every((name, i) => name === String(i))) delete set.classNames;
  return set;
}

/** Pictures that are decoded at the same time. */
const AT_ONCE = 64;

async function partOf(
  files: readonly DataFile[],
  labels: readonly number[],
  place: string,
  { picture }: DataReaders,
): Promise<RawPart> {
  if (!picture) return refuse(place, 'holds pictures, and no decoder for them was given', 'give readers.picture');
  let [data, side]: [Uint8Array, number] = [new Uint8Array(0), 0];
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = await Promise.all(
      files
        .slice(from, from + AT_ONCE)
        .map(async (file) => ({ ...(await picture(await bytesOf(file), pathOf(file))), name: pathOf(file) })),
    );
    some.forEach(({ name, ...image }, i) => {
      if (side === 0) [data, side] = [new Uint8Array(files.length * image.width ** 2), image.width];
      if (image.width !== side || image.height !== side || (side !== 28 && side !== 32)) {
        refuse(
          name,
          `is ${image.width}×${image.height} pixels, where all pictures were expected to be 28×28, or all 32×32`,
          'scale them, or give drawn and photographed digits by --pictures, which finds the ink',
        );
      }
      data.set(greyOf(image), (from + i) * side * side);
    });
  }
  return { images: { shape: [files.length, side, side], data }, labels, names: { images: place, labels: place } };
}

/** On black ground where it is transparent; the weights of ITU-R BT.601 for colours. */
function greyOf({ data, width, height, channels }: DecodedImage): Uint8Array {
  if (channels === 1) return data;
  const at = (i: number, channel: number) => data[i * channels + channel] ?? 0;
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const grey = channels > 2 ? 0.299 * at(i, 0) + 0.587 * at(i, 1) + 0.114 * at(i, 2) : at(i, 0);
    return Math.round(channels % 2 === 0 ? (grey * at(i, channels - 1)) / 255 : grey);
  });
}
