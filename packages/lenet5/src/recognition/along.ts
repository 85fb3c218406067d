import { writingHeight } from './clean.js';
import { readStrip, type StripNetworks } from './displacement.js';
import type { Path, Step } from './graph.js';
import { INK_EDGE } from './ink.js';
import { join, type Piece } from './piece.js';
import { judge, type RejectRule } from './reader.js';

/**
 * When an answer read along a strip is accepted: well before the rubbish class at 20 that the network was trained with.
 * Chosen on drawn pictures of non-digits and strings of the last 5,000 MNIST training digits.
 */
const STRIP_REJECT: RejectRule = { distance: 14, margin: 4 };

/** Reads a line of writing along its width, as one path without any cut. */
export function readAlong(row: readonly Piece[], strips: StripNetworks): Path {
  const piece = join(row);
  const { digits } = readStrip(piece.ink, writingHeight(row), strips);
  const steps = digits.map(({ digit, distances, left, right, image }, i): Step => {
    const box = { x: piece.box.x + left, width: right - left, ...rowsWithInk(piece, left, right) };
    const read = { ...judge(distances, STRIP_REJECT), digit, box, image };
    return {
      first: i,
      end: i + 1,
      digit: read,
      isDigit: !read.rejected,
      posterior: 1,
      penalty: 0,
      mark: 0,
      cuts: 0,
      characters: 1,
    };
  });
  return { steps };
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
