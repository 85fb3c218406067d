// Tables of pixels: Kaggle's train.csv and test.csv, mnist_train.csv, and what pandas writes.

import { readNumber } from '../given/kinds.js';
import {
  baseOf,
  bytesOf,
  type DataFile,
  partNamed,
  pathOf,
  pixelsOf,
  type RawPart,
  type RawSet,
  refuse,
  sideFor,
} from './files.js';

const LABEL = /^(label|class|y|target|digit|character)$/i;
/** Columns that only number the rows. */
const INDEX = /^(|id|imageid|index|unnamed: 0)$/i;

export const isTable = (name: string): boolean => /\.csv$/i.test(name) && !/submission/i.test(baseOf(name));

/** Reads the tables of a set; a test table without labels is there to be answered. @throws DataError `not-dataset` */
export async function readTables(files: readonly DataFile[]): Promise<RawSet> {
  const found: { -readonly [Name in keyof RawSet]: RawSet[Name] } = {};
  for (const file of files) {
    const part = tableOf(await bytesOf(file), pathOf(file));
    const place = part.labels === null ? 'unlabelled' : (partNamed(baseOf(file.name)) ?? 'whole');
    if (found[place])
      refuse(pathOf(file), `is a second table beside ${found[place]?.names.images}`, 'name one of them');
    found[place] = part;
  }
  return found;
}

/** Where the columns of a table stand. */
interface Columns {
  readonly separator: number;
  readonly hasHead: boolean;
  readonly label: number;
  readonly skipped: ReadonlySet<number>;
  readonly count: number;
  readonly side: 28 | 32;
}

const [TAB, NEWLINE, RETURN, SPACE, QUOTE] = [0x09, 0x0a, 0x0d, 0x20, 0x22];
/** Bytes of the first line: a cell for each pixel takes far less. */
const MOST_HEAD = 100_000;

function tableOf(given: Uint8Array, name: string): RawPart {
  const bytes = given.subarray(0, endOf(given));
  // What a disk or a download has lost is zeros; read as rows it would be fewer of them.
  if (bytes.includes(0)) refuse(name, 'holds zero bytes, as no text does', 'download it again, or save it as UTF-8');
  const start = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
  const end = bytes.indexOf(NEWLINE);
  const length = (end < 0 ? bytes.length : end) - start;
  if (length > MOST_HEAD)
    refuse(name, `has a first line of ${length} letters`, 'write a row an image in a line of its own');
  const head = new TextDecoder().decode(bytes.subarray(start, start + length));
  const named = columnsOf(head.replace(/\r$/, ''), name);
  const columns = named.hasHead ? named : { ...named, label: nameless(bytes.subarray(start), named) };
  const rows = (columns.hasHead ? -1 : 0) + linesIn(bytes);
  if (rows < 1) return refuse(name, 'holds a line of names and no rows', 'download or write it again');
  const size = columns.side * columns.side;
  const first = columns.hasHead ? end + 1 : start;
  // Bytes where they will do: eight times smaller, and pixels are nearly always whole numbers.
  const whole = fill(new Uint8Array(rows * size), { bytes, name, columns, first });
  const { pixels, labels } =
    whole ?? fill(new Float32Array(rows * size), { bytes, name, columns, first }) ?? refuseRows(name);
  return {
    images: {
      shape: [rows, columns.side, columns.side],
      data: pixels instanceof Uint8Array ? pixels : pixelsOf(pixels, name),
    },
    labels: columns.label < 0 ? null : labels,
    names: { images: name, labels: `${name}, its labels` },
  };
}

const refuseRows = (name: string) => refuse(name, 'is no table of numbers', 'write it again');

function columnsOf(head: string, name: string): Columns {
  const separator = [',', ';', '\t'].find((each) => head.includes(each)) ?? ',';
  const cells = head.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const hasHead = cells.some((cell) => cell !== '' && Number.isNaN(Number(cell))) || isCount(cells);
  const skipped = new Set(hasHead ? cells.flatMap((cell, i) => (INDEX.test(cell) ? [i] : [])) : []);
  const named = hasHead ? cells.findIndex((cell) => LABEL.test(cell)) : -1;
  const left = cells.length - skipped.size;
  const label = named >= 0 ? named : sideFor(left) === null ? cells.findIndex((_, i) => !skipped.has(i)) : -1;
  const side = sideFor(left - (label < 0 ? 0 : 1));
  if (hasHead && side !== null)
    checkNames(
      cells.map((cell, i) => (skipped.has(i) ? null : cell)),
      label,
      name,
    );
  if (side !== null) return { separator: separator.charCodeAt(0), hasHead, label, skipped, count: cells.length, side };
  return refuse(
    name,
    `has ${cells.length} columns, where a label and 784 or 1024 pixels were expected`,
    'write a row an image, 28×28 or 32×32 pixels, row by row',
  );
}

const MOST_CLASSES = 62;

