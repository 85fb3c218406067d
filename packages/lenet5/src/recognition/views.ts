import { localMean } from './background.js';
import { thinOut } from './grey.js';
import type { Piece } from './piece.js';
import { type Plane, plane } from './plane.js';
import { BROKEN } from './segment.js';
import type { Turn } from './turn.js';

/** A way to look at a picture. */
export interface View {
  /** Light ink on a dark ground. */
  readonly light: boolean;
  /** Widest stroke, as a share of the picture's shorter side: shadows are wider. */
  readonly widest: number;
  /** Share of what stands out from the paper that is taken for ink at full strength. */
  readonly full: number;
  /** Gaps up to so many stroke widths are those of a broken stroke. */
  readonly broken: number;
}

/** A skewness nearer to 0 leaves it open which side is ink. */
const UNDECIDED = 0.8;

/** Ways to look at a picture, the likeliest first: large writing; small writing on a photograph; ink on a pattern; dots. */
export function viewsOf(skewness: number, decided: boolean): [View, ...View[]] {
  const light = skewness > 0;
  const first: View = { light, widest: 0.33, full: 0.15, broken: BROKEN };
  const others = [
    { ...first, widest: 0.1 },
    { ...first, full: 0.02 },
    { ...first, broken: 5 },
  ];
  if (decided || Math.abs(skewness) >= UNDECIDED) return [first, ...others];
  const inverse = (view: View): View => ({ ...view, light: !light });
  return [first, inverse(first), ...others.flatMap((view) => [view, inverse(view)])];
}

/** Whether shapes look like the dots of dotted strokes: most are hardly larger than the pen. */
export function areDots(pieces: readonly Piece[], stroke: number): boolean {
  const dots = pieces.filter(({ box }) => Math.max(box.width, box.height) < DOT * stroke);
  return pieces.length >= MANY_DOTS && 2 * dots.length > pieces.length;
}

const DOT = 4;
const MANY_DOTS = 5;

/** Fewer shapes do not show how writing lies. */
const LEAST_SHAPES = 3;
/** Lines that fall less (radians) and strokes that lean less (pixels for one up) need no help. */
const STRAIGHT = 0.1;
const UPRIGHT_STROKES = 0.25;

/** Ways to lay a picture straight, from the shapes found in it: none where they lie straight. */
export function turnsOf(pieces: readonly Piece[], height: number): Turn[] {
  if (pieces.length < LEAST_SHAPES) return [];
  const turns: Turn[] = [1, 3, 2].map((quarters) => ({ quarters, angle: 0, slant: 0 }));
  const tall = pieces.filter(({ box }) => box.height > 0.5 * height);
  if (tall.length < LEAST_SHAPES) return turns;
  const angle = median(tall.flatMap((piece) => directionToNext(piece, tall)));
  const slant = median(tall.map(({ ink }) => slantOf(ink)));
  if (Math.abs(slant) > UPRIGHT_STROKES) turns.unshift({ quarters: 0, angle: 0, slant });
  if (Math.abs(angle) > STRAIGHT) turns.unshift({ quarters: 0, angle, slant: 0 });
  return turns;
}

/** Radians from a shape to its nearest neighbour on the right, down above 0; nothing where there is none. */
function directionToNext({ box }: Piece, all: readonly Piece[]): number[] {
  const directions = all.flatMap((other) => {
    const dx = other.box.x + other.box.width / 2 - box.x - box.width / 2;
    const dy = other.box.y + other.box.height / 2 - box.y - box.height / 2;
    return dx > 0 && Math.abs(dy) < 1.5 * dx ? [{ distance: Math.hypot(dx, dy), angle: Math.atan2(dy, dx) }] : [];
  });
  if (directions.length === 0) return [];
  return [directions.reduce((a, b) => (a.distance <= b.distance ? a : b)).angle];
}

/** Pixels that ink leans to the right for one up, by its second moments. */
export function slantOf({ width, height, data }: Plane): number {
  let [mass, sx, sy, sxy, syy] = [0, 0, 0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const ink = data[i] as number;
      mass += ink;
      sx += ink * x;
      sy += ink * y;
      sxy += ink * x * y;
      syy += ink * y * y;
    }
  }
  const spread = syy - (sy * sy) / mass;
  return spread > 0 ? -(sxy - (sx * sy) / mass) / spread : 0;
}

/** The median; 0 for none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Pixels to look at. */
const ENOUGH = 60_000;

/**
 * How much the picture looks like light ink on a dark ground (above 0) or dark ink on a light one (below 0): ink is the
 * minority, so the values lean to its side. It is the skewness of what differs from the shading.
 */
export function lightInk(given: Plane): number {
  const picture = thinOut(given, ENOUGH);
  const { width, height, data } = picture;
  const mean = localMean(picture, Math.max(2, Math.round(Math.min(width, height) / 3)));
  let [sum, squares, cubes] = [0, 0, 0];
  const count = data.length;
  for (let i = 0; i < count; i++) sum += (data[i] as number) - (mean.data[i] as number);
  const centre = sum / count;
  for (let i = 0; i < count; i++) {
    const value = (data[i] as number) - (mean.data[i] as number) - centre;
    squares += value * value;
    cubes += value * value * value;
  }
  const deviation = Math.sqrt(squares / count);
  return deviation > 0 ? cubes / count / deviation ** 3 : 0;
}

/** Light ink becomes dark ink and the other way round. */
export function invert(picture: Plane): Plane {
  const result = plane(picture.width, picture.height);
  for (let i = 0; i < result.data.length; i++) result.data[i] = 255 - (picture.data[i] as number);
  return result;
}
