import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classesOf, type Labelling, makeDataset, slice } from '../../../src/files/idx/dataset.js';
import type { Idx } from '../../../src/files/idx/reader.js';
import { expectError, thrownBy } from '../../expect-error.js';
import { images, labels } from './samples.js';

const NAMES = { images: 'pictures.idx', labels: 'answers.idx' };
const mapped = (idx: Idx, change: (pixel: number, i: number) => number): Idx => ({
  shape: idx.shape,
  data: idx.data.map(change),
});

describe('makeDataset', () => {
  it.each([28, 32])('joins %d×%d images with their labels, without copying', (side) => {
    const [pictures, answers] = [images(25, side), labels(25)];
    const dataset = makeDataset(pictures, answers, NAMES);
    expect(dataset).toMatchObject({ count: 25, rows: side, columns: side, warnings: [] });
    expect(dataset.identity).toBe(`unknown, ${side}×${side}, 10 labels`);
    expect(dataset.images).toBe(pictures.data);
    expect(dataset.labels).toBe(answers.data);
  });

  it('counts the labels that occur', () => {
    const answers = { shape: [4], data: Uint8Array.of(7, 7, 3, 7) };
    expect(makeDataset(images(4), answers, NAMES).identity).toBe('unknown, 28×28, 2 labels');
  });

  it.each<[string, Idx, Idx, string, string[]]>([
    ['swapped files', labels(4), images(4), 'wrong-rank', ['pictures.idx has shape 4 (1 dimensions)', '3', 'swapped']],
    ['images as labels', images(4), images(4), 'wrong-rank', ['answers.idx has shape 4×28×28 (3 dimensions)']],
    ['more images', images(5), labels(4), 'count-mismatch', ['answers.idx holds 4 labels', '5 were', 'pictures.idx']],
    ['27×27', images(2, 27), labels(2), 'wrong-dimensions', ['pictures.idx', '27×27', '28×28 or 32×32', 'scale']],
    [
      '28×32',
      { shape: [1, 28, 32], data: new Uint8Array(896) },
      labels(1),
      'wrong-dimensions',
      ['images of 28×32 pixels'],
    ],
    [
      'a label above 61',
      images(12),
      mapped(labels(12), (label, i) => (i === 11 ? 62 : label)),
      'label-range',
      ['answers.idx has label 62 at index 11', '0 to 61', 'more than 62 classes are too many'],
    ],
  ])('refuses %s', async (_, pictures, answers, code, parts) => {
    expectError(await thrownBy(() => makeDataset(pictures, answers, NAMES)), 'DataError', code, ...parts);
  });
});

describe('classes', () => {
  const of = (...values: number[]): Idx => ({ shape: [values.length], data: Uint8Array.from(values) });
  const classNames = ['hat', 'glove', 'sock'];

  it('have names where they are given, and labels that begin with 1 are counted from 0', () => {
    const dataset = makeDataset(images(4), of(3, 1, 2, 1), NAMES, { classNames, firstLabel: 1 });
    expect(dataset.labels).toEqual(Uint8Array.of(2, 0, 1, 0));
    expect(dataset.classNames).toEqual(classNames);
    expect(slice(dataset, 1, 2).classNames).toEqual(classNames);
    expect(makeDataset(images(4), of(3, 1, 2, 1), NAMES)).not.toHaveProperty('classNames');
  });

  it.each<[string, Idx, Labelling, string, string[]]>([
    [
      'a label that has no name',
      of(0, 3),
      { classNames },
      'label-range',
      ['label 3 at index 1', '0 to 2', '3 classes'],
    ],
    ['a 0 where 1 is the first', of(1, 0), { firstLabel: 1 }, 'label-range', ['label 0 at index 1', '1 to 62']],
    ['labels after the last', of(4), { classNames, firstLabel: 1 }, 'label-range', ['label 4 at index 0', '1 to 3']],
  ])('refuse %s', async (_, answers, labelling, code, parts) => {
    const pictures = images(answers.shape[0] ?? 0);
    expectError(await thrownBy(() => makeDataset(pictures, answers, NAMES, labelling)), 'DataError', code, ...parts);
  });

  it.each([[['one']], [['same', 'same']], [['', 'blank']], [Array.from({ length: 63 }, (_, i) => `${i}`)], ['text']])(
    'take no such names: %j',
    async (names) => {
      const error = await thrownBy(() => makeDataset(images(1), of(0), NAMES, { classNames: names as string[] }));
      expectError(error, 'SettingError', 'switch-value', 'classNames is', 'expected 2 to 62 different texts');
    },
  );

  it('are as many as the names; without names the ten digits, or more where labels go further', () => {
    const dataset = (...values: number[]) => makeDataset(images(values.length), of(...values), NAMES);
    expect(classesOf(makeDataset(images(1), of(0), NAMES, { classNames }))).toBe(3);
    expect(classesOf(dataset(0, 1))).toBe(10);
    expect(classesOf(dataset(10))).toBe(11);
    expect(classesOf(dataset(3), dataset(61))).toBe(62);
  });
});

