import type { Random } from '../../../src/math/random.js';
import { crop } from '../../../src/recognition/normalise.js';
import { type Plane, plane, scaleTo } from '../../../src/recognition/plane.js';
import { distanceTransform, strokeWidth } from '../../../src/recognition/stroke-width.js';
import { DIGITS, LETTERS, SIGNS } from './glyphs.js';
import { drawStrokes, type Point, type Stroke, strokesOf } from './pen.js';
import { drawMatrix, type WarpRanges, warp } from './warp.js';

/** Shapes are ink of 0 to 255 on a square of this side; a digit fills about BODY of it. */
export const SIDE = 128;
export const BODY = 80;

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random.uniform(0, items.length))] as T;
}

/** Whether something of this probability happens. */
export function chance(random: Random, probability: number): boolean {
  return random.uniform(0, 1) < probability;
}

/** An MNIST digit, enlarged with smooth edges into the middle of the square. */
export function enlarge(image: Uint8Array): Plane {
  const digit = crop({ width: 28, height: 28, data: image });
  const scale = BODY / 20;
  const large = scaleTo(digit, Math.round(digit.width * scale), Math.round(digit.height * scale));
  return placed(large);
}

function placed(ink: Plane): Plane {
  const result = plane(SIDE, SIDE);
  const [left, top] = [Math.floor((SIDE - ink.width) / 2), Math.floor((SIDE - ink.height) / 2)];
  for (let y = 0; y < ink.height; y++) {
    result.data.set(ink.data.subarray(y * ink.width, (y + 1) * ink.width), (top + y) * SIDE + left);
  }
  return result;
}

/** The same strokes with another pen: `width` in pixels of the square, edges about a pixel soft. */
export function withPen(ink: Plane, width: number): Plane {
  const mask = { ...ink, data: ink.data.map((value) => (value > 127 ? 255 : 0)) };
  const own = strokeWidth(mask);
  // Thinner than half, strokes that were thin in places would break.
  const change = (Math.max(width, own / 2) - own) / 2;
  const outside = distanceTransform(mask, true);
  const inside = distanceTransform(mask);
  const result = plane(ink.width, ink.height);
  for (let i = 0; i < result.data.length; i++) {
    const depth = (inside[i] as number) > 0 ? (inside[i] as number) - 0.5 : 0.5 - (outside[i] as number);
    result.data[i] = Math.max(0, Math.min(1, depth + change + 0.5)) * 255;
  }
  return result;
}

/** A shape of glyphs.ts, its points shaken, its strokes a little displaced. */
export function drawGlyph(random: Random, glyph: string, pen: number): Plane {
  const [width, height] = [BODY * random.uniform(0.5, 1), BODY * random.uniform(0.75, 1)];
  const slip = 0.02 * BODY;
  const strokes = strokesOf(glyph).map((stroke) => {
    const [sx, sy] = [random.uniform(-slip, slip), random.uniform(-slip, slip)];
    const ends = shake(random, stroke.length);
    return stroke.map(([x, y], i): Point => {
      const [ox, oy] = ends[i] as Point;
      return [SIDE / 2 + (x - 0.5) * width + sx + ox * BODY, SIDE / 2 + (y - 0.5) * height + sy + oy * BODY];
    });
  });
  return drawStrokes(strokes, pen, { width: SIDE, height: SIDE });
}

/** Displacements along a stroke that change slowly. */
function shake(random: Random, length: number): Point[] {
  const knots = Array.from({ length: 4 }, (): Point => [random.uniform(-0.05, 0.05), random.uniform(-0.05, 0.05)]);
  return Array.from({ length }, (_, i): Point => {
    const at = length > 1 ? (3 * i) / (length - 1) : 0;
    const first = Math.min(2, Math.floor(at));
    const [a, b, t] = [knots[first] as Point, knots[first + 1] as Point, at - first];
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  });
}

/** A digit in one of the ways to write it that MNIST has few of. */
export function foreignDigit(random: Random, pen: number): { digit: number; ink: Plane } {
  const [digit, glyph] = pick(random, DIGITS);
  return { digit, ink: drawGlyph(random, glyph, pen) };
}

/** Writing that is no digit: letters, signs, scribbles, blots. */
export function nonDigit(random: Random, pen: number): Plane {
  const kind = random.uniform(0, 1);
  if (kind < 0.45) return drawGlyph(random, pick(random, LETTERS), pen);
  if (kind < 0.85) return drawGlyph(random, pick(random, SIGNS), pen);
  return kind < 0.95 ? scribble(random, pen) : blot(random);
}

/** A pen that wanders. */
export function scribble(random: Random, pen: number): Plane {
  let [x, y, angle, turn] = [random.uniform(30, 98), random.uniform(30, 98), random.uniform(0, 6.28), 0];
  const points: Point[] = [];
  const length = random.uniform(60, 260);
  for (let i = 0; i < length; i++) {
    points.push([x, y]);
    turn = 0.85 * turn + random.uniform(-0.22, 0.22);
    const away = Math.hypot(x - SIDE / 2, y - SIDE / 2) > BODY / 2;
    angle = away ? Math.atan2(SIDE / 2 - y, SIDE / 2 - x) + random.uniform(-0.6, 0.6) : angle + turn;
    x += 3 * Math.cos(angle);
    y += 3 * Math.sin(angle);
  }
  return drawStrokes([points as Stroke], pen, { width: SIDE, height: SIDE });
}

/** Blobs, as of textures and shadows. */
export function blot(random: Random): Plane {
  const result = plane(SIDE, SIDE);
  const waves = Array.from({ length: 6 }, () => [
    random.uniform(-0.12, 0.12),
    random.uniform(-0.12, 0.12),
    random.uniform(0, 6),
  ]);
  const reach = random.uniform(25, 40);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [dx, dy] = [x - SIDE / 2, y - SIDE / 2];
      if (Math.max(Math.abs(dx), Math.abs(dy)) > reach) continue;
      const sum = waves.reduce((total, [u = 0, v = 0, phase = 0]) => total + Math.sin(u * x + v * y + phase), 0);
      if (sum > 0.4) result.data[y * SIDE + x] = 255;
    }
  }
  return result;
}

/** Slant, rotation and squeeze as people write. */
export function tilt(random: Random, ink: Plane, strength = 1): Plane {
  return tiltBy(random, ink, { rotation: 0.17, slant: 0.25, squeeze: 0.15, perspective: 0.15 }, strength);
}

/** The same as far as a digit stays readable: turned by up to 25 degrees, or half a pixel a row. */
export function tiltFar(random: Random, ink: Plane): Plane {
  const turned = chance(random, 0.5);
  const [rotation, slant] = turned ? [0.44, 0.25] : [0.2, 0.5];
  return tiltBy(random, ink, { rotation, slant, squeeze: 0.25, perspective: 0.25 }, random.uniform(0.2, 1));
}

function tiltBy(random: Random, ink: Plane, ranges: WarpRanges, strength: number): Plane {
  const { rotation, slant, squeeze, perspective } = ranges;
  const scaled = {
    rotation: rotation * strength,
    slant: slant * strength,
    squeeze: squeeze * strength,
    perspective: perspective * strength,
  };
  return warp(ink, drawMatrix(random, scaled, ink.width, ink.height));
}

/** Width of a pen, from a thin ball pen to a thick marker, in pixels of the square. */
export function drawPen(random: Random): number {
  const share = random.uniform(0, 1);
  return (BODY / 20) * (0.5 + 4 * share * share);
}
