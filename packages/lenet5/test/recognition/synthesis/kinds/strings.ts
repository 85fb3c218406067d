import type { Random } from '../../../../src/math/random.js';
import { crop } from '../../../../src/recognition/normalise.js';
import { type Plane, plane } from '../../../../src/recognition/plane.js';
import { drawStrokes, strokesOf } from '../pen.js';
import { type Labelled, paste } from '../pictures.js';
import { chance, pick } from '../shapes.js';
import { warp } from '../warp.js';
import { beside, digitsOf, gaps, handOf, mnistHand, writeRow } from './hand.js';
import { type Kind, type Sources, type Writing, whole } from './kind.js';
import { framed, labelled } from './sheet.js';

const DEGREES = Math.PI / 180;

function heightOf(random: Random): number {
  return chance(random, 0.25) ? random.uniform(18, 30) : random.uniform(30, 100);
}

/** With room around it, on paper. */
function shown(random: Random, { label, ink }: Writing, height: number): Labelled {
  return labelled(random, { label, ink: framed(random, ink, height * 0.15, height * 0.9) });
}

function plain(random: Random, sources: Sources): Labelled {
  const height = heightOf(random);
  const row = { height, gap: gaps(random, 0.12, 0.4) };
  return shown(random, writeRow(random, handOf(random, sources), digitsOf(random, 2, 10), row), height);
}

/** Gaps of −3 to 1 pixels where a digit is 20 high. */
function touching(random: Random, sources: Sources): Labelled {
  const height = Math.max(20, heightOf(random));
  const row = { height, gap: () => whole(random, -3, 1) / 20 };
  return shown(random, writeRow(random, handOf(random, sources), digitsOf(random, 2, 7), row), height);
}

function sizes(random: Random, sources: Sources): Labelled {
  const height = random.uniform(40, 100);
  const hand = handOf(random, sources);
  const digits = digitsOf(random, 2, 8);
  const parts = digits.map((digit) => hand(digit, height * random.uniform(0.4, 1)));
  const ink = beside(random, parts, { height, gap: gaps(random, 0.08, 0.35), wander: 0.12 });
  return shown(random, { label: digits.join(''), ink }, height);
}

/** Leans by up to 35 degrees, all digits the same way. */
function slant(random: Random, sources: Sources): Labelled {
  const height = random.uniform(30, 100);
  const lean = Math.tan(random.uniform(15, 35) * DEGREES) * (chance(random, 0.7) ? 1 : -1);
  const row = { height, gap: gaps(random, 0.15, 0.4) };
  const { label, ink } = writeRow(random, handOf(random, sources), digitsOf(random, 2, 8), row);
  const side = Math.ceil((Math.abs(lean) * ink.height) / 2) + 2;
  const wide = plane(ink.width + 2 * side, ink.height + 2);
  paste(wide, ink, side, 1);
  return shown(random, { label, ink: crop(warp(wide, [1, lean, (-lean * wide.height) / 2, 0, 1, 0, 0, 0])) }, height);
}

/** Turned about its middle; `angle` in degrees, to the right. */
function turned(ink: Plane, angle: number): Plane {
  const side = Math.ceil(Math.hypot(ink.width, ink.height)) + 4;
  const wide = plane(side, side);
  paste(wide, ink, Math.floor((side - ink.width) / 2), Math.floor((side - ink.height) / 2));
  const [cos, sin, middle] = [Math.cos(angle * DEGREES), Math.sin(angle * DEGREES), side / 2];
  return crop(warp(wide, [cos, sin, middle * (1 - cos - sin), -sin, cos, middle * (1 + sin - cos), 0, 0]));
}

/** A baseline that runs up or down the page. */
function baseline(random: Random, sources: Sources): Labelled {
  const height = random.uniform(24, 60);
  const row = { height, gap: gaps(random, 0.15, 0.4) };
  const { label, ink } = writeRow(random, handOf(random, sources), digitsOf(random, 3, 10), row);
  return shown(random, { label, ink: turned(ink, random.uniform(8, 35) * (chance(random, 0.5) ? 1 : -1)) }, height);
}

/** Turned by a quarter; strings that would be others upside down are left out. */
function sideways(random: Random, sources: Sources): Labelled {
  const height = random.uniform(24, 80);
  let digits = digitsOf(random, 3, 8);
  while (digits.every((digit) => UPSIDE_DOWN.includes(digit))) digits = digitsOf(random, 3, 8);
  const row = { height, gap: gaps(random, 0.15, 0.4) };
  const { label, ink } = writeRow(random, handOf(random, sources), digits, row);
  return shown(random, { label, ink: quarter(ink, chance(random, 0.5)) }, height);
}

const UPSIDE_DOWN: readonly number[] = [0, 1, 2, 5, 6, 8, 9];

function quarter({ width, height, data }: Plane, right: boolean): Plane {
  const result = plane(height, width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = right ? x * height + height - 1 - y : (width - 1 - x) * height + y;
      result.data[at] = data[y * width + x] as number;
    }
  }
  return result;
}