/** Which column of a table without names has the label: the last one, where the first is the same in every row. */
function nameless(bytes: Uint8Array, { separator, label, count }: Columns): number {
  if (label !== 0) return label;
  const [first, last] = [new Set<number>(), new Set<number>()];
  for (let at = 0; at < bytes.length && first.size < 2; ) {
    const found = bytes.indexOf(NEWLINE, at);
    const end = found < 0 ? bytes.length : found;
    first.add(Number(text(bytes, at, bytes.indexOf(separator, at))));
    last.add(Number(text(bytes, bytes.lastIndexOf(separator, end - 1) + 1, end)));
    at = end + 1;
  }
  const areLabels = [...last].every((value) => Number.isInteger(value) && value >= 0 && value < MOST_CLASSES);
  return first.size === 1 && last.size > 1 && areLabels ? count - 1 : 0;
}

const text = (bytes: Uint8Array, from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));

/** Columns that pandas numbers where they have no names, maybe behind one that numbers the rows. */
const isCount = ([first = '', ...more]: readonly string[]): boolean =>
  (first === '' || first === '0') && more.every((cell, i) => cell === String(first === '' ? i : i + 1));

/**
 * Columns of pixels stand as the image does, row by row: a table that was sorted by their names shows another picture.
 * @param names null for columns that only number the rows
 */
function checkNames(names: readonly (string | null)[], label: number, name: string): void {
  const twice = names.find((each, i) => each !== null && names.indexOf(each) < i);
  if (twice) refuse(name, `has two columns called "${cut(twice)}"`, 'write it with a column a pixel');
  const pixels = names.filter((each, i): each is string => each !== null && i !== label);
  // pixel0 to pixel783, 1x1 to 28x28: a pixel by one number, or by its row and column. Other names say nothing.
  const places = pixels.map((each) => (each.match(/\d+/g) ?? []).map(Number));
  const [[start, first, ...more] = []] = places;
  const alike = places.every((place) => place.length === (first === undefined ? 1 : 2));
  if (start === undefined || more.length > 0 || !alike) return;
  const wrong = places.findIndex(([major = 0, minor], i) => {
    const [row, column] = places[i - 1] ?? [];
    if (row === undefined || (major === row + 1 && minor === first)) return false;
    return major !== row || minor !== Number(column) + 1;
  });
  if (wrong < 0) return;
  refuse(
    name,
    `has the column "${cut(pixels[wrong])}" after "${cut(pixels[wrong - 1])}"`,
    'put the columns into the order of the pixels, row by row',
  );
}

const cut = (text = '') => text.slice(0, 40);

/** Where the last row ends: empty lines after it are none. */
function endOf(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && [TAB, NEWLINE, RETURN, SPACE].includes(bytes[end - 1] as number)) end--;
  return end;
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = 0; at < bytes.length; lines++) {
    const end = bytes.indexOf(NEWLINE, at);
    at = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}

interface Table {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly columns: Columns;
  /** Where the first row begins. */
  readonly first: number;
}

/** @returns null where a value does not fit into bytes: then numbers of any kind are asked for */
function fill<Pixels extends Uint8Array | Float32Array>(
  pixels: Pixels,
  { bytes, name, columns: { separator, label, skipped, count, side }, first }: Table,
): { pixels: Pixels; labels: number[] } | null {
  const labels: number[] = [];
  const rows = pixels.length / (side * side);
  let at = first;
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < count; column++) {
      const from = at;
      while (at < bytes.length && bytes[at] !== separator && bytes[at] !== NEWLINE) at++;
      const isLast = column === count - 1;
      if (isLast === (bytes[at] === separator)) {
        refuse(name, `has other than ${count} columns in row ${row + 1}`, 'download or write it again');
      }
      const number = wholeIn(bytes, from, at) ?? numberIn(bytes.subarray(from, at), name, row);
      at++;
      if (skipped.has(column)) continue;
      if (column === label) labels.push(number);
      else if (pixels instanceof Uint8Array && (!Number.isInteger(number) || number < 0 || number > 255)) return null;
      else pixels[to++] = number;
    }
  }
  return { pixels, labels };
}

/** The number of a cell of digits alone, also in quotes; null for all else. Nearly every cell is one. */
function wholeIn(bytes: Uint8Array, from: number, to: number): number | null {
  let [first, end] = [from, bytes[to - 1] === RETURN ? to - 1 : to];
  if (end - first > 2 && bytes[first] === QUOTE && bytes[end - 1] === QUOTE) [first, end] = [first + 1, end - 1];
  let value = 0;
  for (let at = first; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = 10 * value + digit;
  }
  return end > first ? value : null;
}

function numberIn(bytes: Uint8Array, name: string, row: number): number {
  const text = new TextDecoder()
    .decode(bytes)
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
  const number = readNumber(text);
  if (number !== undefined) return number;
  return refuse(name, `has "${cut(text)}" in row ${row + 1}, where a number was expected`, 'correct it');
}
