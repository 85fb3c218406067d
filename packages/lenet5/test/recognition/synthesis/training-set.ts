import { Random } from '../../../src/math/random.js';
import { crop, normalise } from '../../../src/recognition/normalise.js';
import type { Plane } from '../../../src/recognition/plane.js';
import { type Cutting, cutDigits, cutOthers } from './cuts.js';
import type { DigitImages } from './digit-images.js';
import type { Glyph } from './fonts.js';
import { formPart } from './forms.js';
import { character, penMark, texture } from './marks.js';
import { damagedDigit, faintDigit, fontDigit, type Material, materialOf, mnistDigit, type Shape } from './material.js';
import {
  boxedDigit,
  drawnSign,
  fontLetter,
  lyingDigit,
  pageFragment,
  severalDigits,
  stackedDigits,
  word,
} from './no-digits.js';
import { ringed } from './ringed.js';
import { drawLowResolution, drawResolution, seen } from './seen.js';
import { drawPen, foreignDigit, tilt, tiltFar } from './shapes.js';

/** Label of what is no digit: the rubbish class of Eq. 9. */
export const NO_DIGIT = 255;

/** One shape as the recogniser makes it from a picture of some resolution. */
interface Sample {
  readonly label: number;
  readonly image: Uint8Array;
}

/** Draws some samples; `i` counts those of this kind. */
type Draw = (random: Random, material: Material, i: number) => readonly Sample[];

function digit(draw: (random: Random, material: Material, i: number) => Shape, resolution = drawResolution): Draw {
  return (random, material, i) => {
    const { digit: label, ink } = draw(random, material, i);
    return [{ label, image: normalise(crop(seen(ink, resolution(random)))) }];
  };
}

function cuttings(draw: (random: Random, material: Material) => Cutting[]): Draw {
  return (random, material) =>
    draw(random, material).map(({ digit: label, ink }) => ({ label: label ?? NO_DIGIT, image: normalise(ink) }));
}

/** Without what came out as a digit by chance. */
function unlike(draw: Draw): Draw {
  return (random, material, i) => draw(random, material, i).filter(({ image }) => !material.likeness.isDigit(image));
}

function noDigit(draw: (random: Random, material: Material) => Plane): Draw {
  return digit((random, material) => ({ digit: NO_DIGIT, ink: draw(random, material) }));
}

/** What training images show. */
const KINDS = {
  'other pen': digit((random, material, i) => {
    const shape = mnistDigit(random, material, i % material.mnist.count);
    return { ...shape, ink: tiltFar(random, shape.ink) };
  }),
  'other hand': digit((random) => {
    const shape = foreignDigit(random, drawPen(random));
    return { ...shape, ink: tiltFar(random, shape.ink) };
  }),
  'font digit': digit((random, material) => {
    const shape = fontDigit(random, material);
    return { ...shape, ink: tiltFar(random, shape.ink) };
  }),
  damaged: digit(damagedDigit),
  faint: digit(faintDigit, drawLowResolution),
  cut: cuttings(cutDigits),
  'cut other': unlike(cuttings(cutOthers)),
  letter: noDigit(fontLetter),
  sign: noDigit(drawnSign),
  ringed: unlike(noDigit((random) => tilt(random, ringed(random, drawPen(random))))),
  character: unlike(noDigit((random) => tilt(random, character(random, drawPen(random))))),
  several: noDigit(severalDigits),
  stacked: unlike(noDigit(stackedDigits)),
  word: noDigit(word),
  page: noDigit(pageFragment),
  lying: noDigit(lyingDigit),
  boxed: noDigit(boxedDigit),
  form: noDigit((random) => tilt(random, formPart(random), 0.6)),
  mark: noDigit((random) => tilt(random, penMark(random, drawPen(random)))),
  texture: noDigit((random) => tilt(random, texture(random))),
} satisfies Record<string, Draw>;

export type KindName = keyof typeof KINDS;

/** How many images of each kind. */
export type Mixture = Partial<Readonly<Record<KindName, number>>>;

export interface TrainingSet extends DigitImages {
  /** Of each image. */
  readonly kinds: readonly KindName[];
}

/**
 * Images as the recogniser makes them from pictures: digits, and what is none.
 * @param glyphs of fonts, in the size 'body'
 */
export function trainingSet(mnist: DigitImages, glyphs: readonly Glyph[], mixture: Mixture, seed: number): TrainingSet {
  const material = materialOf(mnist, glyphs);
  const names = Object.keys(KINDS) as KindName[];
  const count = names.reduce((sum, name) => sum + (mixture[name] ?? 0), 0);
  const images = new Uint8Array(count * 784);
  const labels = new Uint8Array(count);
  const kinds: KindName[] = [];
  for (const name of names) {
    const random = new Random(seed, name);
    const draw: Draw = KINDS[name];
    for (let i = 0, end = kinds.length + (mixture[name] ?? 0); kinds.length < end; i++) {
      for (const { label, image } of draw(random, material, i).slice(0, end - kinds.length)) {
        images.set(image, kinds.length * 784);
        labels[kinds.length] = label;
        kinds.push(name);
      }
    }
  }
  return { images, labels, count, kinds };
}

/** Every character of the fonts once, as the recogniser makes it from a picture. */
export function characterSet(glyphs: readonly Glyph[], seed: number): DigitImages & { characters: readonly string[] } {
  const random = new Random(seed, 'characters');
  const images = new Uint8Array(glyphs.length * 784);
  const characters = glyphs.map(({ character }) => character);
  for (const [i, { ink }] of glyphs.entries()) {
    images.set(normalise(crop(seen(tilt(random, ink, 0.5), drawResolution(random)))), i * 784);
  }
  const labels = Uint8Array.from(characters, (character) => (/[0-9]/.test(character) ? Number(character) : NO_DIGIT));
  return { images, labels, count: glyphs.length, characters };
}
