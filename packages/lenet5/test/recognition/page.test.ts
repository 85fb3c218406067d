import { describe, expect, it } from 'vitest';
import type { Path, Step } from '../../src/recognition/graph.js';
import { BLANK, pageOf, recognitionOf } from '../../src/recognition/page.js';
import type { Box } from '../../src/recognition/plane.js';
import type { ReadDigit } from '../../src/recognition/types.js';
import { drawn, reading } from './support.js';

const UNLIKE = { confidence: 0.001, refusal: 0.998, rejected: true, reason: 'no-digit' } as const;
const BETWEEN = { digit: 4, confidence: 0.5, refusal: 0.02, rejected: true, reason: 'ambiguous' } as const;

/** A step of a path at column `x`, of a digit as high as the line but for what is given. */
function step(x: number, given: Partial<ReadDigit> = {}, box: Partial<Box> = {}, isDigit = true): Step {
  return {
    first: 0,
    end: 1,
    digit: reading({ ...given, box: { x, y: 20, width: 20, height: 30, ...box } }),
    penalty: 0,
    mark: 0,
    cuts: 0,
    characters: 1,
    isDigit,
    posterior: 1,
  };
}

const line = (...steps: Step[]): Path => ({ steps });
const read = (lines: readonly Path[], cells: readonly (readonly Box[])[] = []) => recognitionOf(pageOf(lines, cells));

/** A line of 5s, as far apart as digits are, with something in the place of one. */
const fives = (count: number, place: number, other: Step) =>
  line(...Array.from({ length: count }, (_, i) => (i === place ? other : step(30 * i))));

/** 28×28 with a stroke from the lower left to the upper right. */
const LEANING = drawn(
  ...Array.from({ length: 28 }, (_, y) =>
    [...'.'.repeat(28)].map((dot, x) => (Math.abs(x + y - 27) < 2 ? '#' : dot)).join(''),
  ),
).data;

describe('recognitionOf', () => {
  it('joins accepted digits of all lines in reading order', () => {
    const result = read([line(step(0, { digit: 7 }), step(30, { digit: 0 })), line(step(5, { digit: 2 }))]);
    expect(result).toMatchObject({ text: '702', complete: true, others: [], cells: [], reason: null });
  });

  it("has '?' for a digit that was refused, and is not complete", () => {
    const result = read([fives(4, 2, step(60, BETWEEN))]);
    expect(result).toMatchObject({ text: '55?5', complete: false, reason: null });
    expect(result.digits.map(({ rejected }) => rejected)).toEqual([false, false, true, false]);
  });

  it('is as sure as all accepted digits together, among all ways to read their line', () => {
    const steps = [0.9, 0.8, 0.7].map((posterior, i) => ({ ...step(30 * i, { confidence: 0.95 }), posterior }));
    const { confidence, digits } = read([line(...steps)]);
    expect(digits.map((digit) => digit.confidence)).toEqual([0.9, 0.8, 0.7].map((p) => (p * 0.95) ** 0.25));
    expect(confidence).toBeCloseTo((0.9 * 0.8 * 0.7 * 0.95 ** 3) ** 0.25, 12);
  });

  it('does not count what was refused as a part of the confidence', () => {
    const whole = read([line(step(0), step(30), step(60))]);
    expect(read([fives(4, 3, step(90, BETWEEN))]).confidence).toBeCloseTo(whole.confidence, 12);
  });

  it('says why there is no text: the reason of the largest shape, or that nothing is drawn', () => {
    const result = read([line(step(0, BETWEEN), step(30, UNLIKE, { width: 40, height: 60 }, false))]);
    expect(result).toMatchObject({ text: '', complete: false, confidence: 0, reason: 'no-digit' });
    expect(recognitionOf(BLANK)).toMatchObject({ text: '', complete: false, confidence: 0, reason: 'nothing-drawn' });
  });

  it('does not say that nothing is drawn where there are marks', () => {
    const others = [{ x: 0, y: 0, width: 20, height: 3 }];
    expect(recognitionOf({ ...BLANK, others }).reason).toBe('no-digit');
  });
});

