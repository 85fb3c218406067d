import type { Random } from '../../../src/math/random.js';
import { crop } from '../../../src/recognition/normalise.js';
import { type Plane, plane, scaleTo } from '../../../src/recognition/plane.js';
import { BODY } from './shapes.js';

/** Shapes in a row, together and each alone in the same frame. */
export interface Row {
  readonly ink: Plane;
  readonly shapes: readonly Plane[];
}

/** Room around a row, so that it can be tilted. */
const ROOM = 24;

/** Puts shapes side by side; `gap` draws the distance between the ink of neighbours in the row where they are nearest. */
export function beside(random: Random, shapes: readonly Plane[], gap: () => number): Row {
  const tights = shapes.map((shape) => {
    const tight = crop(shape);
    const scale = (BODY * random.uniform(0.8, 1)) / Math.max(tight.height, 0.8 * tight.width);
    return scaleTo(tight, Math.max(2, Math.round(tight.width * scale)), Math.max(2, Math.round(tight.height * scale)));
  });
  const placed: Placed[] = [];
  let right = 0;
  for (const tight of tights) {
    const top = Math.round(ROOM + random.uniform(0, 1) * (BODY - tight.height));
    const last = placed.at(-1);
    const left = last ? Math.max(last.left + 2, Math.round(nearest(last, tight, top) + gap())) : ROOM;
    placed.push({ ink: tight, left, top });
    right = Math.max(right, left + tight.width);
  }
  const size = { width: right + ROOM, height: BODY + 2 * ROOM };
  const alone = placed.map((shape) => framed(shape, size));
  const ink = plane(size.width, size.height);
  for (const { data } of alone)
    for (let i = 0; i < data.length; i++)
      if ((data[i] as number) > (ink.data[i] as number)) ink.data[i] = data[i] as number;
  return { ink, shapes: alone };
}

interface Placed {
  readonly ink: Plane;
  readonly left: number;
  readonly top: number;
}

/** Where `next` has to begin for its ink to meet that of `last`. */
function nearest(last: Placed, next: Plane, top: number): number {
  let result = last.left;
  for (let y = 0; y < next.height; y++) {
    const line = top + y - last.top;
    if (line < 0 || line >= last.ink.height) continue;
    const end = last.ink.data.subarray(line * last.ink.width, (line + 1) * last.ink.width).findLastIndex(isInk);
    const start = next.data.subarray(y * next.width, (y + 1) * next.width).findIndex(isInk);
    if (end >= 0 && start >= 0) result = Math.max(result, last.left + end + 1 - start);
  }
  return result;
}

function isInk(value: number): boolean {
  return value > 127;
}

function framed({ ink, left, top }: Placed, size: { width: number; height: number }): Plane {
  const result = plane(size.width, size.height);
  for (let y = 0; y < ink.height; y++) {
    result.data.set(ink.data.subarray(y * ink.width, (y + 1) * ink.width), (top + y) * size.width + left);
  }
  return result;
}
