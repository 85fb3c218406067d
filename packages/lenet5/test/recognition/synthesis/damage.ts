import type { Random } from '../../../src/math/random.js';
import { type Plane, plane } from '../../../src/recognition/plane.js';
import { distanceTransform } from '../../../src/recognition/stroke-width.js';
import { thin } from './kinds/thin.js';
import { drawStrokes, type Point } from './pen.js';
import { pick, withPen } from './shapes.js';

/** What happens to strokes on their way into a picture, and when ruling is taken out of it; the digit stays readable. */
export function damage(random: Random, ink: Plane): Plane {
  return pick(random, KINDS)(random, ink);
}

const KINDS = [
  ...[broken, broken, erasedLine, erasedLine, erasedLine, ruled, ruled, dotted, beaded, beaded],
  ...[outlined, hollow, hollow, rough, rough, faded],
] as const;

/** Pixels of a place in the ink, chosen at random; the middle where there is none. */
function inkPoint(random: Random, { width, height, data }: Plane): Point {
  for (let tries = 0; tries < 400; tries++) {
    const i = random.below(width * height);
    if ((data[i] as number) > 127) return [i % width, Math.floor(i / width)];
  }
  return [width / 2, height / 2];
}

function erase(ink: Plane, where: (x: number, y: number) => boolean): Plane {
  const { width, data } = ink;
  return { ...ink, data: data.map((value, i) => (value && where(i % width, Math.floor(i / width)) ? 0 : value)) };
}

/** The pen did not write in one to three places, of this radius at most. */
export function broken(random: Random, ink: Plane, most = 7): Plane {
  let result = ink;
  for (let count = 1 + random.below(3); count > 0; count--) {
    const [cx, cy] = inkPoint(random, ink);
    const radius = random.uniform(0.4, 1) * most;
    result = erase(result, (x, y) => (x - cx) ** 2 + (y - cy) ** 2 < radius ** 2);
  }
  return result;
}

/** Where a ruled line was taken out, a thin gap stays. */
function erasedLine(random: Random, ink: Plane): Plane {
  const [, middle] = inkPoint(random, ink);
  const half = random.uniform(0.8, 2.6);
  const tilt = random.uniform(-0.03, 0.03);
  return erase(ink, (x, y) => Math.abs(y - middle - tilt * (x - ink.width / 2)) < half);
}

/** A piece of a ruled line, level or upright, is still there where it meets the strokes. */
function ruled(random: Random, ink: Plane): Plane {
  const [x, y] = inkPoint(random, ink);
  const [before, after] = [random.uniform(2, 34), random.uniform(2, 34)];
  const slope = random.uniform(-0.03, 0.03);
  const level = random.uniform(0, 1) < 0.7;
  const at = (along: number): Point => (level ? [x + along, y + slope * along] : [x + slope * along, y + along]);
  const line = drawStrokes([[at(-before), at(after)]], random.uniform(1, 3.5), ink);
  return { ...ink, data: ink.data.map((value, i) => Math.max(value, line.data[i] as number)) };
}

/** Dots or dashes instead of lines. */
function dotted(random: Random, ink: Plane): Plane {
  const angle = random.uniform(0, Math.PI);
  const period = random.uniform(4, 8);
  const [u, v] = [(2 * Math.PI * Math.cos(angle)) / period, (2 * Math.PI * Math.sin(angle)) / period];
  const dashes = random.uniform(0, 1) < 0.5;
  return erase(ink, (x, y) =>
    dashes ? Math.sin(u * x + v * y) < -0.6 : Math.max(Math.sin(u * x + v * y), Math.sin(v * x - u * y)) < -0.1,
  );
}

/** Round dots along the middle of the strokes. */
function beaded(random: Random, ink: Plane): Plane {
  const line = thin(ink);
  const step = random.uniform(4, 8);
  const dots = plane(ink.width, ink.height);
  const found: Point[] = [];
  for (let i = 0; i < line.data.length; i++) {
    const [x, y] = [i % line.width, Math.floor(i / line.width)];
    if (!line.data[i] || found.some(([u, v]) => Math.hypot(x - u, y - v) < step)) continue;
    found.push([x, y]);
    dots.data[i] = 255;
  }
  const distance = distanceTransform(dots, true);
  const radius = step * random.uniform(0.22, 0.48);
  for (let i = 0; i < dots.data.length; i++) {
    dots.data[i] = 255 * Math.max(0, Math.min(1, radius + 0.5 - (distance[i] as number)));
  }
  return dots;
}

/** Letters to fill in: the contours of thick strokes. */
function hollow(random: Random, ink: Plane): Plane {
  return outlined(random, withPen(ink, random.uniform(9, 15)), 0);
}

/** Only the contours of the strokes, on both sides. */
function outlined(random: Random, ink: Plane, most = 3): Plane {
  const mask = { ...ink, data: ink.data.map((value) => (value > 127 ? 255 : 0)) };
  const outside = distanceTransform(mask, true);
  const inside = distanceTransform(mask);
  const [reach, width] = [random.uniform(0, most), random.uniform(2, 3.5)];
  const result = plane(ink.width, ink.height);
  for (let i = 0; i < result.data.length; i++) {
    const depth = ((inside[i] as number) || 0.5 - (outside[i] as number)) + reach;
    if (depth > 0 && depth < width) result.data[i] = 255;
  }
  return result;
}

/** Noise that is the same over `size` pixels. */
function coarse(random: Random, { width, height }: Plane, size: number): (x: number, y: number) => number {
  const columns = Math.ceil(width / size) + 1;
  const values = Float32Array.from({ length: columns * (Math.ceil(height / size) + 1) }, () => random.uniform(0, 1));
  return (x, y) => values[Math.floor(y / size) * columns + Math.floor(x / size)] as number;
}

/** Edges as those of a pencil or a felt pen on rough paper. */
function rough(random: Random, ink: Plane): Plane {
  const noise = coarse(random, ink, random.uniform(1, 3));
  const mask = { ...ink, data: ink.data.map((value) => (value > 127 ? 255 : 0)) };
  const inside = distanceTransform(mask);
  const most = random.uniform(1, 3);
  return erase(ink, (x, y) => (inside[y * ink.width + x] as number) < most * noise(x, y));
}

/** Holes in the strokes where the ink was thin. */
function faded(random: Random, ink: Plane): Plane {
  const noise = coarse(random, ink, random.uniform(1, 4));
  const share = random.uniform(0.05, 0.25);
  return erase(ink, (x, y) => noise(x, y) < share);
}
