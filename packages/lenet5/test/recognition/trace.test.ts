import { describe, expect, it } from 'vitest';
import { type Recognition, Recognizer } from '../../src/index.js';
import { Random } from '../../src/math/random.js';
import type { Box, Picture, Trace } from '../../src/recognition/index.js';
import { crop } from '../../src/recognition/normalise.js';
import { type Plane, plane } from '../../src/recognition/plane.js';
import { pretrained } from '../../src/weights/pictures.js';
import { mnist } from './support.js';
import { rectangle, strokes } from './synthesis/kinds/sheet.js';
import { onPaper } from './synthesis/paper.js';
import { paste } from './synthesis/pictures.js';
import { enlarge } from './synthesis/shapes.js';

const recognizer = new Recognizer(pretrained());
const { test } = await mnist();
const digit = (i: number) => crop(enlarge(test.images.subarray(i * 784, (i + 1) * 784)));

const asPicture = (ink: Plane) => onPaper(ink, { ink: [0, 0, 0], paper: [255, 255, 255] }, new Random(1, 'trace'));
const traced = (picture: Picture) => recognizer.recognize(picture, { trace: true });

/** Test digits side by side, with the pixels from ink to ink between them, and where each begins and ends. */
function row(places: readonly number[], gaps: readonly number[], room = 60) {
  const digits = places.map(digit);
  const width = digits.reduce((sum, each, i) => sum + each.width + (gaps[i] ?? 0), 2 * room);
  const height = 2 * room + Math.max(...digits.map((each) => each.height));
  const ink = plane(width, height);
  const spans: [left: number, right: number][] = [];
  let x = room;
  for (const [i, each] of digits.entries()) {
    paste(ink, each, x, Math.floor((height - each.height) / 2));
    spans.push([x, x + each.width]);
    x += each.width + (gaps[i] ?? 0);
  }
  return { ink, spans };
}

/** Where the test set has such digits. */
const [ONE, SEVEN, FOUR, TWO] = [2, 0, 4, 1];

/** All boxes of an answer, and those of the best path. */
function boxesOf({ digits, others, trace }: Recognition & { trace: Trace }) {
  const order = (a: Box, b: Box) => a.x - b.x || a.y - b.y;
  return {
    read: [...digits.map(({ box }) => box), ...others].sort(order),
    path: trace.candidates.flatMap(({ box, taken }) => (taken ? [box] : [])).sort(order),
  };
}