describe('warnings about pixels', () => {
  const warningsFor = (pictures: Idx): readonly string[] =>
    makeDataset(pictures, labels(pictures.shape[0] ?? 0), NAMES).warnings;

  it('inverted images, with the fix, which works', () => {
    const inverted = mapped(images(20), (pixel) => 255 - pixel);
    const warnings = warningsFor(inverted);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('pictures.idx look inverted');
    expect(warnings[0]).toContain('in 20 of 20');
    expect(warnings[0]).toContain('255 - value');
    expect(warningsFor(mapped(inverted, (pixel) => 255 - pixel))).toEqual([]);
  });

  it('inverted images on grey paper', () => {
    expect(warningsFor(mapped(images(3), (pixel) => 140 - pixel / 2))[0]).toContain('look inverted');
  });

  it('some inverted images among others', () => {
    const mixed = mapped(images(20), (pixel, i) => (i < 3 * 784 ? 255 - pixel : pixel));
    expect(warningsFor(mixed)).toEqual([expect.stringContaining('3 of 20 images of pictures.idx look inverted')]);
  });

  it('ink that touches the border in one image of twenty is no inversion', () => {
    const one = mapped(images(20), (pixel, i) => (i < 784 ? 255 - pixel : pixel));
    expect(warningsFor(one)).toEqual([]);
  });

  it('pixels from 0 to 1, with the factor', () => {
    const warnings = warningsFor(mapped(images(5), (pixel) => pixel / 200));
    expect(warnings).toEqual([expect.stringMatching(/brightest pixel of pictures\.idx is 1,.*multiply.*255\/1\./)]);
  });

  it.each([
    [127, 1],
    [128, 0],
  ])('a brightest pixel of %d: %d warning', (brightest, count) => {
    expect(warningsFor(mapped(images(5), (pixel) => (pixel / 200) * brightest))).toHaveLength(count);
  });

  it('a border that is only a little brighter is no inversion: the margin is a sixteenth of the brightest pixel', () => {
    // The inside has a mean of 50 + 190/676 = 50.3, the margin is 240/16 = 15.
    const withBorder = (paper: number): Idx => ({
      shape: [1, 28, 28],
      data: Uint8Array.from({ length: 784 }, (_, i) => {
        if (i === 400) return 240;
        const onBorder = i < 28 || i >= 756 || i % 28 === 0 || i % 28 === 27;
        return onBorder ? paper : 50;
      }),
    });
    expect(warningsFor(withBorder(65))).toEqual([]);
    expect(warningsFor(withBorder(66))).toHaveLength(1);
  });

  it('inverted and scaled at once', () => {
    expect(warningsFor(mapped(images(5), (pixel) => 1 - pixel / 200))).toHaveLength(2);
  });

  it('nothing but zeros', () => {
    expect(warningsFor(mapped(images(5), () => 0))).toEqual([
      expect.stringContaining('All pixels of pictures.idx are 0'),
    ]);
  });

  it('every border pixel counts: one bright side is enough only with its whole length', () => {
    // Each side alone gives a border mean of 28·255/108 = 66 against an empty inside.
    const sides: ((row: number, column: number) => boolean)[] = [
      (row) => row === 0,
      (row) => row === 27,
      (_, column) => column === 0,
      (_, column) => column === 27,
    ];
    for (const side of sides) {
      const lit = mapped(images(4), (_, i) => (side(Math.floor(i / 28) % 28, i % 28) ? 255 : 0));
      expect(warningsFor(lit)).toEqual([expect.stringContaining('in 4 of 4')]);
    }
    const insideLit = mapped(images(4), (_, i) => (Math.floor(i / 28) % 28 === 1 || i % 28 === 26 ? 255 : 0));
    expect(warningsFor(insideLit)).toEqual([]);
  });
});

describe('slice', () => {
  const whole = makeDataset(
    mapped(images(30), (pixel, i) => (pixel > 0 ? 100 + Math.floor(i / 784) * 5 : 0)),
    labels(30),
    NAMES,
  );

  it('is the same images and labels, as views', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 29 }), fc.integer({ min: 1, max: 30 }), (offset, wanted) => {
        const count = Math.min(wanted, 30 - offset);
        const part = slice(whole, offset, count);
        expect(part).toMatchObject({ count, rows: 28, columns: 28, identity: whole.identity });
        expect(Array.from(part.labels)).toEqual(Array.from({ length: count }, (_, i) => (offset + i) % 10));
        expect(part.images.length).toBe(count * 784);
        expect(part.images[14 * 28 + 14]).toBe(100 + offset * 5);
        expect(part.images.buffer).toBe(whole.images.buffer);
      }),
    );
  });

  it('slices a slice', () => {
    expect(slice(slice(whole, 10, 10), 5, 2).labels).toEqual(Uint8Array.of(5, 6));
  });

  it.each([
    [-1, 5],
    [0, 0],
    [0, 31],
    [29, 2],
    [30, 1],
    [0.5, 1],
    [0, 1.5],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
  ])('refuses offset %d, count %d', async (offset, count) => {
    const error = await thrownBy(() => slice(whole, offset, count));
    expectError(
      error,
      'DataError',
      'slice-range',
      `${count} images from number ${offset}`,
      'holds 30 (numbers 0 to 29)',
    );
  });
});
