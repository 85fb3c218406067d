import { INK_EDGE } from './ink.js';
import type { Piece } from './piece.js';
import type { Plane } from './plane.js';

/** A ring whose inside is darker than its surroundings by this share of its own contrast is the rim of a filled disc. */
const FILLED = 0.6;
/** At least the rest of what is inside of a 0 is paper, whatever slash or dot there is. */
const LIGHT = 0.65;
/** Its surroundings are looked at this share of its longer side away from it. */
const AWAY = 0.1;

/** Whether what looks like a ring is a filled shape, or what evening out the light has left of one: there is no paper inside. */
export function isHollowed({ box, ink }: Piece, picture: Plane): boolean {
  const away = Math.max(2, Math.round(AWAY * Math.max(box.width, box.height)));
  const [inside, rim, outside]: [number[], number[], number[]] = [[], [], []];
  for (let y = -away; y < box.height + away; y++) {
    for (let x = -away; x < box.width + away; x++) {
      const [column, row] = [box.x + x, box.y + y];
      if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) continue;
      const value = picture.data[row * picture.width + column] as number;
      const strength = x >= 0 && y >= 0 && x < box.width && y < box.height ? (ink.data[y * box.width + x] ?? 0) : -1;
      if (strength < 0) outside.push(value);
      else if (strength >= INK_EDGE) rim.push(value);
      if (isInner(x, box.width) && isInner(y, box.height)) inside.push(value);
    }
  }
  if (outside.length === 0) return false;
  // Ink of neighbours may lie in the surroundings.
  const paper = at(outside, 0.75);
  return paper - at(inside, LIGHT) > FILLED * (paper - at(rim, 0.5));
}

function isInner(place: number, length: number): boolean {
  return Math.abs(place + 0.5 - length / 2) < length / 4;
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}
