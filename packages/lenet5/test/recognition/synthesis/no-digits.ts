import type { Random } from '../../../src/math/random.js';
import { crop } from '../../../src/recognition/normalise.js';
import { type Plane, plane, scaleTo } from '../../../src/recognition/plane.js';
import { beside } from './beside.js';
import { damage } from './damage.js';
import { LETTERS, SIGNS } from './glyphs.js';
import { anyDigit, type Material } from './material.js';
import { chance, drawGlyph, drawPen, pick, tilt, tiltFar, withPen } from './shapes.js';

/** A letter or a sign of a font. */
export function fontLetter(random: Random, { letters }: Material): Plane {
  const { ink } = pick(random, letters);
  const written = tiltFar(random, chance(random, 0.4) ? withPen(ink, drawPen(random)) : ink);
  return chance(random, 0.12) ? damage(random, written) : written;
}

/** A letter or a sign of glyphs.ts. */
export function drawnSign(random: Random): Plane {
  const pen = chance(random, 0.3) ? random.uniform(10, 22) : drawPen(random);
  const ink = tiltFar(random, drawGlyph(random, pick(random, chance(random, 0.6) ? LETTERS : SIGNS), pen));
  return chance(random, 0.12) ? damage(random, ink) : ink;
}

/** Two or three digits, which are not one; apart, touching or overlapping. */
export function severalDigits(random: Random, material: Material): Plane {
  const count = chance(random, 0.75) ? 2 : 3;
  const digits = Array.from({ length: count }, () => tilt(random, anyDigit(random, material).ink));
  const [least, most] = chance(random, 0.5) ? [-8, 2] : [-4, 30];
  return tilt(random, beside(random, digits, () => random.uniform(least, most)).ink, 0.4);
}

/** Digits that make an 8 when one stands on another. */
const ROUND = [0, 6, 8, 9];

/** Two digits of neighbouring lines, one above the other with little space or none. */
export function stackedDigits(random: Random, material: Material): Plane {
  const pen = drawPen(random);
  let pair = [0, 1].map(() => anyDigit(random, material));
  // A 1 only makes the other one longer.
  while (pair.some(({ digit }) => digit === 1) || pair.every(({ digit }) => ROUND.includes(digit))) {
    pair = [0, 1].map(() => anyDigit(random, material));
  }
  const lying = pair.map(({ ink }) =>
    quarterTurn(tilt(random, chance(random, 0.5) ? withPen(ink, pen) : ink, 0.5), true),
  );
  return quarterTurn(beside(random, lying, () => random.uniform(-8, 12)).ink, false);
}

/** A word, or digits and letters mixed. */
export function word(random: Random, { glyphs }: Material): Plane {
  const { font } = pick(random, glyphs);
  const own = glyphs.filter((glyph) => glyph.font === font);
  const letters = Array.from({ length: 2 + random.below(4) }, () => pick(random, own).ink);
  const space = random.uniform(-3, 12);
  return tilt(random, beside(random, letters, () => space + random.uniform(-2, 2)).ink, 0.4);
}

/** Some lines of writing, as of a page that is far away. */
export function pageFragment(random: Random, material: Material): Plane {
  const lines = Array.from({ length: 2 + random.below(3) }, () => crop(word(random, material)));
  const width = Math.max(...lines.map((line) => line.width));
  const space = Math.round(random.uniform(-6, 26));
  const result = plane(
    width,
    lines.reduce((sum, line) => sum + Math.max(8, line.height + space), 0),
  );
  let top = 0;
  for (const line of lines) {
    for (let y = 0; y < line.height && top + y < result.height; y++) {
      for (let x = 0; x < line.width; x++) {
        const i = (top + y) * width + x;
        result.data[i] = Math.max(result.data[i] as number, line.data[y * line.width + x] as number);
      }
    }
    top += Math.max(8, line.height + space);
  }
  const scale = 110 / Math.max(result.width, result.height);
  return scaleTo(result, Math.round(result.width * scale), Math.round(result.height * scale));
}

/** Digits that are no others when they lie on their side, and when they stand on their head. */
const LYING = [2, 3, 4, 5, 6, 7, 9];
const INVERTED = [3, 4, 7];

/** A digit of a page that lies on its side or, less often, stands on its head. */
export function lyingDigit(random: Random, material: Material): Plane {
  const half = chance(random, 0.15);
  const known = half ? INVERTED : LYING;
  let shape = anyDigit(random, material);
  while (!known.includes(shape.digit)) shape = anyDigit(random, material);
  const ink = tilt(random, shape.ink);
  if (half) return { ...ink, data: ink.data.toReversed() };
  return quarterTurn(ink, chance(random, 0.5));
}

function quarterTurn(ink: Plane, left: boolean): Plane {
  const result = plane(ink.height, ink.width);
  for (let y = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++) {
      const [u, v] = left ? [y, ink.width - 1 - x] : [ink.height - 1 - y, x];
      result.data[v * result.width + u] = ink.data[y * ink.width + x] as number;
    }
  }
  return result;
}

/** A digit with the box around it, which was not taken out. */
export function boxedDigit(random: Random, material: Material): Plane {
  const ink = tilt(random, anyDigit(random, material).ink, 0.5);
  const [left, right, top, bottom] = [0, 0, 0, 0].map(() => Math.round(random.uniform(6, 20))) as [
    number,
    number,
    number,
    number,
  ];
  const thick = 2 + random.below(4);
  const data = ink.data.map((value, i) => {
    const [x, y] = [i % ink.width, Math.floor(i / ink.width)];
    const inX = x >= left && x < ink.width - right;
    const inY = y >= top && y < ink.height - bottom;
    const inner =
      x >= left + thick && x < ink.width - right - thick && y >= top + thick && y < ink.height - bottom - thick;
    return inX && inY && !inner ? 255 : value;
  });
  return { ...ink, data };
}
