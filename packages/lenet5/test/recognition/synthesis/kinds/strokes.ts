import type { Random } from '../../../../src/math/random.js';
import { localMean } from '../../../../src/recognition/background.js';
import { findComponents } from '../../../../src/recognition/components.js';
import { type Plane, plane, scaleTo } from '../../../../src/recognition/plane.js';
import { distanceTransform } from '../../../../src/recognition/stroke-width.js';
import { type Labelled, paste } from '../pictures.js';
import { chance } from '../shapes.js';
import { beside, digitsOf, gaps, type Hand, mnistHand, writeRow } from './hand.js';
import { type Kind, type Sources, type Writing, whole } from './kind.js';
import { filled, framed, labelled, paper, strokes } from './sheet.js';
import { thin } from './thin.js';

/** Digits as another pen, or none like a pen, would show them: the change is made to each digit by itself. */
function changed(change: (random: Random, large: Plane, height: number) => Plane): Kind['draw'] {
  return (random, sources) => {
    const height = random.uniform(90, 170);
    const digits = digitsOf(random, 1, chance(random, 0.6) ? 1 : 4);
    const hand = mnistHand(random, sources);
    const parts = digits.map((digit) => change(random, smooth(open(hand, digit, height)), height));
    const ink = beside(random, parts, { height, gap: gaps(random, 0.12, 0.35) });
    return shown(random, { label: digits.join(''), ink }, height);
  };
}

const HOLES: readonly (readonly number[])[] = [[1], [0], [0, 1], [0], [0, 1], [0], [1], [0], [2], [1]];
/** Ink farther from the ground than this share of the height is a blot: strokes ran into each other. */
const DEEPEST = 0.1;

/** A digit without blots and with its holes open: its middle lines are then the digit, too. */
function open(hand: Hand, digit: number, height: number): Plane {
  for (let i = 0; ; i++) {
    const ink = hand(digit, height);
    if (i === 20 || (HOLES[digit]?.includes(holes(ink)) && depth(ink) < DEEPEST * height)) return ink;
  }
}

function depth(ink: Plane): number {
  const inside = distanceTransform({ ...ink, data: ink.data.map((value) => (value > 127 ? 255 : 0)) });
  return inside.reduce((most, value) => Math.max(most, value), 0);
}

/** Pieces of ground that ink closes in; those too small to be seen count as none. */
function holes(ink: Plane): number {
  const framed = plane(ink.width + 2, ink.height + 2);
  paste(framed, ink, 1, 1);
  for (let i = 0; i < framed.data.length; i++) framed.data[i] = (framed.data[i] as number) > 127 ? 0 : 255;
  const least = 0.004 * ink.height * ink.height;
  return findComponents(framed).list.filter(({ area }) => area > least).length - 1;
}

function shown(random: Random, { label, ink }: Writing, height: number, look = paper(random)): Labelled {
  return labelled(random, { label, ink: framed(random, ink, height * 0.12, height * 0.6) }, look);
}

/** Without the steps of a small image, or middle lines would have twigs; some pixels free at each side to grow into. */
function smooth(ink: Plane): Plane {
  const room = Math.round(0.1 * ink.height);
  const result = plane(ink.width + 2 * room, ink.height + 2 * room);
  paste(result, ink, room, room);
  const reach = Math.max(1, Math.round(0.018 * ink.height));
  return localMean(localMean(result, reach), reach);
}

/** Ink within `reach` pixels of what is drawn, edges a pixel soft. */
function around(drawn: Plane, reach: number): Plane {
  const distance = distanceTransform(drawn, true);
  return filled(drawn.width, drawn.height, (_x, _y, i) => 255 * (reach + 0.5 - (distance[i] as number)));
}

function hairline(random: Random, ink: Plane): Plane {
  return chance(random, 0.6) ? thin(ink) : around(thin(ink), random.uniform(0.5, 0.8));
}

