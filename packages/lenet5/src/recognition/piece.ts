import type { Cluster, Components } from './components.js';
import { INK_EDGE } from './ink.js';
import { around, type Box, cropTo, inkBox, type Plane, plane } from './plane.js';

/** A part of the ink, as small as it can be taken: a connected piece, or a part of one that was cut. */
export interface Piece {
  readonly box: Box;
  /** Strengths of its own ink, of the size of its box; see Ink. */
  readonly ink: Plane;
}

/** Takes components out of the picture as one piece, with the soft edges around them and without their neighbours. */
export function pieceOf({ labels: own, box }: Cluster, { labels }: Components, strength: Plane): Piece {
  const mine = new Set(own).add(0);
  const ink = plane(box.width, box.height);
  for (let y = 0, i = 0; y < box.height; y++) {
    const row = (box.y + y) * strength.width + box.x;
    for (let x = 0; x < box.width; x++, i++) {
      if (mine.has(labels[row + x] as number)) ink.data[i] = strength.data[row + x] as number;
    }
  }
  return { box, ink };
}

/** Several pieces as one. */
export function join(pieces: readonly Piece[]): Piece {
  if (pieces.length === 1) return pieces[0] as Piece;
  const box = around(pieces.map((piece) => piece.box));
  const ink = plane(box.width, box.height);
  for (const piece of pieces) {
    const [left, top] = [piece.box.x - box.x, piece.box.y - box.y];
    for (let y = 0, i = 0; y < piece.box.height; y++) {
      const row = (top + y) * box.width + left;
      for (let x = 0; x < piece.box.width; x++, i++) {
        ink.data[row + x] = Math.max(ink.data[row + x] as number, piece.ink.data[i] as number);
      }
    }
  }
  return { box, ink };
}

/** The part of a piece whose pixels `keep` accepts (x, y within the piece); null where that holds no ink. */
export function part(piece: Piece, keep: (x: number, y: number) => boolean): Piece | null {
  const { width, height, data } = piece.ink;
  const kept = plane(width, height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) if (keep(x, y)) kept.data[i] = data[i] as number;
  }
  const box = inkBox(kept, INK_EDGE);
  return box && { box: { ...box, x: piece.box.x + box.x, y: piece.box.y + box.y }, ink: cropTo(kept, box) };
}
