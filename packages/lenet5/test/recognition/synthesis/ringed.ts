import type { Random } from '../../../src/math/random.js';
import type { Plane } from '../../../src/recognition/plane.js';
import { LETTERS } from './glyphs.js';
import { drawStrokes, type Point, type Stroke, strokesOf } from './pen.js';
import { BODY, chance, pick, SIDE } from './shapes.js';

/** A ring with something in it: faces, clocks, crossed or ticked rings, letters. Points are within ±1, y down. */
export function ringed(random: Random, pen: number): Plane {
  const rim = arc(0, 0, 1, random.uniform(-3, 3), 2 * Math.PI + random.uniform(-0.35, 0.4));
  const inner = pick(random, INNER)(random);
  const [width, height] = [BODY * random.uniform(0.32, 0.5), BODY * random.uniform(0.36, 0.5)];
  const strokes = [shaken(random, rim), ...inner].map((stroke) =>
    stroke.map(([x, y]): Point => [SIDE / 2 + x * width, SIDE / 2 + y * height]),
  );
  return drawStrokes(strokes, Math.min(pen, 9), { width: SIDE, height: SIDE });
}

/** A face without a rim passes for no digit either: eyes and a mouth. */
const INNER = [face, face, face, face, crossed, ticked, clock, eyes, letter, rings] as const;

function arc(x: number, y: number, radius: number, from: number, length: number, flat = 1): Stroke {
  return Array.from({ length: 25 }, (_, i): Point => {
    const angle = from + (length * i) / 24;
    return [x + radius * Math.cos(angle), y + flat * radius * Math.sin(angle)];
  });
}

/** Not quite round, as by hand. */
function shaken(random: Random, stroke: Stroke): Stroke {
  const [size, phase] = [random.uniform(0, 0.08), random.uniform(0, 6)];
  return stroke.map(([x, y], i): Point => {
    const scale = 1 + size * Math.sin(phase + (i * Math.PI) / 8);
    return [x * scale, y * scale];
  });
}

function eyes(random: Random): Stroke[] {
  const [apart, high, long] = [random.uniform(0.25, 0.5), random.uniform(-0.5, -0.15), random.uniform(0.02, 0.35)];
  const round = chance(random, 0.25);
  return [-1, 1].map((side): Stroke => {
    if (round) return arc(side * apart, high, 0.12, 0, 2 * Math.PI);
    return [
      [side * apart, high - long / 2],
      [side * apart, high + long / 2],
    ];
  });
}

function face(random: Random): Stroke[] {
  const [wide, low] = [random.uniform(0.3, 0.65), random.uniform(0.15, 0.5)];
  const kind = random.uniform(0, 1);
  const straight: Stroke = [
    [-wide, low],
    [wide, low + random.uniform(-0.1, 0.1)],
  ];
  const bent = kind < 0.75 ? arc(0, low - 0.3, wide, 0.3, 2.5) : arc(0, low + 0.3, wide, 3.5, 2.4);
  const nose: Stroke[] = chance(random, 0.25)
    ? [
        [
          [0, -0.15],
          [0, 0.12],
        ],
      ]
    : [];
  return [...eyes(random), ...nose, kind < 0.1 ? straight : bent];
}

/** Two strokes across, upright or aslant. */
function crossed(random: Random): Stroke[] {
  const [turn, reach] = [random.uniform(0, Math.PI), random.uniform(0.4, 1.05)];
  return [0, Math.PI / 2].map((more): Stroke => {
    const [x, y] = [reach * Math.cos(turn + more), reach * Math.sin(turn + more)];
    return [
      [-x, -y],
      [x, y],
    ];
  });
}

function ticked(random: Random): Stroke[] {
  const reach = random.uniform(0.5, 1.3);
  return [
    [
      [-0.5, random.uniform(-0.1, 0.1)],
      [-0.1, 0.5],
      [reach * 0.7, -reach * 0.7],
    ],
  ];
}

function clock(random: Random): Stroke[] {
  const first = random.uniform(0, 6);
  return [first, first + random.uniform(0.6, 2.2)].map((angle): Stroke => {
    const reach = random.uniform(0.5, 0.9);
    return [
      [0, 0],
      [reach * Math.cos(angle), reach * Math.sin(angle)],
    ];
  });
}

function letter(random: Random): Stroke[] {
  const size = random.uniform(0.7, 1.1);
  return strokesOf(pick(random, LETTERS)).map((stroke) =>
    stroke.map(([x, y]): Point => [(x - 0.5) * size, (y - 0.5) * size]),
  );
}

/** Rings in the ring, as of a target. */
function rings(random: Random): Stroke[] {
  const first = random.uniform(0.45, 0.7);
  const all = chance(random, 0.5) ? [first] : [first, first / 2];
  return all.map((radius) => arc(0, 0, radius, 0, 2 * Math.PI));
}
