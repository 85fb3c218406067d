import { describe, expect, test } from 'vitest';
import { Recognizer } from '../../src/index.js';
import { pretrained } from '../../src/weights/pictures.js';
import { greyPicture } from './support.js';

type Stroke = readonly (readonly [x: number, y: number])[];
const SIDE = 140;
const PEN = 9;

/** Pixels to the straight line between two points. */
function distance(x: number, y: number, [ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]) {
  const [dx, dy] = [bx - ax, by - ay];
  const at = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - at * dx, y - ay - at * dy);
}

/** Strokes of one pen on a pad, cut where they leave it. */
function pad(...strokes: readonly Stroke[]) {
  const lines = strokes.flatMap((stroke) => stroke.slice(1).map((to, i) => [stroke[i] ?? to, to] as const));
  return greyPicture(SIDE, SIDE, (x, y) => {
    const nearest = Math.min(...lines.map(([from, to]) => distance(x, y, from, to)));
    return Math.round(255 * Math.min(1, Math.max(0, nearest - PEN / 2 + 0.5)));
  });
}

const zigzag = (left: number, right: number, top: number, bottom: number): Stroke =>
  Array.from({ length: 12 }, (_, i) => [left + ((right - left) * i) / 11, i % 2 ? top : bottom] as const);
const upright = (x: number, top: number, bottom: number): Stroke => [
  [x, top],
  [x, bottom],
];
const spiral: Stroke = Array.from(
  { length: 100 },
  (_, i) => [70 + 0.6 * i * Math.cos(0.35 * i), 70 + 0.6 * i * Math.sin(0.35 * i)] as const,
);
const frame: Stroke = [
  [8, 8],
  [132, 8],
  [132, 132],
  [8, 132],
  [8, 8],
];

describe('ink that is known', () => {
  const recognizer = new Recognizer(pretrained(), { ink: 'known' });
  const textOf = (...strokes: readonly Stroke[]) => recognizer.recognize(pad(...strokes)).text;

  test('a stroke along the edge is no border', () => {
    expect(textOf(upright(137, 5, 135))).toBe('1');
    expect(
      textOf(
        [
          [3, 3],
          [3, 70],
          [85, 70],
        ],
        upright(65, 30, 137),
      ),
    ).toBe('4');
  });

  test('a wide 1 with hook and foot keeps its stem', () => {
    const hooked: Stroke = [
      [8, 60],
      [70, 8],
      [70, 132],
    ];
    const foot: Stroke = [
      [8, 132],
      [132, 132],
    ];
    expect(textOf(hooked, foot)).toBe('1');
  });

  test.each([
    ['zigzag', zigzag(14, 126, 30, 110)],
    ['spiral', spiral],
    ['frame', frame],
  ])('a %s is there as a whole, and refused', (_, stroke) => {
    const { text, digits, reason } = recognizer.recognize(pad(stroke));
    expect([text, reason, digits.length]).toEqual(['', 'no-digit', 1]);
    expect(digits[0]?.box.width).toBeGreaterThan(100);
  });

  test('what is no digit stands refused between the others', () => {
    expect(textOf(upright(22, 42, 98), zigzag(52, 86, 44, 95), upright(120, 42, 98))).toBe('1?1');
  });

  test('without that, such shapes are taken for parts of a page', () => {
    const found = new Recognizer(pretrained()).recognize(pad(frame));
    expect([found.reason, found.digits.length]).toEqual(['nothing-drawn', 0]);
  });

  test('nothing is nothing, and light ink is told apart from dark', () => {
    expect(recognizer.recognize(greyPicture(SIDE, SIDE, () => 255)).reason).toBe('nothing-drawn');
    const dark = pad(upright(70, 20, 120));
    const light = { ...dark, data: dark.data.map((value) => 255 - value) };
    expect(recognizer.recognize(light, { invert: 'yes' }).text).toBe('1');
  });
});
