import { beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { distancesAlong, readStrip } from '../../src/recognition/displacement.js';
import type { Plane } from '../../src/recognition/plane.js';
import { Recognizer } from '../../src/recognition/recognizer.js';
import { STRIP_ROWS, stripOf } from '../../src/recognition/strip.js';
import type { ReadDigit } from '../../src/recognition/types.js';
import { pretrained } from '../../src/weights/pictures.js';
import { PRETRAINED_STRIPS, pretrainedStrips } from '../../src/weights/strips.js';
import { testSamples } from '../network/support.js';

let digits: Dataset;
beforeAll(async () => {
  digits = await testSamples(200);
});
const strips = pretrainedStrips();

/** Digits of the test set side by side, `gap` pixels from ink to ink, as strengths of ink. */
function ink(indices: readonly number[], gap: number): Plane {
  const pictures = indices.map((index) => digits.images.subarray(index * 784, (index + 1) * 784));
  const columns = pictures.map((pixels) => {
    const used = Array.from({ length: 28 }, (_, x) => x).filter((x) => pixels.some((v, p) => p % 28 === x && v > 40));
    return { left: used[0] ?? 0, width: (used.at(-1) ?? 0) - (used[0] ?? 0) + 1 };
  });
  const width = columns.reduce((sum, column) => sum + column.width + gap, -gap);
  const data = new Uint8Array(width * 28);
  let place = 0;
  pictures.forEach((pixels, i) => {
    const { left, width: own } = columns[i] as { left: number; width: number };
    for (let p = 0; p < 784; p++) {
      const x = place + (p % 28) - left;
      const at = Math.floor(p / 28) * width + x;
      if (x >= 0 && x < width) data[at] = Math.max(data[at] as number, pixels[p] as number);
    }
    place += own + gap;
  });
  return { width, height: 28, data };
}

const label = (indices: readonly number[]) => indices.map((index) => digits.labels[index]).join('');

function page({ width, height, data }: Plane) {
  const [w, h] = [width + 24, height + 24];
  const paper = new Uint8Array(w * h).fill(255);
  data.forEach((value, i) => {
    paper[(Math.floor(i / width) + 12) * w + (i % width) + 12] = 255 - value;
  });
  return { data: paper, width: w, height: h, channels: 1 as const };
}

test('the weights for strips say what they are, and are those of their checksum', () => {
  expect(PRETRAINED_STRIPS).toMatchObject({ licence: 'MIT', dataIdentity: 'MNIST, the first 55,000 training digits' });
  expect(PRETRAINED_STRIPS.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
});

describe('stripOf', () => {
  test.each([0.5, 1, 3])('brings a digit to 20 pixels and the middle row, from %f times its size', (scale) => {
    const [width, height] = [Math.round(12 * scale), Math.round(30 * scale)];
    const bar = { width, height, data: new Uint8Array(width * height).fill(255) };
    const { rows, left } = stripOf(bar, height);
    expect(rows.height).toBe(STRIP_ROWS);
    const used = Array.from({ length: STRIP_ROWS }, (_, y) => y).filter((y) =>
      rows.data.subarray(y * rows.width, (y + 1) * rows.width).some((value) => value > 127),
    );
    // A bar is thicker than MNIST's strokes, so that it gets thinner on all sides.
    expect(((used[0] as number) + (used.at(-1) as number)) / 2).toBeCloseTo(15.5, 0);
    expect(used.length).toBeLessThanOrEqual(20);
    expect(left).toBe(3);
  });

  test('ink beyond the 32 rows is cut off, and no ink gives an empty strip', () => {
    const tall = { width: 10, height: 100, data: new Uint8Array(1000).fill(255) };
    expect(stripOf(tall, 20).rows.data).toHaveLength(STRIP_ROWS * 16);
    const none = { width: 30, height: 20, data: new Uint8Array(600) };
    expect(stripOf(none, 20).rows.data.every((value) => value === 0)).toBe(true);
  });
});

test('every second column is answered as the window around it alone would be, within 5e-3', () => {
  const { rows } = stripOf(ink([0, 1], 1), 20);
  const answers = distancesAlong(rows, strips);
  const single = strips(32);
  for (let step = 0; step < answers.length / 10; step++) {
    const strip = new Uint8Array(STRIP_ROWS * single.width);
    for (let y = 0; y < STRIP_ROWS; y++) {
      for (let x = 0; x < 32; x++) {
        const from = step * 2 - 16 + x;
        if (from >= 0 && from < rows.width) strip[y * single.width + x] = rows.data[y * rows.width + from] as number;
      }
    }
    const expected = single.read(strip);
    for (let i = 0; i < 10; i++) expect(answers[step * 10 + i]).toBeCloseTo(expected[i] as number, 2);
  }
});

describe('readStrip', () => {
  test('finds digits in order, their columns in order too, and images of 28×28', () => {
    const line = ink([0, 1, 2, 3], 4);
    const { digits: found, cost } = readStrip(line, 20, strips);
    expect(found.map(({ digit }) => digit).join('')).toBe(label([0, 1, 2, 3]));
    expect(cost).toBeGreaterThan(0);
    found.forEach(({ left, right, image, distances }, i) => {
      expect([image.length, distances.length]).toEqual([784, 10]);
      expect(left).toBeGreaterThanOrEqual(i > 0 ? (found[i - 1]?.right as number) : 0);
      expect(right).toBeGreaterThan(left);
      expect(right).toBeLessThanOrEqual(line.width);
    });
  });

  test('no ink holds no digit', () => {
    expect(readStrip({ width: 40, height: 20, data: new Uint8Array(800) }, 20, strips)).toEqual({
      digits: [],
      cost: 0,
    });
  });
});

describe('pairs of touching digits, overlapping by 2 pixels', () => {
  /** Pairs right of `count`. */
  function right(count: number, reader: 'segments' | 'displacement'): number {
    const recognizer = new Recognizer(pretrained(), { strips, reader });
    return Array.from({ length: count }, (_, i) => [2 * i, 2 * i + 1]).filter((pair) => {
      return recognizer.recognize(page(ink(pair, -2)), { mode: 'multi' }).text === label(pair);
    }).length;
  }

  test('more than half of 40 are read by cutting, and some along the strip', () => {
    expect(right(40, 'segments')).toBeGreaterThan(20);
    expect(right(40, 'displacement')).toBeGreaterThan(10);
  });
});

test('digits read along a strip have boxes inside the picture that hold ink, and a verdict', () => {
  const picture = page(ink([4, 5], -2));
  const { digits: found } = new Recognizer(pretrained(), { strips, reader: 'displacement' }).recognize(picture);
  expect(found.length).toBeGreaterThan(0);
  for (const { box, digit, distances, rejected, reason } of found as ReadDigit[]) {
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= picture.width && box.y + box.height <= picture.height).toBe(
      true,
    );
    let dark = 0;
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++)
        dark += (picture.data[y * picture.width + x] as number) < 128 ? 1 : 0;
    }
    expect(dark).toBeGreaterThan(0);
    expect([distances.length, reason !== null, digit >= 0]).toEqual([10, rejected, true]);
  }
});
