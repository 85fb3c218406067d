import { type Plane, plane } from '../../../../src/recognition/plane.js';

/** Neighbours of a pixel, clockwise from the one above. */
const AROUND: readonly (readonly [x: number, y: number])[] = [
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
];

/** Lines of one pixel in the middle of the strokes, 255 or 0 (Zhang and Suen 1984). Ink is 128 and more. */
export function thin(ink: Plane): Plane {
  const framed = plane(ink.width + 2, ink.height + 2);
  for (let y = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++) {
      framed.data[(y + 1) * framed.width + x + 1] = (ink.data[y * ink.width + x] as number) > 127 ? 255 : 0;
    }
  }
  const steps = AROUND.map(([x, y]) => y * framed.width + x);
  let left: number[] = [];
  framed.data.forEach((value, i) => {
    if (value) left.push(i);
  });
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    left = peel(framed, left, steps, true);
    left = peel(framed, left, steps, false);
  }
  const result = plane(ink.width, ink.height);
  for (let y = 0; y < ink.height; y++) {
    const from = (y + 1) * framed.width + 1;
    result.data.set(framed.data.subarray(from, from + ink.width), y * ink.width);
  }
  return result;
}

/** Takes away the edge at the lower right, or at the upper left, where nothing would break. */
function peel(
  { width: row, data }: Plane,
  places: readonly number[],
  steps: readonly number[],
  lower: boolean,
): number[] {
  const kept: number[] = [];
  const gone: number[] = [];
  for (const at of places) {
    let [count, changes] = [0, 0];
    let previous = data[at + (steps[7] as number)] as number;
    for (const step of steps) {
      const value = data[at + step] as number;
      if (value) count++;
      if (value && !previous) changes++;
      previous = value;
    }
    const free = count >= 2 && count <= 6 && changes === 1 && atEdge(data, at, row, lower);
    (free ? gone : kept).push(at);
  }
  for (const at of gone) data[at] = 0;
  return kept;
}

function atEdge(data: Uint8Array, at: number, row: number, lower: boolean): boolean {
  const [up, down, left, right] = [data[at - row], data[at + row], data[at - 1], data[at + 1]];
  return lower ? !right || !down || !(up || left) : !up || !left || !(right || down);
}
