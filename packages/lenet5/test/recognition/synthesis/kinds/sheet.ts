import type { Random } from '../../../../src/math/random.js';
import type { Picture } from '../../../../src/recognition/index.js';
import { type Plane, plane, scaleTo } from '../../../../src/recognition/plane.js';
import { type Colour, type Look, onPaper } from '../paper.js';
import { drawStrokes, type Point, type Stroke } from '../pen.js';
import { paste } from '../pictures.js';
import { chance, pick } from '../shapes.js';
import type { Writing } from './kind.js';

/** The ink with room on all sides, from `least` to `most` pixels each. */
export function framed(random: Random, ink: Plane, least: number, most: number): Plane {
  const side = () => Math.round(random.uniform(least, most));
  const [left, right, top, bottom] = [side(), side(), side(), side()];
  const result = plane(ink.width + left + right, ink.height + top + bottom);
  paste(result, ink, left, top);
  return result;
}

const PENS: readonly Colour[] = [
  [15, 15, 20],
  [20, 20, 25],
  [30, 50, 150],
  [20, 40, 110],
  [60, 60, 65],
];
const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];

/** Pen and paper as most people have them: a scan, a photograph, now and then a board. */
export function penAndPaper(random: Random): Look {
  const ink = pick(random, PENS);
  if (chance(random, 0.35)) return { ink, paper: WHITE };
  if (chance(random, 0.08)) return { ink: WHITE, paper: BLACK };
  if (chance(random, 0.08)) return { ink: [235, 235, 225], paper: [35, 60, 45], grain: random.uniform(2, 8) };
  return paper(random, ink);
}

/** Paper in some light, under a pen. */
export function paper(random: Random, ink: Colour = pick(random, PENS)): Look {
  const white = random.uniform(165, 250);
  return {
    ink,
    paper: [white, white * random.uniform(0.94, 1), white * random.uniform(0.84, 1)],
    strength: random.uniform(0.75, 1),
    ...(chance(random, 0.5) ? { grain: random.uniform(1, 6) } : {}),
    ...(chance(random, 0.3) ? { shadow: random.uniform(0.1, 0.4) } : {}),
  };
}

const PRINTS: readonly Colour[] = [
  [0, 0, 0],
  [0, 0, 0],
  [40, 40, 40],
  [120, 120, 125],
  [90, 130, 190],
  [190, 70, 70],
  [80, 140, 100],
];

/** Writing of 0 to 255 on a printed form. */
export function onForm(random: Random, ink: Plane, print: Plane): Picture {
  const look = chance(random, 0.4) ? { ink: pick(random, PENS), paper: WHITE } : paper(random);
  return onPaper(ink, { ...look, print: { ink: print, colour: pick(random, PRINTS) } }, random);
}

/** A kind of writing on paper: the label with it. */
export function labelled(random: Random, { label, ink }: Writing, look = penAndPaper(random)) {
  const kind = label === '' ? 'none' : label.length === 1 ? 'single' : 'multi';
  return { kind, label, picture: onPaper(ink, look, random) } as const;
}

/** Straight lines and polygons in a plane of that size. */
export function strokes(size: { width: number; height: number }, lines: readonly Stroke[], width: number): Plane {
  return drawStrokes(lines, width, { width: size.width, height: size.height });
}

export function rectangle(left: number, top: number, width: number, height: number): Stroke {
  const [right, bottom] = [left + width, top + height];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ];
}

export function ring(x: number, y: number, radius: number, from = 0, to = 2 * Math.PI): Stroke {
  return Array.from({ length: 25 }, (_, i): Point => {
    const angle = from + ((to - from) * i) / 24;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** Values that change over about `cell` pixels, 0 to 255. */
export function clouds(random: Random, width: number, height: number, cell: number): Plane {
  const coarse = plane(Math.max(2, Math.ceil(width / cell)), Math.max(2, Math.ceil(height / cell)));
  for (let i = 0; i < coarse.data.length; i++) coarse.data[i] = random.uniform(0, 256);
  return scaleTo(coarse, width, height);
}

/** A plane from a value for each place. */
export function filled(width: number, height: number, value: (x: number, y: number, i: number) => number): Plane {
  const result = plane(width, height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) result.data[i] = Math.max(0, Math.min(255, value(x, y, i)));
  }
  return result;
}
