import type { Stroke } from './raster.js';

/** Places on the pad that a drawing knows, from side to side: what goes into an address is the drawing itself. */
const PLACES = 1024;

type Point = Stroke[number];

/** The nearest place that a drawing knows. */
export function placed({ x, y }: Point): Point {
  const place = (share: number) => Math.max(-PLACES, Math.min(2 * PLACES, Math.round(share * PLACES))) / PLACES;
  return { x: place(x), y: place(y) };
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** A digit has five bits of a number, the lowest first, and whether there are more. */
const BITS = 5;
const MORE = 1 << BITS;

/** Small steps to either side are one digit. */
function numberText(value: number): string {
  let left = value < 0 ? -2 * value - 1 : 2 * value;
  let text = '';
  while (left >= MORE) {
    text += DIGITS[(left % MORE) + MORE];
    left = Math.floor(left / MORE);
  }
  return text + DIGITS[left];
}

/** Null for what is no row of numbers. */
function numbersIn(text: string): number[] | null {
  const numbers: number[] = [];
  let [left, bits] = [0, 0];
  for (const digit of text) {
    const value = DIGITS.indexOf(digit);
    if (value < 0 || bits > 3 * BITS) return null;
    left += (value % MORE) * 2 ** bits;
    bits += BITS;
    if (value >= MORE) continue;
    numbers.push(left % 2 === 1 ? -(left + 1) / 2 : left / 2);
    [left, bits] = [0, 0];
  }
  return bits === 0 ? numbers : null;
}

/** Strokes in letters and digits that any address may have: the first point, then the way from each to the next. */
export function strokesText(strokes: readonly Stroke[]): string {
  const strokeText = (stroke: Stroke) => {
    let [x, y] = [0, 0];
    return stroke.map((point) => {
      const to = { x: Math.round(point.x * PLACES), y: Math.round(point.y * PLACES) };
      const text = numberText(to.x - x) + numberText(to.y - y);
      [x, y] = [to.x, to.y];
      return text;
    });
  };
  return strokes.map((stroke) => strokeText(stroke).join('')).join('.');
}

/** The strokes of such a text: none of an empty one, null for what is none. */
export function strokesIn(text: string): readonly Stroke[] | null {
  if (text === '') return [];
  const strokes: Stroke[] = [];
  for (const part of text.split('.')) {
    const numbers = numbersIn(part);
    if (!numbers || numbers.length === 0 || numbers.length % 2 === 1) return null;
    let [x, y] = [0, 0];
    strokes.push(
      Array.from({ length: numbers.length / 2 }, (_, i) => {
        x += numbers[2 * i] ?? 0;
        y += numbers[2 * i + 1] ?? 0;
        return placed({ x: x / PLACES, y: y / PLACES });
      }),
    );
  }
  return strokes;
}
