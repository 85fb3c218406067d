import type { Box } from './box.js';
import { strokeWidthOf, withoutBorders, withoutDust, withoutSpecks, writingHeight } from './clean.js';
import { type Component, findComponents } from './components.js';
import type { Ink } from './ink.js';
import { joinNear } from './near.js';
import { type Piece, pieceOf } from './piece.js';
import { rowsOf } from './rows.js';
import { joinStacks } from './stacks.js';

/** Ink nearer than so many stroke widths belongs together … */
const BROKEN = 1.5;
/** … unless both parts are as tall as a digit: this share of the writing's height. */
const TALL = 0.7;

export interface Segments {
  /** Lines of writing from top to bottom, pieces in each from left to right; a digit is one piece or several. */
  readonly rows: readonly (readonly Piece[])[];
  /** Usual height of the writing, in pixels; 0 where there is none. */
  readonly height: number;
}

/** From ink to pieces in reading order: dust, specks and what enters over the border left out, broken strokes joined. */
export function segment({ strength, mask }: Ink, { removeBorders = true } = {}): Segments {
  const components = findComponents(mask);
  const stroke = strokeWidthOf(mask);
  const gap = BROKEN * stroke;
  const solid = withoutDust(components.list);
  const inside = removeBorders ? withoutBorders(solid, components, mask, stroke) : solid;
  const drawn = withoutSpecks(joinNear(components, mask, inside, gap), Math.max(mask.width, mask.height));
  const height = writingHeight(drawn);
  const kept = drawn.flatMap(({ labels }) => labels.map((label) => components.list[label - 1] as Component));
  const mayJoin = (a: Box, b: Box) => Math.min(a.height, b.height) < TALL * height;
  const clusters = joinNear(components, mask, kept, gap, mayJoin);
  const pieces = joinStacks(clusters.map((cluster) => pieceOf(cluster, components, strength)));
  return { rows: rowsOf(pieces, height), height };
}
