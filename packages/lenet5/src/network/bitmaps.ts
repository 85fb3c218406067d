import { frozen } from '../given/frozen.js';
import { fit, mustFit } from '../given/options.js';

/** Digits to tell apart. */
export const CLASSES = 10;

/** Columns of a bitmap, in pixels. */
export const BITMAP_WIDTH = 7;
/** Rows of a bitmap, in pixels. */
export const BITMAP_HEIGHT = 12;
/** Units of F6: one for each pixel. */
export const BITMAP_PIXELS = BITMAP_WIDTH * BITMAP_HEIGHT;

/** Fig. 3 of the paper (p.8): 12 rows of 7 pixels for each digit, leftmost pixel in the highest bit. */
const ROWS: readonly string[] = [
  '3e 00 1c 36 63 63 63 63 36 1c 00 00',
  '0c 1c 3c 0c 0c 0c 0c 0c 0c 3f 00 00',
  '3e 00 3e 63 43 06 1c 30 60 7f 00 00',
  '7f 03 06 0c 1e 03 03 03 63 3e 00 00',
  '3e 00 00 33 33 73 63 63 67 3f 03 03',
  '3e 00 7f 60 60 3c 1e 03 63 3e 00 00',
  '1e 30 60 60 7e 73 63 63 73 3e 00 00',
  '7f 03 03 06 0c 0c 18 18 18 18 00 00',
  '3e 63 63 63 3e 63 63 63 63 3e 00 00',
  '3e 67 63 63 67 3f 03 03 06 3c 00 00',
];

/** Capital letters of our own drawing, in the strokes and the place of Fig. 3; two differ in 12 pixels or more, as digits do. */
const LETTER_ROWS: readonly string[] = [
  '1c 36 63 63 63 7f 63 63 63 63 00 00',
  '7e 33 33 36 3c 36 33 33 33 7e 00 00',
  '1e 33 61 60 60 60 60 61 33 1e 00 00',
  '7c 36 33 33 33 33 33 33 36 7c 00 00',
  '7f 60 60 60 7e 60 60 60 60 7f 00 00',
  '7f 31 30 34 3c 34 30 30 30 78 00 00',
  '1e 33 61 60 60 6f 63 63 63 3d 00 00',
  '63 63 63 63 7f 63 63 63 63 63 00 00',
  '3c 18 18 18 18 18 18 18 18 3c 00 00',
  '0f 06 06 06 06 06 66 66 66 3c 00 00',
  '63 63 66 6c 78 78 6c 66 63 63 00 00',
  '78 30 30 30 30 30 30 31 33 7f 00 00',
  '41 63 77 7f 6b 6b 6b 6b 63 63 00 00',
  '73 73 7b 7b 7b 6f 6f 6f 67 67 00 00',
  '1c 36 63 63 63 63 63 63 36 1c 00 00',
  '7e 33 33 33 33 3e 30 30 30 78 00 00',
  '3e 63 63 63 63 63 63 6b 6f 3e 06 07',
  '7e 33 33 33 3e 3c 36 36 33 73 00 00',
  '3e 63 63 30 1c 06 03 63 63 3e 00 00',
  '7f 4d 0c 0c 0c 0c 0c 0c 0c 1e 00 00',
  '63 63 63 63 63 63 63 77 3e 1c 00 00',
  '63 63 63 63 63 36 36 36 1c 08 00 00',
  '63 63 6b 6b 6b 7f 7f 77 63 41 00 00',
  '63 63 36 36 1c 1c 36 36 63 63 00 00',
  '66 66 66 66 3c 18 18 18 18 3c 00 00',
  '7f 63 43 06 0c 18 30 61 63 7f 00 00',
];

function pixels(rows: string): number[] {
  const units: number[] = [];
  for (const row of rows.split(' ')) {
    const bits = Number.parseInt(row, 16);
    for (let column = BITMAP_WIDTH - 1; column >= 0; column--) units.push((bits >> column) & 1 ? 1 : -1);
  }
  return units;
}

/**
 * The fixed codes of the ten digits, [10][84], row-major pictures of 12 rows and 7 columns: ink +1, background −1.
 * @example
 * import { BITMAPS } from 'lenet5';
 * const pixels = (BITMAPS[7] ?? []).map((value) => (value > 0 ? '#' : '.')).join('');
 * console.log(pixels.match(/.{7}/g)?.join('\n'));
 */
export const BITMAPS: readonly (readonly number[])[] = frozen(ROWS.map(pixels));

/** A set of characters with bitmaps. */
export type Codes = 'digits' | 'letters' | 'alphanumeric';

/** The characters that there are bitmaps for, in the order of the classes. */
export const CODES: Readonly<Record<Codes, string>> = frozen({
  digits: '0123456789',
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  alphanumeric: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
});

/** Small letters as EMNIST has them, all or those that do not look like their capitals: characters without bitmaps. */
const SMALL = { all: 'abcdefghijklmnopqrstuvwxyz', unlike: 'abdefghnqrt' };

/** A character for each class of a network. */
export function charactersFor({ codes, classes }: { readonly codes: Codes; readonly classes: number }): string {
  const own = CODES[codes];
  if (classes <= own.length) return own.slice(0, classes);
  const merged = CODES.alphanumeric + SMALL.unlike;
  return (classes === merged.length ? merged : CODES.alphanumeric + SMALL.all).slice(0, classes);
}

const NAMED = fit(`one of: ${Object.keys(CODES).join(', ')}`, (name) =>
  typeof name === 'string' && Object.hasOwn(CODES, name));

const LETTER_BITMAPS: readonly (readonly number[])[] = frozen(LETTER_ROWS.map(pixels));

const BITMAPS_OF: Readonly<Record<Codes, readonly (readonly number[])[]>> = {
  digits: BITMAPS,
  letters: LETTER_BITMAPS,
  alphanumeric: frozen([...BITMAPS, ...LETTER_BITMAPS]),
};

/**
 * The fixed codes of digits, capital letters or both, [10, 26 or 36][84], as {@link BITMAPS}: the digits are those of the
 * paper's Fig. 3, the letters are drawn for this library in the same style.
 * @throws SettingError for codes that there are none of
 * @example
 * import { bitmapsOf } from 'lenet5/core';
 * const pixels = (bitmapsOf('letters')[0] ?? []).map((value) => (value > 0 ? '#' : '.')).join('');
 * console.log(pixels.match(/.{7}/g)?.join('\n')); // an A
 */
export function bitmapsOf(codes: Codes): readonly (readonly number[])[] {
  mustFit('codes', codes, NAMED);
  return BITMAPS_OF[codes];
}