describe('a trace', () => {
  const { ink, spans } = row([FOUR, TWO], [-6]);
  const boundary = ((spans[0]?.[1] as number) + (spans[1]?.[0] as number)) / 2;
  const box = { left: 20, top: 22, right: ink.width - 18, bottom: ink.height - 21 };
  const print = strokes(ink, [rectangle(box.left, box.top, box.right - box.left, box.bottom - box.top)], 3);
  const form = { ...ink, data: ink.data.map((value, i) => Math.max(value, print.data[i] as number)) };
  const { text, trace, ...rest } = traced(asPicture(form));

  it('has a line at each side of a box', () => {
    expect(text).toBe('42');
    expect(trace.lines).toHaveLength(4);
    const near = (a: number, b: number) => Math.abs(a - b) < 3.5;
    const at = ({ left, right, top, bottom }: typeof box) =>
      trace.lines.filter(({ from, to }) => {
        return near(from.x, left) && near(to.x, right) && near(from.y, top) && near(to.y, bottom);
      });
    for (const side of [{ right: box.left }, { left: box.right }, { top: box.bottom }, { bottom: box.top }]) {
      expect(at({ ...box, ...side })).toHaveLength(1);
    }
    for (const { thickness } of trace.lines) expect(Math.abs(thickness - 3)).toBeLessThan(1.2);
  });

  it('has cuts from the top of the shape to its bottom, and the one between the digits is taken', () => {
    const taken = trace.cuts.filter((cut) => cut.taken);
    expect(taken).toHaveLength(1);
    expect(trace.cuts.length).toBeGreaterThan(1);
    const [cut] = taken;
    const middle = (cut?.points ?? []).reduce((sum, { x }) => sum + x, 0) / (cut?.points.length ?? 0);
    expect(Math.abs(middle - boundary)).toBeLessThan(12);
    const [top, bottom] = [rest.digits[0]?.box.y as number, (cut?.points.at(-1)?.y as number) - 1];
    expect(cut?.points[0]?.y).toBeLessThanOrEqual(top);
    expect(bottom).toBeGreaterThan(top + 60);
    for (const { depth } of trace.cuts) expect(depth).toBeGreaterThanOrEqual(0);
  });

  it('has on its best path what was read, and beside it what was refused or cost more', () => {
    const { read, path } = boxesOf({ text, trace, ...rest });
    expect(path).toEqual(read);
    const beside = trace.candidates.filter(({ taken }) => taken === null);
    expect(beside.length).toBeGreaterThan(2);
    expect(beside.some(({ rejected }) => rejected)).toBe(true);
    for (const { costs, image, refusal } of trace.candidates) {
      expect(costs.digit).toBeGreaterThanOrEqual(0);
      expect(costs.other).toBeGreaterThanOrEqual(0);
      expect(image).toHaveLength(784);
      expect(refusal).toBeLessThanOrEqual(1);
    }
    // The whole shape was a candidate as well.
    const [left, right] = [spans[0]?.[0] as number, spans[1]?.[1] as number];
    expect(beside.some(({ box: { width } }) => Math.abs(width - (right - left)) <= 4)).toBe(true);
  });

  it('is off by default, and changes nothing else', () => {
    const plain = recognizer.recognize(asPicture(form));
    expect('trace' in plain).toBe(false);
    expect(plain).toEqual({ text, ...rest });
  });

  it('can be asked of all pictures', () => {
    expect(new Recognizer(pretrained(), { trace: true }).recognize(asPicture(form)).trace).toEqual(trace);
  });

  it('lies in the picture given where that was reduced: at twice the size everything is twice as far', () => {
    const twice = plane(2 * form.width, 2 * form.height);
    for (let i = 0; i < twice.data.length; i++) {
      const [x, y] = [i % twice.width, Math.floor(i / twice.width)];
      twice.data[i] = form.data[(y >> 1) * form.width + (x >> 1)] as number;
    }
    const picture = asPicture(twice);
    const reduced = recognizer.recognize(picture, { trace: true, mostPixels: form.width * form.height }).trace;
    expect(reduced.lines.length).toBe(trace.lines.length);
    reduced.lines.forEach(({ from, thickness }, i) => {
      const line = trace.lines[i] as Trace['lines'][number];
      expect(Math.abs(from.x - 2 * line.from.x)).toBeLessThan(4);
      expect(Math.abs(from.y - 2 * line.from.y)).toBeLessThan(4);
      expect(Math.abs(thickness - 2 * line.thickness)).toBeLessThan(1);
    });
    const depth = (cuts: Trace['cuts']) => cuts.find(({ taken }) => taken)?.depth ?? Number.NaN;
    expect(Math.abs(depth(reduced.cuts) / depth(trace.cuts) - 2)).toBeLessThan(0.25);
  });
});

describe('a trace of writing that was laid straight', () => {
  it('lies on the writing as it was, turned by a quarter', () => {
    const { ink } = row([SEVEN, TWO, FOUR, TWO, SEVEN, FOUR, TWO], [20, 20, -6, 20, 20, 20]);
    const turned = plane(ink.height, ink.width);
    for (let y = 0; y < ink.height; y++) {
      for (let x = 0; x < ink.width; x++) {
        turned.data[x * ink.height + ink.height - 1 - y] = ink.data[y * ink.width + x] as number;
      }
    }
    const upright = traced(asPicture(ink));
    const sideways = traced(asPicture(turned));
    expect([upright.text, sideways.text]).toEqual(['7242742', '7242742']);
    expect(upright.trace.cuts.length).toBeGreaterThan(1);
    const there = ({ x, y }: { x: number; y: number }) => ({ x: ink.height - y, y: x });
    expect(sideways.trace.cuts.map(({ points }) => points)).toEqual(
      upright.trace.cuts.map(({ points }) => points.map(there)),
    );
    const { read, path } = boxesOf(sideways);
    expect(path).toEqual(read);
  });
});

describe('a trace of', () => {
  const NOTHING = { lines: [], cuts: [], candidates: [] };

  it('blank paper is empty', () => {
    expect(traced(asPicture(plane(80, 60))).trace).toEqual(NOTHING);
  });

  it('an image like those of MNIST is that one digit', () => {
    const data = test.images.subarray(0, 784);
    const { digits, trace } = traced({ data, width: 28, height: 28, channels: 1 });
    expect(trace).toMatchObject({ lines: [], cuts: [], candidates: [{ digit: 7, taken: 'digit' }] });
    expect(trace.candidates[0]?.box).toEqual(digits[0]?.box);
  });

  it('a picture of one digit has no cuts', () => {
    const { ink } = row([ONE, SEVEN], [10]);
    const { trace } = recognizer.recognize(asPicture(ink), { mode: 'single', trace: true });
    expect(trace.cuts).toEqual([]);
    expect(trace.candidates.length).toBeGreaterThan(0);
  });
});
