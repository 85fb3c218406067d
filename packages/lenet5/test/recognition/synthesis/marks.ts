import type { Random } from '../../../src/math/random.js';
import { type Plane, plane, scaleTo } from '../../../src/recognition/plane.js';
import { drawStrokes, type Point, type Stroke } from './pen.js';
import { BODY, blot, chance, pick, SIDE, scribble } from './shapes.js';

/** What pens do that is no writing, or none that can be read. */
export function penMark(random: Random, pen: number): Plane {
  const kind = random.uniform(0, 1);
  if (kind < 0.3) return scribble(random, pen);
  return kind < 0.65 ? signature(random, pen) : hatching(random, Math.min(pen, 6));
}

/** A character of no alphabet, as the strokes of kana and hanzi lie: level, upright, aslant and bent, several of them. */
export function character(random: Random, pen: number): Plane {
  const count = 3 + random.below(5);
  const strokes = Array.from({ length: count }, (): Stroke => {
    const kind = random.uniform(0, 1);
    const angle =
      kind < 0.4 ? random.uniform(-0.2, 0.1) : kind < 0.7 ? random.uniform(1.4, 1.8) : random.uniform(0.5, 2.7);
    const [reach, bow] = [random.uniform(0.15, 0.5), chance(random, 0.35) ? random.uniform(-0.4, 0.4) : 0];
    const [x, y] = [random.uniform(-0.3, 0.3), random.uniform(-0.35, 0.35)];
    return Array.from({ length: 9 }, (_, i): Point => {
      const t = i / 4 - 1;
      const [along, aside] = [t * reach, bow * (1 - t * t) * reach];
      return [
        SIDE / 2 + BODY * (x + along * Math.cos(angle) - aside * Math.sin(angle)),
        SIDE / 2 + BODY * (y + along * Math.sin(angle) + aside * Math.cos(angle)),
      ];
    });
  });
  return drawStrokes(strokes, Math.min(pen, 9), { width: SIDE, height: SIDE });
}

/** A pen that runs up and down and moves on, as in a name that nobody can read. */
function signature(random: Random, pen: number): Plane {
  const width = BODY * random.uniform(0.7, 1.3);
  const turns = random.uniform(2, 7);
  const [lean, loop] = [random.uniform(-4, 10), random.uniform(0, 12)];
  let [height, middle] = [random.uniform(8, 30), SIDE / 2];
  const points: Point[] = [];
  for (let step = 0; step <= 90; step++) {
    const phase = (2 * Math.PI * turns * step) / 90;
    height = Math.max(4, Math.min(36, height + random.uniform(-2.5, 2.5)));
    middle += random.uniform(-0.8, 0.8);
    const up = Math.sin(phase);
    const x = (SIDE - width) / 2 + (width * step) / 90 + lean * up + loop * Math.cos(phase);
    points.push([x, middle - height * up]);
  }
  return drawStrokes([points], Math.min(pen, 8), { width: SIDE, height: SIDE });
}

/** Strokes side by side, one way or both. */
function hatching(random: Random, pen: number): Plane {
  const count = 3 + random.below(6);
  const [width, height] = [BODY * random.uniform(0.5, 1), BODY * random.uniform(0.5, 1)];
  const lean = random.uniform(-0.6, 0.6);
  const near = () => random.uniform(-0.05, 0.05);
  const lines = (level: boolean) =>
    Array.from({ length: count }, (_, i): Stroke => {
      const at = i / (count - 1) - 0.5;
      const ends: Point[] = [
        [at - lean / 2 + near(), -0.5 + near()],
        [at + lean / 2 + near(), 0.5 + near()],
      ];
      return ends.map(
        ([x, y]): Point =>
          level ? [SIDE / 2 + y * width, SIDE / 2 + x * height] : [SIDE / 2 + x * width, SIDE / 2 + y * height],
      );
    });
  const first = chance(random, 0.5);
  const strokes = chance(random, 0.35) ? [...lines(true), ...lines(false)] : lines(first);
  return drawStrokes(strokes, pen, { width: SIDE, height: SIDE });
}

/** What is no pen's: shadows, textures, noise, solid shapes. */
export function texture(random: Random): Plane {
  const kind = random.uniform(0, 1);
  if (kind < 0.4) return blot(random);
  return kind < 0.8 ? noise(random) : solid(random);
}

/** Noise of some coarseness, above a threshold. */
function noise(random: Random): Plane {
  const cells = Math.round(random.uniform(3, 22));
  const values = plane(cells, cells);
  for (let i = 0; i < values.data.length; i++) values.data[i] = random.below(256);
  const smooth = scaleTo(values, SIDE, SIDE);
  const least = random.uniform(90, 165);
  const [width, height] = [BODY * random.uniform(0.25, 0.5), BODY * random.uniform(0.25, 0.5)];
  const round = chance(random, 0.6);
  const data = smooth.data.map((value, i) => {
    const [x, y] = [((i % SIDE) - SIDE / 2) / width, (Math.floor(i / SIDE) - SIDE / 2) / height];
    const inside = round ? x * x + y * y < 1 : Math.max(Math.abs(x), Math.abs(y)) < 1;
    return inside && value > least ? 255 : 0;
  });
  return { ...smooth, data };
}

/** A filled shape. */
function solid(random: Random): Plane {
  const result = plane(SIDE, SIDE);
  const [width, height] = [BODY * random.uniform(0.3, 0.5), BODY * random.uniform(0.3, 0.5)];
  const inside = pick(random, [
    (x: number, y: number) => x * x + y * y < 1,
    (x: number, y: number) => Math.max(Math.abs(x), Math.abs(y)) < 1,
    (x: number, y: number) => Math.abs(x) + Math.abs(y) < 1,
    (x: number, y: number) => y < 1 && y > -1 && Math.abs(x) < (y + 1) / 2,
  ]);
  for (let i = 0; i < result.data.length; i++) {
    const [x, y] = [(i % SIDE) - SIDE / 2, Math.floor(i / SIDE) - SIDE / 2];
    if (inside(x / width, y / height)) result.data[i] = 255;
  }
  return result;
}
