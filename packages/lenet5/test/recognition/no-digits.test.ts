import { describe, expect, it } from 'vitest';
import { Recognizer } from '../../src/index.js';
import { Random } from '../../src/math/random.js';
import { type Plane, plane, scaleTo } from '../../src/recognition/plane.js';
import { pretrained } from '../../src/weights/pictures.js';
import { mnist } from './support.js';
import { onPaper } from './synthesis/paper.js';
import { paste } from './synthesis/pictures.js';
import { drawGlyph, enlarge, SIDE } from './synthesis/shapes.js';

const COUNT = 10;
const recognizer = new Recognizer(pretrained());
const { test } = await mnist();

const read = (ink: Plane) =>
  recognizer.recognize(onPaper(ink, { ink: [0, 0, 0], paper: [255, 255, 255] }, new Random(1, 'paper')));
const glyph = (strokes: string, seed: number) => drawGlyph(new Random(seed, 'sign'), strokes, 8);

const SIGNS = [
  ['+', '50,8 50,92;8,50 92,50'],
  ['×', '10,10 90,90;90,10 10,90'],
  ['=', '5,30 95,30;5,70 95,70'],
  ['÷', '8,50 92,50;48,10 52,14;48,86 52,90'],
] as const;
const LETTERS = [
  ['a', '85,15 50,8 15,35 12,70 40,92 75,80 85,15;85,10 85,80 95,92'],
  ['e', '12,48 88,48 80,12 45,5 12,35 15,75 50,95 90,80'],
] as const;

describe('shapes that are no digits', () => {
  it.each([...SIGNS, ...LETTERS])('%s alone is refused, at least 9 times of 10', (_, strokes) => {
    const texts = Array.from({ length: COUNT }, (_, seed) => read(glyph(strokes, seed)).text);
    expect(texts.filter((text) => text === '').length, texts.join()).toBeGreaterThanOrEqual(9);
  });

  /** Test digits 7, 2, 0 and a sign behind the second, at two thirds of their size. */
  function formula(strokes: string, seed: number): Plane {
    const small = Math.round(SIDE / 1.5);
    const ink = plane(4 * 100 + 28, SIDE);
    [0, 1, 3].forEach((index, i) => {
      paste(ink, enlarge(test.images.subarray(index * 784, (index + 1) * 784)), 100 * (i < 2 ? i : 3), 0);
    });
    paste(ink, scaleTo(glyph(strokes, seed), small, small), 200 + (SIDE - small) / 2, (SIDE - small) / 2);
    return ink;
  }

  it.each(SIGNS)('%s between digits is no digit, at least 7 times of 10: left out, or a ?', (_, strokes) => {
    const texts = Array.from({ length: COUNT }, (_, seed) => read(formula(strokes, seed)).text);
    const right = texts.filter((text) => ['720', '72?0', '72??0'].includes(text));
    expect(right.length, texts.join()).toBeGreaterThanOrEqual(7);
  });
});
