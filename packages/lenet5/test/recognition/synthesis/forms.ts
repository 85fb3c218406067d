import type { Random } from '../../../src/math/random.js';
import type { Plane } from '../../../src/recognition/plane.js';
import { drawStrokes, type Point, type Stroke } from './pen.js';
import { BODY, chance, pick, SIDE } from './shapes.js';

/** What forms, tables and squared paper leave where a digit is looked for: boxes, corners, crossings, pieces of grids. */
export function formPart(random: Random): Plane {
  const width = BODY * random.uniform(0.45, 1);
  // A box that is higher than this is a 0 as displays show it.
  const height = Math.min(1.4 * width, BODY * random.uniform(0.35, 1));
  const [left, top] = [(SIDE - width) / 2, (SIDE - height) / 2];
  const strokes = pick(
    random,
    KINDS,
  )(random).map((stroke) => stroke.map(([x, y]): Point => [left + x * width, top + y * height]));
  return drawStrokes(strokes, random.uniform(1.5, chance(random, 0.3) ? 12 : 5), { width: SIDE, height: SIDE });
}

const KINDS = [box, remains, remains, corner, tee, crossing, grid, comb, open, parallels, ticked, ticked] as const;

/** Straight, from corner to corner. */
function path(...points: Point[]): Stroke {
  return points;
}

function box(): Stroke[] {
  return [path([0, 0], [1, 0], [1, 1], [0, 1], [0, 0])];
}

/** A box whose sides are there only in part. */
function remains(random: Random): Stroke[] {
  const corners: Point[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const sides = corners.flatMap((from, i): Stroke[] => {
    const to = corners[(i + 1) % 4] as Point;
    const at = (share: number): Point => [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    const [first, last] = [random.uniform(0, 0.45), random.uniform(0.55, 1)];
    if (chance(random, 0.5)) return [path(from, at(first)), path(at(last), to)];
    return [path(at(chance(random, 0.5) ? 0 : first), at(chance(random, 0.5) ? 1 : last))];
  });
  const gone = random.below(4);
  return chance(random, 0.3) ? sides.filter((_, i) => i !== gone) : sides;
}

/** Not the one at the upper right, which is a 7. */
function corner(random: Random): Stroke[] {
  const [x, y] = pick(random, [
    [0, 0],
    [0, 1],
    [1, 1],
  ] as const);
  return [path([x, 1 - y], [x, y], [1 - x, y])];
}

function tee(random: Random): Stroke[] {
  const side = random.below(2);
  const at = random.uniform(0.2, side ? 0.8 : 0.55);
  const stem = chance(random, 0.5);
  return stem
    ? [path([0, side], [1, side]), path([at, 0], [at, 1])]
    : [path([side, 0], [side, 1]), path([0, at], [1, at])];
}

function crossing(random: Random): Stroke[] {
  const [x, y] = [random.uniform(0.25, 0.75), random.uniform(0.25, 0.75)];
  return [path([x, 0], [x, 1]), path([0, y], [1, y])];
}

function grid(random: Random): Stroke[] {
  const [columns, rows] = [2 + random.below(3), 1 + random.below(4)];
  const rim = chance(random, 0.5) ? 0 : 0.5;
  const upright = Array.from({ length: columns + 1 }, (_, i) => (i + rim) / (columns + 2 * rim));
  const level = Array.from({ length: rows + 1 }, (_, i) => (i + rim) / (rows + 2 * rim));
  return [...upright.map((x) => path([x, 0], [x, 1])), ...level.map((y) => path([0, y], [1, y]))];
}

/** A line with teeth, as under fields for single letters. */
function comb(random: Random): Stroke[] {
  const teeth = 2 + random.below(4);
  const length = random.uniform(0.2, 1);
  return [
    path([0, 1], [1, 1]),
    ...Array.from({ length: teeth }, (_, i) => path([i / (teeth - 1), 1 - length], [i / (teeth - 1), 1])),
  ];
}

/** Three sides of a box. */
function open(random: Random): Stroke[] {
  const ways = [
    path([0, 0], [0, 1], [1, 1], [1, 0]),
    path([0, 1], [0, 0], [1, 0], [1, 1]),
    path([1, 0], [0, 0], [0, 1], [1, 1]),
    path([0, 0], [1, 0], [1, 1], [0, 1]),
  ];
  return [pick(random, ways)];
}

function parallels(random: Random): Stroke[] {
  const count = 2 + random.below(4);
  const level = chance(random, 0.5);
  return Array.from({ length: count }, (_, i) => {
    const at = i / (count - 1);
    return level ? path([0, at], [1, at]) : path([at, 0], [at, 1]);
  });
}

/** A box to tick, empty never: with a cross or a tick. */
function ticked(random: Random): Stroke[] {
  const [a, b] = [random.uniform(-0.15, 0.3), random.uniform(0.7, 1.15)];
  const marks = [[path([a, a], [b, b]), path([b, a], [a, b])], [path([a, 0.5], [0.4, b], [b, a])]];
  return [...box(), ...pick(random, marks)];
}
