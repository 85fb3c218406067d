import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARCHITECTURES, createNetwork, RECIPES, type Reading, Recognizer, slice, Trainer } from '../../src/index.js';
import { Random } from '../../src/math/random.js';
import type { Box, Picture, ReadDigit, Recognition } from '../../src/recognition/index.js';
import { plane } from '../../src/recognition/plane.js';
import { pretrained } from '../../src/weights/pictures.js';
import { greyPicture, mnist } from './support.js';
import { onPaper } from './synthesis/paper.js';
import { drawPicture, paste } from './synthesis/pictures.js';
import { drawGlyph, enlarge } from './synthesis/shapes.js';

const recognizer = new Recognizer(pretrained());
const { test } = await mnist();
const digitAt = (i: number) => test.images.subarray(i * 784, (i + 1) * 784);

/** Black on white, row by row, each in a square of 128. */
function page(rows: readonly (readonly number[])[]): Picture {
  const ink = plane(100 * Math.max(...rows.map((row) => row.length)) + 28, 120 * rows.length + 8);
  rows.forEach((row, y) => {
    row.forEach((i, x) => {
      paste(ink, enlarge(digitAt(i)), 100 * x, 120 * y);
    });
  });
  return onPaper(ink, { ink: [0, 0, 0], paper: [255, 255, 255] }, new Random(1, 'page'));
}

function checkBox({ x, y, width, height }: Box, picture: Picture): void {
  expect(x >= 0 && y >= 0 && width >= 1 && height >= 1).toBe(true);
  expect(x + width <= picture.width && y + height <= picture.height).toBe(true);
}

function checkDigit(digit: ReadDigit): void {
  expect(digit.image.length).toBe(784);
  expect(digit.distances.length).toBe(10);
  expect(digit.rejected).toBe(digit.reason !== null);
  expect(digit.confidence >= 0 && digit.refusal >= 0).toBe(true);
  expect(digit.confidence + digit.refusal).toBeLessThanOrEqual(1 + 1e-9);
}

/** What holds of any picture. */
function check(recognition: Recognition, picture: Picture): void {
  const { text, complete, confidence, digits, others, cells, reason } = recognition;
  digits.forEach(checkDigit);
  for (const { box } of [...digits, ...cells.flat()]) checkBox(box, picture);
  for (const box of others) checkBox(box, picture);
  const accepted = digits.filter(({ rejected }) => !rejected);
  const read = digits.map(({ rejected, digit }) => (rejected ? '?' : digit)).join('');
  expect(text).toBe(accepted.length > 0 ? read : '');
  expect(complete).toBe(text !== '' && !text.includes('?'));
  const product = accepted.reduce((so, digit) => so * digit.confidence, text === '' ? 0 : 1);
  expect(confidence).toBeCloseTo(product, 9);
  expect(reason === null).toBe(text !== '');
}

