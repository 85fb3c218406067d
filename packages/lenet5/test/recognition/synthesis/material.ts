import type { Random } from '../../../src/math/random.js';
import type { Plane } from '../../../src/recognition/plane.js';
import { broken, damage } from './damage.js';
import type { DigitImages } from './digit-images.js';
import type { Glyph } from './fonts.js';
import { Likeness } from './likeness.js';
import { chance, drawPen, enlarge, foreignDigit, pick, tiltFar, withPen } from './shapes.js';

/** What training images are drawn from. */
export interface Material {
  readonly mnist: DigitImages;
  /** Digits of the fonts. */
  readonly digits: readonly Glyph[];
  /** Their characters that are no digit in shape. */
  readonly letters: readonly Glyph[];
  readonly likeness: Likeness;
  /** All characters. */
  readonly glyphs: readonly Glyph[];
}

/** A digit as ink. */
export interface Shape {
  readonly digit: number;
  readonly ink: Plane;
}

/**
 * Characters that may be taken for a digit, so that neither answer is wrong: they are in no training set. By the digit
 * that they resemble, from 0 to 9.
 */
const AMBIGUOUS = new Set(
  'OoОоοØø°¤σδ' +
    'lIi|!/\\,.\'`";:·ι¡()' +
    'Zzzζ¿' +
    'ЗзЭэξ}' +
    'yЧчЦцуУψ' +
    'Ss§ς$' +
    'bGбБЬьЪъ' +
    '>¬' +
    'Bßβв' +
    'gqçÇρ',
);

export function materialOf(mnist: DigitImages, glyphs: readonly Glyph[]): Material {
  const isDigit = ({ character }: Glyph) => character >= '0' && character <= '9';
  return {
    mnist,
    likeness: new Likeness(mnist),
    glyphs,
    digits: glyphs.filter(isDigit),
    letters: glyphs.filter((glyph) => !isDigit(glyph) && !AMBIGUOUS.has(glyph.character)),
  };
}

/** A digit of MNIST, enlarged; as it is or with another pen. */
export function mnistDigit(random: Random, { mnist }: Material, at = random.below(mnist.count)): Shape {
  const large = enlarge(mnist.images.subarray(at * 784, (at + 1) * 784));
  const ink = chance(random, 0.6) ? withPen(large, drawPen(random)) : large;
  return { digit: mnist.labels[at] as number, ink };
}

/** A digit of a font, half of the time with another pen. */
export function fontDigit(random: Random, { digits }: Material): Shape {
  const { character, ink } = pick(random, digits);
  return { digit: Number(character), ink: chance(random, 0.4) ? withPen(ink, drawPen(random)) : ink };
}

/** A digit of any origin. */
export function anyDigit(random: Random, material: Material): Shape {
  if (chance(random, 0.7)) return mnistDigit(random, material);
  return chance(random, 0.5) ? fontDigit(random, material) : foreignDigit(random, drawPen(random));
}

/** A digit of a thin pen that did not write everywhere; often a 4 or a 9, which differ in a few pixels of such strokes. */
export function faintDigit(random: Random, material: Material): Shape {
  const wanted = chance(random, 0.5) ? [4, 9] : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  let shape = anyDigit(random, material);
  while (!wanted.includes(shape.digit)) shape = anyDigit(random, material);
  const ink = tiltFar(random, withPen(shape.ink, random.uniform(2.5, 6)));
  return { digit: shape.digit, ink: chance(random, 0.6) ? broken(random, ink, 4) : ink };
}

/** A digit whose strokes suffered. */
export function damagedDigit(random: Random, material: Material): Shape {
  const { digit, ink } = anyDigit(random, material);
  return { digit, ink: damage(random, tiltFar(random, ink)) };
}