/** Lines below each other, `height` of each given. */
function linesOf(random: Random, sources: Sources, heights: readonly number[], longest: number): Writing {
  const hand = handOf(random, sources);
  const rows = heights.map((height) =>
    writeRow(random, hand, digitsOf(random, 1, longest), { height, gap: gaps(random, 0.12, 0.35) }),
  );
  const [widest, leading] = [Math.max(...rows.map(({ ink }) => ink.width)), random.uniform(0.25, 0.8)];
  const total = rows.reduce((sum, { ink }, i) => sum + ink.height + Math.round(leading * (heights[i] as number)), 0);
  const indent = Math.round((heights[0] as number) * random.uniform(0, 0.6));
  const result = plane(widest + indent, total);
  let top = 0;
  rows.forEach(({ ink }, i) => {
    paste(result, ink, random.below(indent + 1), top);
    top += ink.height + Math.round(leading * (heights[i] as number));
  });
  return { label: rows.map(({ label }) => label).join(''), ink: crop(result) };
}

function lines(random: Random, sources: Sources): Labelled {
  const height = random.uniform(22, 60);
  const heights = Array.from({ length: whole(random, 2, 5) }, () => height);
  return shown(random, linesOf(random, sources, heights, 7), height);
}

function twoSizes(random: Random, sources: Sources): Labelled {
  const [large, small] = [random.uniform(60, 100), random.uniform(22, 40)];
  return shown(random, linesOf(random, sources, chance(random, 0.5) ? [large, small] : [small, large], 5), small);
}

function long(random: Random, sources: Sources): Labelled {
  const height = random.uniform(20, 44);
  const gap = () => (chance(random, 0.2) ? random.uniform(0.7, 1.6) : random.uniform(0.04, 0.4));
  return shown(random, writeRow(random, handOf(random, sources), digitsOf(random, 9, 18), { height, gap }), height);
}

/** Signs beside digits of a height of 100, the baseline at 100, and how much room they take. */
const SIGNS: readonly (readonly [strokes: string, width: number])[] = [
  ['~14,88 18,94 15,108 6,118', 26],
  ['14,93 16,95', 28],
  ['44,0 6,106', 50],
  ['5,55 42,54', 48],
  ['14,-6 14,110', 28],
  ['14,40 16,42;14,86 16,88', 30],
];
const BRACKETS: readonly (readonly [open: string, close: string])[] = [
  ['~26,-8 10,20 8,70 26,112', '~6,-8 22,20 24,70 6,112'],
  ['26,-6 10,-6 10,108 26,108', '6,-6 22,-6 22,108 6,108'],
];

function sign(text: string, width: number, height: number, pen: number): Plane {
  const unit = height / 100;
  const lines = strokesOf(text).map((stroke) =>
    stroke.map(([x, y]) => [x * height + pen / 2, (y + 0.1) * height + pen / 2] as const),
  );
  return drawStrokes(lines, pen, { width: Math.ceil(width * unit + pen), height: Math.ceil(1.3 * height + pen) });
}

/** Numbers with signs between them: dates, prices, times, in brackets. */
function signs(random: Random, sources: Sources): Labelled {
  const height = random.uniform(28, 80);
  const thin = random.uniform(1.5, 3);
  const hand = mnistHand(random, sources, thin);
  const pen = (thin * height) / 20;
  const groups = Array.from({ length: whole(random, 2, 3) }, () => digitsOf(random, 1, 4));
  const [between, width] = pick(random, SIGNS);
  const inBrackets = chance(random, 0.15) ? pick(random, BRACKETS) : null;
  const parts: Plane[] = inBrackets ? [sign(inBrackets[0], 30, height, pen)] : [];
  groups.forEach((digits, i) => {
    if (i > 0) parts.push(sign(between, width, height, pen));
    for (const digit of digits) parts.push(standing(hand(digit, height), height, pen));
  });
  if (inBrackets) parts.push(sign(inBrackets[1], 30, height, pen));
  const ink = beside(random, parts, { height, gap: gaps(random, 0.12, 0.28), wander: 0 });
  return shown(random, { label: groups.flat().join(''), ink: crop(ink) }, height);
}

/** On the baseline of a plane as high as that of a sign. */
function standing(digit: Plane, height: number, pen: number): Plane {
  const result = plane(digit.width, Math.ceil(1.3 * height + pen));
  paste(result, digit, 0, Math.round(1.1 * height + pen / 2 - digit.height));
  return result;
}

/** Small, then enlarged without smoothing: as screenshots and icons have it. */
function pixels(random: Random, sources: Sources): Labelled {
  const row = { height: 20, gap: gaps(random, 0.1, 0.35) };
  const { label, ink } = writeRow(random, mnistHand(random, sources), digitsOf(random, 1, 5), row);
  const factor = whole(random, 2, 6);
  const small = framed(random, ink, 3, 12);
  const result = plane(small.width * factor, small.height * factor);
  for (let i = 0; i < result.data.length; i++) {
    const [x, y] = [Math.floor((i % result.width) / factor), Math.floor(i / result.width / factor)];
    result.data[i] = small.data[y * small.width + x] as number;
  }
  return labelled(random, { label, ink: result });
}

export const STRINGS: readonly Kind[] = [
  { name: 'strings/plain', draw: plain },
  { name: 'strings/touching', draw: touching },
  { name: 'strings/sizes', draw: sizes },
  { name: 'strings/slant', draw: slant },
  { name: 'strings/baseline', draw: baseline },
  { name: 'strings/sideways', draw: sideways },
  { name: 'strings/lines', draw: lines },
  { name: 'strings/two-sizes', draw: twoSizes },
  { name: 'strings/long', draw: long },
  { name: 'strings/signs', signs: true, draw: signs },
  { name: 'strings/pixels', draw: pixels },
];