describe('Recognizer', () => {
  it.each([
    [{ classes: 26, codes: 'letters' }, 'tells 26 classes apart, A to Z'],
    [{ classes: 5, output: 'linear' }, 'tells 5 classes apart, 0 to 4'],
    [{ classes: 14, output: 'linear' }, 'tells 14 classes apart, 0 to D'],
    [{ codes: 'letters' }, 'tells 10 classes apart, A to J'],
  ] as const)('takes writing apart for digits alone: %j', (changes, said) => {
    const network = createNetwork({ architecture: { ...ARCHITECTURES.paper, ...changes }, backend: 'reference' });
    const other = new Recognizer(network, { reject: { distance: Number.POSITIVE_INFINITY, margin: 0 } });
    expect(() => other.recognize(page([[0, 1]]))).toThrow(`${said}: writing is taken apart for the ten digits alone`);
    expect(other.recognize(page([[0]]), { mode: 'single' }).text.length).toBeLessThanOrEqual(1);
    expect(other.classify(digitAt(0), 28).distances).toHaveLength(network.classes);
  });

  it('writes the characters of the classes', () => {
    const network = createNetwork({ architecture: { ...ARCHITECTURES.paper, classes: 26, codes: 'letters' } });
    const trainer = new Trainer({
      network,
      recipe: { ...RECIPES.fast, passes: 1 },
      seed: 1,
      data: { ...slice(test, 0, 300), labels: test.labels.slice(0, 300).map((digit) => digit + 16) },
    });
    while (!trainer.done) trainer.step();
    const reads = new Recognizer(network, {
      mode: 'single',
      reject: { distance: Number.POSITIVE_INFINITY, margin: 0 },
    });
    const picture = { data: digitAt(0), width: 28, height: 28, channels: 1 } as const;
    expect(reads.recognize(picture).text).toBe('X'); // a 7
  });

  it('takes the ten digits of any architecture', () => {
    const network = createNetwork({
      architecture: { ...ARCHITECTURES.paper, codes: 'alphanumeric' },
      backend: 'reference',
    });
    expect(new Recognizer(network).recognize(page([[0]])).digits).toBeInstanceOf(Array);
  });

  it('reads lines from top to bottom, each from left to right', () => {
    // Test digits 0 to 9: 7 2 1 0 4 1 4 9 5 9.
    const { text, reason } = recognizer.recognize(
      page([
        [0, 1, 2, 3],
        [4, 9, 0],
        [7, 3],
      ]),
    );
    expect(text).toBe('721049790');
    expect(reason).toBeNull();
  });

  it('reads the same after inverting', () => {
    const picture = page([[0, 1, 2, 3, 4]]);
    const inverted = { ...picture, data: Uint8Array.from(picture.data, (value) => 255 - value) };
    expect(recognizer.recognize(inverted).text).toBe(recognizer.recognize(picture).text);
  });

  it('takes ImageData-like RGBA', () => {
    const { data, width, height } = page([[0]]);
    const rgba = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : (data[Math.floor(i / 4) * 3] as number),
    );
    expect(recognizer.recognize({ data: rgba, width, height }).text).toBe('7');
  });

  it('never throws, keeps boxes inside and images at 28×28, whatever the pixels, size and channels', () => {
    const shape = fc.record({
      width: fc.integer({ min: 1, max: 90 }),
      height: fc.integer({ min: 1, max: 90 }),
      channels: fc.constantFrom(1, 2, 3, 4) as fc.Arbitrary<Picture['channels']>,
      seed: fc.nat(1000),
      noise: fc.nat(255),
    });
    fc.assert(
      fc.property(shape, ({ width, height, channels, seed, noise }) => {
        const random = new Random(seed, 'any');
        const block = Math.floor(random.uniform(1, 12));
        const data = Uint8Array.from({ length: width * height * channels }, (_, i) =>
          Math.floor(i / block) % 7 === 0 ? random.uniform(0, 256) : 255 - random.uniform(0, noise),
        );
        const picture = { data, width, height, channels };
        check(recognizer.recognize(picture), picture);
      }),
      // A mark in the corner that a slant adds beside the picture.
      { numRuns: 60, examples: [[{ width: 44, height: 54, channels: 1, seed: 123, noise: 30 }]] },
    );
  });

  it('keeps boxes inside pictures of digits, strings and other shapes, and says what it left out', () => {
    const random = new Random(3, 'pictures');
    for (const kind of ['single', 'multi', 'none', 'single', 'multi', 'none'] as const) {
      const { picture } = drawPicture(random, kind, test);
      check(recognizer.recognize(picture), picture);
    }
  });

  it.each([
    ['empty', 40, 30, () => 255],
    ['1×1', 1, 1, () => 7],
    ['all black', 30, 30, () => 0],
    ['1 pixel high', 300, 1, (x: number) => x % 256],
  ])('says that nothing is drawn in a picture that is %s', (_, width, height, value) => {
    expect(recognizer.recognize(greyPicture(width, height, value))).toMatchObject({
      text: '',
      reason: 'nothing-drawn',
    });
  });

  it('is complete and sure where digits are clear, and less sure of many', () => {
    const [one, five] = [recognizer.recognize(page([[0]])), recognizer.recognize(page([[0, 1, 2, 3, 4]]))];
    expect([one.complete, five.complete, five.others]).toEqual([true, true, []]);
    expect(one.confidence).toBeGreaterThan(0.9);
    expect(five.confidence).toBeGreaterThan(0.6);
    expect(five.confidence).toBeLessThan(one.confidence);
  });

  it('says what stands in the cells of a form, in pixels of the picture', () => {
    const written = page([[0, 1, 2]]);
    const { width, channels } = written;
    const data = written.data.slice();
    const dot = (x: number, y: number) => data.fill(0, (y * width + x) * channels, (y * width + x + 1) * channels);
    // A comb of three places.
    for (const x of [14, 114, 214, 314]) for (let y = 14; y < 116; y++) [x, x + 1, x + 2].map((u) => dot(u, y));
    for (const y of [14, 113]) for (let x = 14; x < 317; x++) [y, y + 1, y + 2].map((v) => dot(x, v));
    const form = { ...written, data };
    const recognition = recognizer.recognize(form);
    check(recognition, form);
    expect(recognition.text).toBe('721');
    expect(recognition.cells.map((row) => row.map(({ text }) => text))).toEqual([['7', '2', '1']]);
    recognition.cells[0]?.forEach(({ box }, i) => {
      expect(Math.abs(box.x - 17 - 100 * i)).toBeLessThanOrEqual(2);
      expect(Math.abs(box.width - 97)).toBeLessThanOrEqual(3);
    });
    expect(recognizer.recognize(form, { removeLines: false }).cells).toEqual([]);
  });

  it('gives boxes in pixels of the picture, also where it was reduced or turned', () => {
    const upright = page([[0, 2, 3, 9]]);
    const { width, height, channels } = upright;
    const turned: Picture = { ...upright, width: height, height: width, data: new Uint8Array(upright.data.length) };
    const large: Picture = {
      ...upright,
      width: 3 * width,
      height: 3 * height,
      data: new Uint8Array(9 * upright.data.length),
    };
    const copy = (to: Picture, x: number, y: number, from: number) =>
      (to.data as Uint8Array).set(upright.data.subarray(from, from + channels), (y * to.width + x) * channels);
    for (let y = 0, from = 0; y < height; y++) {
      for (let x = 0; x < width; x++, from += channels) {
        copy(turned, height - 1 - y, x, from);
        for (let k = 0; k < 9; k++) copy(large, 3 * x + (k % 3), 3 * y + Math.floor(k / 3), from);
      }
    }
    const [expected, clockwise, enlarged] = [upright, turned, large].map((picture) => recognizer.recognize(picture));
    expect([expected?.text, clockwise?.text, enlarged?.text]).toEqual(Array(3).fill('7109'));
    expected?.digits.forEach(({ box }, i) => {
      const side = clockwise?.digits[i]?.box as Box;
      expect(Math.abs(side.y - box.x) + Math.abs(side.x + side.width - height + box.y)).toBeLessThanOrEqual(4);
      const three = enlarged?.digits[i]?.box as Box;
      expect(Math.abs(three.x / 3 - box.x) + Math.abs(three.y / 3 - box.y)).toBeLessThanOrEqual(4);
    });
  });

  it('obeys options: one digit, polarity, reject thresholds', () => {
    const picture = page([[0, 1]]);
    const single = recognizer.recognize(picture, { mode: 'single' });
    expect(single.digits.length).toBe(1);
    expect(single.others.length).toBeGreaterThan(0); // what was left aside
    expect(recognizer.recognize(picture, { reject: { distance: 0 } })).toMatchObject({ text: '', reason: 'no-digit' });
    expect(recognizer.recognize(picture, { invert: 'yes' }).text).not.toBe('72');
  });

  it('reads a 4 and a 5 of two strokes that do not touch as one digit each', () => {
    const random = new Random(5, 'strokes');
    const four = drawGlyph(random, '20,5 12,55 70,55;88,3 84,98', 6);
    const five = drawGlyph(random, '~26,14 22,46 60,38 82,68 55,97 14,86;40,4 88,2', 6);
    for (const [ink, digit] of [
      [four, '4'],
      [five, '5'],
    ] as const) {
      const picture = onPaper(ink, { ink: [0, 0, 0], paper: [255, 255, 255] }, random);
      const found = recognizer.recognize(picture, { reject: { distance: 60, margin: 0 } });
      expect(found.digits.length, digit).toBe(1);
    }
  });
});

