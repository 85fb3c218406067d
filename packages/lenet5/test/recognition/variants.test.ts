import { describe, expect, it } from 'vitest';
import { Recognizer } from '../../src/index.js';
import { Random } from '../../src/math/random.js';
import type { Picture } from '../../src/recognition/index.js';
import { type Plane, plane, scaleTo } from '../../src/recognition/plane.js';
import { pretrained } from '../../src/weights/pictures.js';
import { mnist } from './support.js';
import { type Look, onPaper } from './synthesis/paper.js';
import { paste } from './synthesis/pictures.js';
import { enlarge, SIDE, withPen } from './synthesis/shapes.js';
import { drawMatrix, warp } from './synthesis/warp.js';

const COUNT = 200;
const BLACK = [15, 15, 20] as const;
const WHITE = [255, 255, 255] as const;
const PAPER = [225, 220, 205] as const;
const ON_PAPER: Look = { ink: [25, 40, 110], paper: PAPER };

const { test } = await mnist();
const recognizer = new Recognizer(pretrained());

/** Digits right of 200, in percent; refused ones are wrong. */
function accuracy(draw: (ink: Plane, random: Random) => Picture): number {
  const random = new Random(11, 'variants');
  let right = 0;
  for (let i = 0; i < COUNT; i++) {
    const ink = enlarge(test.images.subarray(i * 784, (i + 1) * 784));
    if (recognizer.recognize(draw(ink, random)).text === String(test.labels[i])) right++;
  }
  return (100 * right) / COUNT;
}

const clean = accuracy((ink, random) => onPaper(ink, { ink: BLACK, paper: WHITE }, random));

/** The ink somewhere in a larger picture. */
function moved(ink: Plane, width: number, height: number, left: number, top: number): Plane {
  const result = plane(width, height);
  paste(result, ink, left, top);
  return result;
}

const tilted = (ranges: Partial<Parameters<typeof drawMatrix>[1]>) => (ink: Plane, random: Random) =>
  onPaper(
    warp(ink, drawMatrix(random, { rotation: 0, slant: 0, squeeze: 0, perspective: 0, ...ranges }, SIDE, SIDE)),
    ON_PAPER,
    random,
  );

const looking = (look: Look) => (ink: Plane, random: Random) => onPaper(ink, look, random);

const VARIANTS: readonly (readonly [string, (ink: Plane, random: Random) => Picture])[] = [
  ['ink on paper', looking({ ...ON_PAPER, grain: 3 })],
  ['faint pencil', looking({ ink: [90, 90, 95], paper: PAPER, strength: 0.6, grain: 3 })],
  ['red ink', looking({ ink: [190, 30, 40], paper: PAPER })],
  ['yellow ink on white', looking({ ink: [250, 240, 60], paper: WHITE })],
  ['chalk on a board', looking({ ink: [235, 235, 225], paper: [35, 60, 45], strength: 0.85, grain: 8 })],
  ['white on black', looking({ ink: WHITE, paper: [0, 0, 0] })],
  ['a transparent picture with black ink', looking({ ink: [0, 0, 0], paper: WHITE, channels: 4 })],
  ['a transparent picture with white ink', looking({ ink: WHITE, paper: WHITE, channels: 4 })],
  ['a soft shadow', looking({ ...ON_PAPER, shadow: 0.6, grain: 3 })],
  ['dark corners', looking({ ...ON_PAPER, vignette: 0.5, grain: 3 })],
  ['noise', looking({ ...ON_PAPER, grain: 12 })],
  [
    'ruled lines',
    looking({ ...ON_PAPER, lines: { distance: 60, squares: false, colour: [140, 165, 195], tilt: 0.02 }, grain: 2 }),
  ],
  [
    'squared lines',
    looking({ ...ON_PAPER, lines: { distance: 30, squares: true, colour: [140, 165, 195], tilt: 0 }, grain: 2 }),
  ],
  ['a thick marker', (ink, random) => onPaper(withPen(ink, 17), ON_PAPER, random)],
  ['a thin pen', (ink, random) => onPaper(withPen(ink, 4), ON_PAPER, random)],
  ['a height of 20 pixels', (ink, random) => onPaper(scaleTo(ink, 32, 32), ON_PAPER, random)],
  ['a corner of a large sheet', (ink, random) => onPaper(moved(ink, 500, 400, 5, 265), ON_PAPER, random)],
  ['slant', tilted({ slant: 0.25 })],
  ['rotation by up to 8 degrees', tilted({ rotation: 0.14 })],
  ['perspective', tilted({ perspective: 0.3 })],
];

describe(`200 MNIST test digits as pictures, clean ${clean} %`, () => {
  it('clean: at least 96 %', () => {
    expect(clean).toBeGreaterThanOrEqual(96);
  });

  it.each(VARIANTS)('%s: at most 3 % below clean', (_, draw) => {
    expect(accuracy(draw)).toBeGreaterThanOrEqual(clean - 3);
  });

  it('4,000 pixels high: 4 of the first 4', () => {
    for (let i = 0; i < 4; i++) {
      const large = scaleTo(enlarge(test.images.subarray(i * 784, (i + 1) * 784)), 6400, 6400);
      const picture: Picture = { ...large, data: large.data.map((value) => 255 - value), channels: 1 };
      expect(recognizer.recognize(picture).text).toBe(String(test.labels[i]));
    }
  });
});
