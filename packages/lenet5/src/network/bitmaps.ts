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
export const BITMAPS: readonly (readonly number[])[] = ROWS.map(pixels);