describe('pictures that are none', () => {
  const bytes = (length: number) => new Uint8Array(length);
  it.each([
    [
      { data: bytes(12), width: 2, height: 2, channels: 4 },
      'A picture of 2×2 pixels with 4 channels has 16 bytes, but 12',
    ],
    [{ data: bytes(0), width: 0, height: 2, channels: 1 }, 'The picture is 0×2 pixels'],
    [{ data: bytes(20), width: 2, height: 2, channels: 5 }, 'The picture has 5 channels'],
    [{ data: [0, 0, 0, 0], width: 2, height: 2, channels: 1 }, 'The pixels are [0, 0, 0, 0], expected a Uint8Array'],
  ])('are refused in one sentence: %#', (picture, message) => {
    expect(() => recognizer.recognize(picture as unknown as Picture)).toThrow(message);
  });
});

describe('classify', () => {
  it('reads MNIST as it is, of 28 and 32 pixels', () => {
    expect(recognizer.classify(digitAt(0), 28)).toMatchObject<Partial<Reading>>({ digit: 7, rejected: false });
    const padded = plane(32, 32);
    paste(padded, { width: 28, height: 28, data: digitAt(0).slice() }, 2, 2);
    expect(recognizer.classify(padded.data, 32).digit).toBe(7);
  });

  it('reads a small line the same, however much empty paper stands beside it', () => {
    const texts = [140, 800, 2400].map((width) => {
      const paper = greyPicture(width, 60, () => 255);
      [3, 2, 1, 0].forEach((i, place) => {
        for (let k = 0; k < 784; k++) {
          const at = (16 + Math.floor(k / 28)) * width + 10 + 30 * place + (k % 28);
          paper.data[at] = 255 - (digitAt(i)[k] as number);
        }
      });
      return recognizer.recognize(paper).text;
    });
    const label = [3, 2, 1, 0].map((i) => test.labels[i]).join('');
    expect(texts).toEqual([label, label, label]);
  });

  it('says that nothing is drawn', () => {
    expect(recognizer.classify(new Uint8Array(784), 28)).toMatchObject({ rejected: true, reason: 'nothing-drawn' });
  });

  it.each([
    [new Uint8Array(783), 28, '784 pixels, but 783'],
    [new Uint8Array(900), 30, 'a side of 30'],
    [new Uint8Array(784).fill(1), 28, 'multiply every pixel by 255'],
    [new Float32Array(784), 28, 'multiply values of 0 to 1 by 255'],
  ])('refuses what is no such image: %#', (pixels, side, message) => {
    expect(() => recognizer.classify(pixels as Uint8Array, side as 28)).toThrow(message);
  });

  it('reads ten digits of 20 pixels on a page of 4000×3000, also those too small for the first look', () => {
    const page = new Uint8Array(4000 * 3000).fill(255);
    for (let place = 0; place < 10; place++) {
      digitAt(place).forEach((ink, i) => {
        const at = (1500 + Math.floor(i / 28)) * 4000 + 40 + 24 * place + (i % 28);
        page[at] = Math.min(page[at] as number, 255 - ink);
      });
    }
    const { text, digits } = recognizer.recognize({ data: page, width: 4000, height: 3000, channels: 1 });
    expect(text).toBe('7210414959');
    expect(digits[0]?.box.x).toBeLessThan(60);
  });

  it('reads what stands on a disc, and takes its edge for no 1s', () => {
    const disc = (radius: number, digit: Uint8Array) =>
      greyPicture(300, 300, (x, y) => {
        if (Math.hypot(x - 150, y - 150) > radius) return 255;
        const [column, row] = [Math.floor((x - 80) / 5), Math.floor((y - 80) / 5)];
        const inside = column >= 0 && row >= 0 && column < 28 && row < 28;
        return inside && (digit[28 * row + column] ?? 0) > 127 ? 255 : 50;
      });
    for (const radius of [110, 120, 130]) {
      const read = [0, 1, 3, 4].map((place) => recognizer.recognize(disc(radius, digitAt(place))).text);
      expect([radius, ...read]).toEqual([radius, '7', '2', '0', '4']);
    }
  });
});
