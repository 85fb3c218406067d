import { BITMAPS } from 'lenet5';
import { BITMAP_HEIGHT, BITMAP_WIDTH } from 'lenet5/core';
import { COLOUR, sheetSvg, textAt } from 'lenet5-cli/plots';
import { imageAt } from '../figure-parts.js';

const CELL = 9;
const GAP = 18;
const LEFT = 110;
const TOP = 52;
const PICTURE = { width: BITMAP_WIDTH * CELL, height: BITMAP_HEIGHT * CELL };
const WIDTH = LEFT + 10 * (PICTURE.width + GAP) + 8;
const HEIGHT = TOP + 2 * (PICTURE.height + 30) + 20;
/** For browsers by the value of CSS, for rasterisers of SVG 1.1 by the attribute on the group: as in misread.svg. */
const SHARP = '<style>@supports (image-rendering:pixelated){.codes image{image-rendering:pixelated}}</style>';

/** From background (−1, white) over 0 (grey) to ink (+1, black); states beyond ±1 are drawn as ±1. */
const grey = (value: number) => [Math.round(127.5 * (1 - Math.min(1, Math.max(-1, value))))];

function pictureAt(x: number, y: number, values: readonly number[]): string {
  return imageAt(x, y, { values, width: BITMAP_WIDTH, height: BITMAP_HEIGHT }, CELL, grey, COLOUR.reference);
}

/** Mean distance between a unit's mean state and its pixel in the bitmap, over all digits and units. */
export function codeDistance(codes: readonly (readonly number[])[]): number {
  const distances = codes.flatMap((code, digit) =>
    code.map((value, k) => Math.abs(value - (BITMAPS[digit]?.[k] ?? 0))),
  );
  return distances.reduce((sum, value) => sum + value, 0) / distances.length;
}

/** The fixed bitmap of each digit, and below it the mean code that F6 gives to the test digits of that label. */
export function codesSvg(codes: readonly (readonly number[])[]): string {
  const at = (digit: number) => LEFT + digit * (PICTURE.width + GAP);
  const second = TOP + PICTURE.height + 30;
  const pictures = BITMAPS.map((bitmap, digit) =>
    [
      textAt(at(digit) + PICTURE.width / 2, TOP - 10, String(digit), { size: 13, anchor: 'middle', bold: true }),
      pictureAt(at(digit), TOP, bitmap),
      pictureAt(at(digit), second, codes[digit] ?? []),
    ].join(''),
  );
  const note = 'White −1, black +1, as the target bitmaps; the 84 units of F6 in the order of their pixels.';
  const body = [
    textAt(24, TOP + PICTURE.height / 2, 'bitmap', { size: 12 }),
    textAt(24, second + PICTURE.height / 2, 'mean of F6', { size: 12 }),
    `${SHARP}<g class="codes" image-rendering="optimizeSpeed">${pictures.join('')}</g>`,
    textAt(24, HEIGHT - 12, note, { size: 10, colour: COLOUR.quiet }),
  ].join('');
  return sheetSvg({ width: WIDTH, height: HEIGHT, title: 'Bitmaps and the codes of F6', body });
}