/** Places along the strokes, about `step` pixels from one to the next. */
function beads(ink: Plane, step: number): [x: number, y: number][] {
  const line = thin(ink);
  const found: [number, number][] = [];
  line.data.forEach((value, i) => {
    const [x, y] = [i % line.width, Math.floor(i / line.width)];
    if (value && found.every(([u, v]) => Math.hypot(x - u, y - v) >= step)) found.push([x, y]);
  });
  return found;
}

function dotted(random: Random, ink: Plane, height: number): Plane {
  const radius = height * random.uniform(0.014, 0.03);
  const places = beads(ink, Math.max(2 * radius + 2.5, height * random.uniform(0.05, 0.08)));
  const dots = plane(ink.width, ink.height);
  for (const [x, y] of places) dots.data[y * dots.width + x] = 255;
  return around(dots, radius);
}

/** Strokes with some short breaks. */
function broken(random: Random, ink: Plane, height: number): Plane {
  const pen = height * random.uniform(0.02, 0.05);
  const drawn = around(thin(ink), pen);
  const places = beads(ink, height * random.uniform(0.25, 0.4));
  const gap = pen + height * random.uniform(0.005, 0.02);
  const cut = (x: number, y: number) => places.some(([u, v]) => (x - u) ** 2 + (y - v) ** 2 < gap * gap);
  return filled(ink.width, ink.height, (x, y, i) => (drawn.data[i] && !cut(x, y) ? (drawn.data[i] as number) : 0));
}

/** Grainy and grey, as pencils and crayons leave it. */
function pencil(random: Random, ink: Plane, height: number): Plane {
  const drawn = around(thin(ink), height * random.uniform(0.01, 0.035));
  const least = random.uniform(0.25, 0.6);
  return filled(ink.width, ink.height, (_x, _y, i) => (drawn.data[i] as number) * random.uniform(least, 1));
}

/** The outline of thick strokes alone. */
function doubled(random: Random, ink: Plane, height: number): Plane {
  const thick = around(thin(ink), height * random.uniform(0.045, 0.08));
  const inside = distanceTransform({ ...thick, data: thick.data.map((value) => (value > 127 ? 255 : 0)) });
  const line = random.uniform(1, Math.max(1.5, height * 0.018));
  return filled(ink.width, ink.height, (_x, _y, i) => {
    const depth = inside[i] as number;
    return depth > 0 ? 255 * (line + 0.5 - depth) : 0;
  });
}

/** A string with zeros that have a dot or a stroke in them. */
function zeros(dot: boolean): Kind['draw'] {
  return (random, sources) => {
    const height = random.uniform(40, 110);
    const share = random.uniform(1.3, 2.6);
    const hand = mnistHand(random, sources, share);
    const digits: number[] = chance(random, 0.35) ? [0] : digitsOf(random, 2, 6);
    if (!digits.includes(0)) digits[random.below(digits.length)] = 0;
    const pen = Math.max(1, (share * height) / 20);
    const parts = digits.map((digit) => {
      const ink = digit === 0 ? open(hand, 0, height) : hand(digit, height);
      return digit === 0 ? (dot ? withDot(random, ink, pen) : withSlash(random, ink, pen)) : ink;
    });
    const ink = beside(random, parts, { height, gap: gaps(random, 0.1, 0.35) });
    return shown(random, { label: digits.join(''), ink }, height);
  };
}

function withDot(random: Random, ink: Plane, pen: number): Plane {
  const [x, y] = [ink.width / 2 + random.uniform(-1, 1), ink.height / 2 + random.uniform(-2, 2)];
  paste(
    ink,
    strokes(
      ink,
      [
        [
          [x, y],
          [x + 0.5, y],
        ],
      ],
      pen * random.uniform(1, 1.5),
    ),
    0,
    0,
  );
  return ink;
}

function withSlash(random: Random, ink: Plane, pen: number): Plane {
  const beyond = Math.round(ink.height * random.uniform(0, 0.12));
  const result = plane(ink.width + 2 * beyond, ink.height + 2 * beyond);
  paste(result, ink, beyond, beyond);
  const inset = ink.width * random.uniform(0.12, 0.25);
  const [from, to] = [inset - beyond * 0.5 + beyond, beyond + ink.width - inset + beyond * 0.5];
  const line = [[from, result.height - 2] as const, [to, 1] as const];
  paste(result, strokes(result, [line], pen * random.uniform(0.7, 1)), 0, 0);
  return result;
}

