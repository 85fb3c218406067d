import type { Random } from '../../../src/math/random.js';
import { EDGE } from '../../../src/recognition/ink.js';
import { type Plane, scaleTo } from '../../../src/recognition/plane.js';

/** Share of its size that a shape has in a picture: from that of a thumbnail to all of it. */
export function drawResolution(random: Random): number {
  return random.uniform(0, 1) < 0.25 ? drawLowResolution(random) : random.uniform(0.22, 1);
}

/** That of a digit in a picture of some 28 to 32 pixels. */
export function drawLowResolution(random: Random): number {
  return random.uniform(0.22, 0.42);
}

/** Strengths of the ink as the recogniser finds them in a picture of this resolution; see Ink in src/recognition. */
export function seen(ink: Plane, resolution: number): Plane {
  const length = (value: number) => Math.max(1, Math.round(value * resolution));
  const small = scaleTo(ink, length(ink.width), length(ink.height));
  const full = fullStrength(small);
  const edge = EDGE * full;
  const data = small.data.map((value) =>
    Math.min(255, value < edge ? 0 : 128 + ((value - edge) * 127) / (full - edge)),
  );
  return { ...small, data };
}

/** What 15 % of the ink exceed. */
function fullStrength({ data }: Plane): number {
  const histogram = new Uint32Array(256);
  let count = 0;
  for (const value of data) {
    if (value <= 30) continue;
    histogram[value] = (histogram[value] as number) + 1;
    count++;
  }
  if (count === 0) return 255;
  let [value, above] = [255, histogram[255] as number];
  while (value > 31 && above <= 0.15 * count) above += histogram[--value] as number;
  return value;
}
