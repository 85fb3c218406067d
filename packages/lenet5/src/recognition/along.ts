import { readStrip, type StripNetworks } from './displacement.js';
import { INK_EDGE } from './ink.js';
import type { Piece } from './piece.js';
import { judge, type RejectRule } from './reject.js';
import type { ReadDigit } from './types.js';

/**
 * When an answer read along a strip is accepted: well before the rubbish class at 20 that the network was trained with.
 * Chosen on drawn pictures of non-digits and strings of the last 5,000 MNIST training digits.
 */
const STRIP_REJECT: RejectRule = { distance: 14, margin: 4 };

/**
 * What a strip's costs are worth beside those of digits that were cut out, what each digit saves, and what one that is
 * refused costs (the same as in read-row.ts); the others chosen on strings of the last 5,000 MNIST training digits.
 */
const WORTH = { factor: 0.1, saved: 4, refused: 40 } as const;

/** Several digits of one piece of ink, read without cutting it. */
export interface AlongReading {
  readonly digits: readonly ReadDigit[];
  /** To be compared with the sum of the costs of single digits. */
  readonly cost: number;
}

/** Reads a piece along its width. */
export function readAlong(piece: Piece, height: number, strips: StripNetworks): AlongReading {
  const { digits, cost } = readStrip(piece.ink, height, strips);
  const read = digits.map(({ digit, distances, left, right, image }): ReadDigit => {
    const verdict = judge(distances, STRIP_REJECT);
    const box = { x: piece.box.x + left, width: right - left, ...rowsWithInk(piece, left, right) };
    return { ...verdict, digit, box, image };
  });
  const refused = read.filter(({ rejected }) => rejected).length;
  return { digits: read, cost: WORTH.factor * cost - WORTH.saved * read.length + WORTH.refused * refused };
}

/** Top and height of the ink between two columns. */
function rowsWithInk({ box, ink }: Piece, left: number, right: number): { y: number; height: number } {
  let [top, bottom] = [ink.height, -1];
  for (let y = 0; y < ink.height; y++) {
    const row = ink.data.subarray(y * ink.width + left, y * ink.width + right);
    if (!row.some((value) => value >= INK_EDGE)) continue;
    top = Math.min(top, y);
    bottom = y;
  }
  return bottom < 0 ? { y: box.y, height: box.height } : { y: box.y + top, height: bottom - top + 1 };
}