describe('cells', () => {
  const cell = (column: number, row = 0): Box => ({ x: 40 * column - 5, y: 15 + 50 * row, width: 36, height: 40 });
  const grid = [0, 1].map((row) => [0, 1, 2].map((column) => cell(column, row)));

  it('hold the digits that lie in them, and are blank without', () => {
    const lines = [line(step(0, { digit: 7 }), step(80, { digit: 1 })), line(step(42, { digit: 2 }, { y: 70 }))];
    const { cells, text } = read(lines, grid);
    expect(text).toBe('712');
    expect(cells.map((row) => row.map((each) => each.text))).toEqual([
      ['7', '', '1'],
      ['', '2', ''],
    ]);
    expect(cells.map((row) => row.map(({ box }) => box))).toEqual(grid);
  });

  it('hold several digits, and a ? for one that was refused', () => {
    const wide = { x: 0, y: 15, width: 63, height: 40 };
    const { cells } = read([fives(4, 3, step(90, BETWEEN))], [[wide, { ...wide, x: 85, width: 40 }]]);
    expect(cells).toMatchObject([[{ text: '55' }, { text: '?' }]]);
  });

  it('hold a digit that stands half above them, as in a comb with low teeth', () => {
    const comb = { x: 0, y: 36, width: 28, height: 16 };
    expect(read([fives(2, 9, step(0))], [[comb, { ...comb, x: 30 }]]).cells).toMatchObject([
      [{ text: '5' }, { text: '5' }],
    ]);
  });

  it('say nothing where nothing is read', () => {
    expect(read([line(step(0, UNLIKE))], [[cell(0)]])).toMatchObject({ text: '', cells: [[{ text: '' }]] });
  });
});