/** Zeros that are flat or low beside tall digits. */
function lowZero(random: Random, sources: Sources): Labelled {
  const height = random.uniform(50, 120);
  const hand = mnistHand(random, sources, random.uniform(1.5, 3));
  const digits = digitsOf(random, 2, 6);
  digits[random.below(digits.length)] = 0;
  if (digits.every((digit) => !digit)) digits[0] = 1 + random.below(9);
  const parts = digits.map((digit) => {
    const ink = hand(digit, height);
    if (digit !== 0) return ink;
    const tall = Math.round(height * random.uniform(0.35, 0.6));
    return scaleTo(ink, Math.round(tall * random.uniform(0.8, 1.7)), tall);
  });
  const ink = beside(random, parts, { height, gap: gaps(random, 0.12, 0.35) });
  return shown(random, { label: digits.join(''), ink }, height);
}

/** Two thick digits, one above the other. */
function stacked(random: Random, sources: Sources): Labelled {
  const height = random.uniform(50, 110);
  const hand = mnistHand(random, sources, random.uniform(3.4, 5));
  const digits = digitsOf(random, 2, 2);
  const [upper, lower] = digits.map((digit) => hand(digit, height)) as [Plane, Plane];
  const space = Math.round(height * random.uniform(0.06, 0.4));
  const width = Math.max(upper.width, lower.width);
  const ink = plane(width, upper.height + space + lower.height);
  paste(ink, upper, Math.round((width - upper.width) * random.uniform(0.3, 0.7)), 0);
  paste(ink, lower, Math.round((width - lower.width) * random.uniform(0.3, 0.7)), upper.height + space);
  return shown(random, { label: digits.join(''), ink }, height);
}

/** Two to four zeros whose rings overlap, in a string or alone. */
function overlapping(random: Random, sources: Sources): Labelled {
  const height = random.uniform(40, 110);
  const hand = mnistHand(random, sources, random.uniform(1.4, 2.4));
  const run = (digits: number[], least: number, most: number) =>
    writeRow(random, hand, digits, { height, gap: gaps(random, least, most) }).ink;
  const zeros = new Array<number>(whole(random, 2, 4)).fill(0);
  const [before, after] = [digitsOf(random, 0, 2), digitsOf(random, 0, 1)];
  const parts = [run(zeros, -0.22, -0.08)];
  if (before.length > 0) parts.unshift(run(before, 0.12, 0.3));
  if (after.length > 0) parts.push(run(after, 0.12, 0.3));
  const ink = beside(random, parts, { height, gap: gaps(random, 0.12, 0.3), wander: 0 });
  return shown(random, { label: [...before, ...zeros, ...after].join(''), ink }, height);
}

/** A thick felt pen, large in the picture. */
function marker(random: Random, sources: Sources): Labelled {
  const height = random.uniform(50, 160);
  const digits = digitsOf(random, 1, chance(random, 0.6) ? 1 : 4);
  const hand = mnistHand(random, sources, random.uniform(4, 5.5));
  const ink = writeRow(random, hand, digits, { height, gap: gaps(random, 0.15, 0.4) }).ink;
  return shown(random, { label: digits.join(''), ink }, height);
}

export const STROKES: readonly Kind[] = [
  { name: 'strokes/hairline', draw: changed(hairline) },
  { name: 'strokes/dotted', draw: changed(dotted) },
  { name: 'strokes/broken', draw: changed(broken) },
  { name: 'strokes/pencil', draw: changed(pencil) },
  { name: 'strokes/double', draw: changed(doubled) },
  { name: 'strokes/marker', draw: marker },
  { name: 'strokes/dotted-zero', draw: zeros(true) },
  { name: 'strokes/slashed-zero', draw: zeros(false) },
  { name: 'strokes/low-zero', draw: lowZero },
  { name: 'strokes/zeros-overlap', draw: overlapping },
  { name: 'strokes/stacked', draw: stacked },
];
