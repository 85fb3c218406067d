import type { Random } from '../../../src/math/random.js';
import { cut } from '../../../src/recognition/cut.js';
import { INK_EDGE } from '../../../src/recognition/ink.js';
import { crop } from '../../../src/recognition/normalise.js';
import { join, type Piece, part } from '../../../src/recognition/piece.js';
import type { Plane } from '../../../src/recognition/plane.js';
import { beside } from './beside.js';
import { LETTERS, SIGNS } from './glyphs.js';
import { penMark } from './marks.js';
import { anyDigit, type Material } from './material.js';
import { ringed } from './ringed.js';
import { drawResolution, seen } from './seen.js';
import { chance, drawGlyph, drawPen, pick, tilt, withPen } from './shapes.js';

/** What cuts made of writing; the digit that it still is, or null. */
export interface Cutting {
  readonly digit: number | null;
  /** Strengths of its ink, cut out tightly. */
  readonly ink: Plane;
}

/** From this share on of its ink, and of that of the cutting, it is the digit … */
const SAME = 0.93;
/** … and below this it is not; in between a person may see either. */
const OTHER = 0.62;
/** Most parts that are joined, and most cuttings of one row that are no digit: they resemble each other. */
const MOST = 3;
const MOST_WRONG = 4;
/** A cutting whose ink is so much narrower than long is a 1. */
const STRAIGHT = 0.32;
/** A smaller cutting than this share of the height of its row is a crumb. */
const LEAST = 0.3;

/** One digit, or two or three that touch, cut as the recogniser cuts: candidates that are not ambiguous. */
export function cutDigits(random: Random, material: Material): Cutting[] {
  const digits = Array.from({ length: chance(random, 0.25) ? 1 : 2 + random.below(2) }, () =>
    anyDigit(random, material),
  );
  const shapes = digits.map(({ ink }) => tilt(random, ink));
  return cuttingsOf(random, shapes, () => random.uniform(-7, 3), ownerOf).map(({ owner, ink }) => ({
    digit: owner === null ? null : (digits[owner]?.digit as number),
    ink,
  }));
}

/** Letters of a word, signs, marks or faces, cut as the recogniser cuts: nothing of it is a digit. */
export function cutOthers(random: Random, material: Material): Cutting[] {
  const kind = random.uniform(0, 1);
  const count = 1 + random.below(3);
  const pen = drawPen(random);
  const glyph = () => drawGlyph(random, pick(random, chance(random, 0.6) ? LETTERS : SIGNS), pen);
  const shapes = Array.from({ length: count }, glyph);
  if (kind < 0.55) shapes.splice(0, count, ...lettersOfWord(random, material, count));
  else if (kind > 0.8) shapes.splice(0, count, chance(random, 0.6) ? ringed(random, pen) : penMark(random, pen));
  const space = random.uniform(-6, 5);
  const tilted = shapes.map((ink) => tilt(random, ink, 0.6));
  const cuttings = cuttingsOf(
    random,
    tilted,
    () => space + random.uniform(-2, 2),
    () => null,
  );
  return cuttings.map(({ ink }) => ({ digit: null, ink }));
}

function lettersOfWord(random: Random, { letters }: Material, count: number): Plane[] {
  const { font } = pick(random, letters);
  const own = letters.filter((glyph) => glyph.font === font);
  const pen = chance(random, 0.4) ? drawPen(random) : null;
  return Array.from({ length: count }, () => {
    const { ink } = pick(random, own);
    return pen === null ? ink : withPen(ink, pen);
  });
}

interface Candidate {
  /** Which of the shapes it is; null for none. */
  readonly owner: number | null;
  readonly ink: Plane;
}

/** Runs of the parts that cuts make of shapes in a row, without those that are ambiguous. */
function cuttingsOf(random: Random, shapes: readonly Plane[], gap: () => number, owners: typeof ownerOf): Candidate[] {
  const row = beside(random, shapes, gap);
  const resolution = drawResolution(random);
  const strength = seen(row.ink, resolution);
  const alone = row.shapes.map((shape) => seen(shape, resolution));
  const frame = { box: { x: 0, y: 0, width: strength.width, height: strength.height }, ink: strength };
  const piece = part(frame, () => true) ?? frame;
  const height = Math.max(...alone.map((shape) => crop(shape).height));
  const parts = cut(piece, height).map((found) => found.piece);
  const cuttings: Candidate[] = [];
  for (let first = 0; first < parts.length; first++) {
    for (let end = first + 1; end <= Math.min(parts.length, first + MOST); end++) {
      const candidate = join(parts.slice(first, end));
      const owner = owners(candidate, alone);
      if (owner === undefined) continue;
      const size = Math.max(candidate.box.width, candidate.box.height);
      if (owner === null && (size < LEAST * height || isStraight(candidate.ink))) continue;
      cuttings.push({ owner, ink: crop(candidate.ink) });
    }
  }
  const wrong = cuttings.filter(({ owner }) => owner === null);
  const order = [...random.permutation(wrong.length)].slice(0, MOST_WRONG);
  return [...cuttings.filter(({ owner }) => owner !== null), ...order.map((i) => wrong[i] as Candidate)];
}

/** Which of the shapes a candidate is; null for none, undefined where that is open. */
function ownerOf(candidate: Piece, shapes: readonly Plane[]): number | null | undefined {
  const own = inked(candidate.ink);
  const shares = shapes.map((shape) => common(candidate, shape) / Math.max(own, inked(shape)));
  const share = Math.max(...shares);
  if (share >= SAME) return shares.indexOf(share);
  return share < OTHER ? null : undefined;
}

function inked({ data }: Plane): number {
  let count = 0;
  for (let i = 0; i < data.length; i++) if ((data[i] as number) >= INK_EDGE) count++;
  return count;
}

/** Pixels of ink that a candidate has from a shape. */
function common({ box, ink }: Piece, shape: Plane): number {
  let count = 0;
  for (let y = 0, i = 0; y < box.height; y++) {
    const row = (box.y + y) * shape.width + box.x;
    for (let x = 0; x < box.width; x++, i++) {
      if ((ink.data[i] as number) >= INK_EDGE && (shape.data[row + x] as number) >= INK_EDGE) count++;
    }
  }
  return count;
}

/** Whether the ink is one straight stroke that does not lie, by its second moments. */
function isStraight({ width, data }: Plane): boolean {
  let [n, sx, sy, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    if ((data[i] as number) < INK_EDGE) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    n++;
    sx += x;
    sy += y;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  const [vx, vy, c] = [xx / n - (sx / n) ** 2, yy / n - (sy / n) ** 2, xy / n - (sx * sy) / n ** 2];
  const root = Math.sqrt(((vx - vy) / 2) ** 2 + c * c);
  const [long, short] = [(vx + vy) / 2 + root, (vx + vy) / 2 - root];
  return vy > 0.5 * vx && Math.sqrt(Math.max(0, short) / long) < STRAIGHT;
}
