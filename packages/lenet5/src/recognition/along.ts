import { readStrip, type StripNetworks } from './displacement.js';
import { INK_EDGE } from './ink.js';
import type { Piece } from './piece.js';
import { judge, type RejectRule } from './reject.js';
import type { ReadDigit } from './types.js';

/** When an answer read along a strip is accepted. */
export const STRIP_REJECT: RejectRule = { distance: 30, margin: 4 };

/** What a strip's costs are worth beside those of the digits that were cut out. */
const SCALE = { factor: 1, each: 0 };

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
  return { digits: read, cost: SCALE.factor * cost + SCALE.each * digits.length };
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