describe('pageOf', () => {
  it('takes a comma for another mark, and not for a digit', () => {
    const comma = step(60, UNLIKE, { y: 44, width: 5, height: 9 }, false);
    const result = read([fives(4, 2, comma)]);
    expect(result).toMatchObject({ text: '555', complete: true, others: [comma.digit.box] });
    expect(result.digits).toHaveLength(3);
  });

  it.each([
    ['a slash', { y: 14, width: 22, height: 40 }, LEANING],
    ['a bar that is far higher than the digits', { y: 8, width: 4, height: 54 }, new Uint8Array(784)],
    ['a bracket that looks not quite like a 1', { y: 17, width: 7, height: 36 }, new Uint8Array(784)],
  ])('takes %s between digits for another mark, and not for a 1', (name, box, image) => {
    const confidence = name.includes('bracket') ? 0.6 : 0.97;
    const bar = step(60, { digit: 1, confidence, image }, box);
    expect(read([fives(5, 2, bar)])).toMatchObject({ text: '5555', complete: true, others: [bar.digit.box] });
  });

  it('has a ? for a stroke somewhat higher than the digits, which may be a 1 or a bar', () => {
    const stroke = step(
      60,
      { digit: 1, confidence: 0.97, image: new Uint8Array(784) },
      { y: 13, width: 4, height: 44 },
    );
    expect(read([fives(5, 2, stroke)])).toMatchObject({ text: '55?55', complete: false, others: [] });
  });

  it('takes a stroke that begins low beside its digits for a comma, however large', () => {
    const comma = step(60, { digit: 1, confidence: 0.97 }, { y: 42, width: 6, height: 20 });
    expect(read([fives(5, 2, comma)])).toMatchObject({ text: '5555', complete: true, others: [comma.digit.box] });
  });

  it('has a ? for a digit unlike its image where its line may be cut in another way, and none where it stands alone', () => {
    const unsure = { ...step(60, { digit: 6, confidence: 0.7 }), posterior: 0.6 };
    expect(read([fives(5, 2, unsure)])).toMatchObject({ text: '55?55', complete: false });
    expect(read([fives(5, 2, { ...unsure, posterior: 0.9 })]).text).toBe('55655');
    expect(read([line(unsure)]).text).toBe('6');
  });

  it('has a ? for a digit that was cut out and is far from its bitmap', () => {
    const distances = Float32Array.from({ length: 10 }, (_, i) => (i === 6 ? 14 : 35));
    const part = { ...step(60, { digit: 6, distances, margin: 21 }), cuts: 1 };
    expect(read([fives(5, 2, part)]).text).toBe('55?55');
    expect(read([fives(5, 2, { ...part, cuts: 0 })]).text).toBe('55655');
  });

  it('has a ? for a digit between two bitmaps that is hardly likelier than not, and none where it is', () => {
    const distances = Float32Array.from({ length: 10 }, (_, i) => (i === 6 ? 18 : 36));
    const weak = { ...step(60, { digit: 6, distances, margin: 18, confidence: 0.65 }), posterior: 0.8 };
    expect(read([fives(5, 2, weak)]).text).toBe('55?55');
    expect(read([fives(5, 2, { ...weak, posterior: 0.9 })]).text).toBe('55655');
  });

  it('has a ? for each of two digits in one place, as where a stroke has two outlines', () => {
    const inner = step(64, { digit: 0 }, { y: 25, width: 12, height: 20 });
    expect(read([line(step(0), step(30), step(60), inner, step(90))])).toMatchObject({
      text: '55??5',
      complete: false,
    });
  });

  it('has a ? for a stroke that is higher than all digits of its line, and not only than those beside it', () => {
    const stroke = step(60, { digit: 1, confidence: 0.99 }, { y: 16, width: 5, height: 35 });
    expect(read([fives(5, 2, stroke)]).text).toBe('55?55');
    expect(read([line(step(0, {}, { y: 17, height: 33 }), step(30), stroke, step(90), step(120))]).text).toBe('55155');
  });

  it('reads nothing where there are six strokes and more, and nothing else: stripes, a bar code', () => {
    const strokes = (count: number) =>
      line(...Array.from({ length: count }, (_, i) => step(30 * i, { digit: 1 }, { width: 5 })));
    expect(read([strokes(5)]).text).toBe('11111');
    expect(read([strokes(6)])).toMatchObject({ text: '', reason: 'no-digit' });
  });

  it('has a ? for a low stroke that stands on its line, which may be a small 1', () => {
    const stroke = step(60, { digit: 1, confidence: 0.97 }, { y: 34, width: 4, height: 16 });
    expect(read([fives(5, 2, stroke)])).toMatchObject({ text: '55?55', complete: false, others: [] });
  });

  it('has a ? for a stroke at the other end of a line with a bracket', () => {
    const strokes = [0.97, 0.6].map((confidence, i) =>
      step(120 * i, { digit: 1, confidence, image: new Uint8Array(784) }, { y: 18, width: 7, height: 34 }),
    );
    const [open, close] = strokes as [Step, Step];
    expect(read([line(open, step(30), step(60), step(90), close)])).toMatchObject({ text: '?555', complete: false });
  });

  it('has a ? for a sure digit that is too small for its line, as cents are', () => {
    const small = step(60, { digit: 6, confidence: 0.97 }, { y: 36, width: 8, height: 14 }, false);
    expect(read([fives(5, 2, small)])).toMatchObject({ text: '55?55', complete: false, others: [] });
  });

  it('reads a 1 as high as its neighbours, also at an end of its line', () => {
    for (const place of [0, 2, 4]) {
      const one = step(30 * place, { digit: 1 }, { width: 5 });
      expect(read([fives(5, place, one)]).text).toBe([0, 1, 2, 3, 4].map((i) => (i === place ? 1 : 5)).join(''));
    }
  });

  it('reads nothing where most shapes are no digits', () => {
    const letters = (count: number) => Array.from({ length: count }, (_, i) => step(30 * i + 60, UNLIKE, {}, false));
    const few = read([line(step(0), step(30), ...letters(8))]);
    expect(few).toMatchObject({ text: '', complete: false, confidence: 0, reason: 'no-digit' });
    expect(few.digits.every(({ rejected, reason }) => rejected && reason !== null)).toBe(true);
    expect(read([line(step(0), step(30), ...letters(1))]).text).toBe('55?');
  });

  it('is clear where nothing is in doubt', () => {
    expect(pageOf([line(step(0), step(30))], []).clear).toBe(true);
    expect(pageOf([line(step(0), step(30), step(60, BETWEEN))], []).clear).toBe(false);
    expect(pageOf([], [])).toEqual({ ...BLANK, others: [], cells: [] });
  });
});
