import { join, type Piece } from './piece.js';

/** A bar is this many times wider than high; its dots are at most this share of its width, in each direction. */
const BAR = 2.2;
const DOT = 0.45;
/** Parts of a sign are at most this share of the bar's width apart. */
const APART = 0.8;

/** Joins bars that lie above each other (=), and a bar with the dots above and below it (÷), into one piece each. */
export function joinStacks(pieces: readonly Piece[]): Piece[] {
  const rest = new Set(pieces);
  const joined: Piece[] = [];
  for (const bar of pieces) {
    if (!rest.has(bar) || bar.box.width < BAR * bar.box.height) continue;
    const parts = [...rest].filter((other) => other === bar || belongs(bar, other));
    if (parts.length === 1) continue;
    for (const part of parts) rest.delete(part);
    joined.push(join(parts));
  }
  return [...rest, ...joined];
}

function belongs({ box: bar }: Piece, { box }: Piece): boolean {
  const middle = box.x + box.width / 2;
  const over = middle > bar.x + 0.2 * bar.width && middle < bar.x + 0.8 * bar.width;
  const gap = Math.max(box.y - bar.y - bar.height, bar.y - box.y - box.height);
  if (!over || gap < 0 || gap > APART * bar.width) return false;
  const dot = box.width <= DOT * bar.width && box.height <= DOT * bar.width;
  const twin = box.width >= BAR * box.height && box.width > 0.6 * bar.width && box.width < 1.6 * bar.width;
  return dot || twin;
}
