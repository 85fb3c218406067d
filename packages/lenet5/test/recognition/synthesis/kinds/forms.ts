import type { Random } from '../../../../src/math/random.js';
import { type Box, type Plane, plane } from '../../../../src/recognition/plane.js';
import type { Stroke } from '../pen.js';
import { type Labelled, paste } from '../pictures.js';
import { chance, pick } from '../shapes.js';
import { digitsOf, gaps, handOf, penOf, printOf, writeRow, writeText } from './hand.js';
import { type Kind, type Sources, whole } from './kind.js';
import { framed, onForm, rectangle, strokes } from './sheet.js';

/** The space a form takes, and its writing. */
interface Filled {
  readonly digits: readonly number[];
  readonly cells: readonly Box[];
  readonly print: readonly Stroke[];
  /** Width of the printed lines. */
  readonly line: number;
  readonly size: { readonly width: number; readonly height: number };
  /** Height of a digit. */
  readonly height: number;
}

/** One digit in each cell, somewhere near its middle; a few touch the lines. */
function fill(random: Random, sources: Sources, form: Filled): Labelled {
  const { cells, digits, height, size, print, line } = form;
  const hand = handOf(random, sources, penOf(random));
  const ink = plane(size.width, size.height);
  const careless = chance(random, 0.2) ? 0.9 : 0.4;
  cells.forEach((cell, i) => {
    const digit = hand(digits[i] as number, height * random.uniform(0.88, 1.08));
    const [across, down] = [Math.max(0, cell.width - digit.width) / 2, Math.max(0, cell.height - digit.height) / 2];
    const left = cell.x + (cell.width - digit.width) / 2 + across * random.uniform(-careless, careless);
    const top = cell.y + (cell.height - digit.height) / 2 + down * random.uniform(-careless, careless);
    paste(ink, digit, Math.round(left), Math.round(top));
  });
  const picture = onForm(random, ink, strokes(size, print, line));
  return { kind: digits.length === 1 ? 'single' : 'multi', label: digits.join(''), picture };
}

/** Width of printed lines under digits of that height: hairlines to bars. */
export function lineWidth(random: Random, height: number): number {
  return chance(random, 0.25) ? height * random.uniform(0.06, 0.14) : random.uniform(1, Math.max(1.5, height * 0.05));
}

/** Room around a form; at none the lines run into the border. */
export function roomOf(random: Random, height: number): number {
  return Math.round(chance(random, 0.2) ? random.uniform(0, 4) : height * random.uniform(0.1, 1));
}

/** Cells in one frame, side by side; with one cell it is a box. */
function comb(random: Random, sources: Sources, digits: readonly number[]): Labelled {
  const height = random.uniform(24, 90);
  const [width, tall] = [
    Math.round(height * random.uniform(0.85, 1.35)),
    Math.round(height * random.uniform(1.2, 1.8)),
  ];
  const [left, top] = [roomOf(random, height), roomOf(random, height)];
  const whole = digits.length * width;
  const cells = digits.map((_, i) => ({ x: left + i * width, y: top, width, height: tall }));
  const from = digits.length > 1 && chance(random, 0.3) ? tall * random.uniform(0.4, 0.75) : 0;
  const separators = cells.slice(1).map(
    ({ x }): Stroke => [
      [x, top + from],
      [x, top + tall],
    ],
  );
  const size = { width: left + whole + roomOf(random, height), height: top + tall + roomOf(random, height) };
  const print = [rectangle(left, top, whole, tall), ...separators];
  return fill(random, sources, { digits, cells, print, line: lineWidth(random, height), size, height });
}

/** Boxes with space between them; all of them may be open at the same sides. */
function boxes(random: Random, sources: Sources): Labelled {
  const digits = digitsOf(random, 2, 9);
  const height = random.uniform(24, 90);
  const [width, tall] = [Math.round(height * random.uniform(0.95, 1.5)), Math.round(height * random.uniform(1.2, 1.8))];
  const step = Math.round(width + height * random.uniform(0.1, 0.6));
  const [left, top] = [roomOf(random, height), roomOf(random, height)];
  const cells = digits.map((_, i) => ({ x: left + i * step, y: top, width, height: tall }));
  const side = pick(random, SIDES);
  const size = {
    width: left + (digits.length - 1) * step + width + roomOf(random, height),
    height: top + tall + roomOf(random, height),
  };
  const print = cells.map(({ x }) => side(rectangle(x, top, width, tall)));
  return fill(random, sources, { digits, cells, print, line: lineWidth(random, height), size, height });
}

/** Which corners of a rectangle, in its order from the upper left, are joined. */
const SIDES: readonly ((corners: Stroke) => Stroke)[] = [
  (corners) => corners,
  (corners) => corners,
  (corners) => [...corners.slice(1, 4), corners[0] as Stroke[number]], // open above
  (corners) => corners.slice(0, 4), // open at the left
  (corners) => corners.slice(2, 4), // a line to write on
  (corners) => corners.slice(1, 4), // an angle below
];

/** Writing on ruled or squared paper whose lines run through it. */
function ruled(random: Random, sources: Sources): Labelled {
  const height = random.uniform(26, 90);
  const hand = handOf(random, sources);
  const written = writeRow(random, hand, digitsOf(random, 1, 7), { height, gap: gaps(random, 0.1, 0.35) });
  const ink = framed(random, written.ink, height * 0.2, height * 0.9);
  const [distance, tilt] = [height * random.uniform(0.5, 1.4), random.uniform(-0.02, 0.02)];
  const first = random.uniform(0, distance);
  const lines: Stroke[] = [];
  for (let y = first - distance; y < ink.height + distance; y += distance) lines.push(acrossAt(y, tilt, ink));
  for (let x = first; x < ink.width && chance(random, 0.97); x += distance) {
    if (distance > 0.9 * height) break;
    lines.push([
      [x, 0],
      [x, ink.height],
    ]);
  }
  const print = strokes(ink, lines, random.uniform(1, Math.max(1.2, height * 0.04)));
  const kind = written.label.length === 1 ? 'single' : 'multi';
  return { kind, label: written.label, picture: onForm(random, ink, print) };
}

function acrossAt(y: number, tilt: number, { width }: Plane): Stroke {
  return [
    [-5, y],
    [width + 5, y + tilt * width],
  ];
}

/** A number with a line or two under it, now and then through its feet. */
function underline(random: Random, sources: Sources): Labelled {
  const height = random.uniform(24, 90);
  const digits = digitsOf(random, 1, 8);
  const written = writeRow(random, handOf(random, sources), digits, { height, gap: gaps(random, 0.06, 0.35) });
  const ink = framed(random, written.ink, height * 0.35, height * 0.9);
  const print = plane(ink.width, ink.height);
  const base = lowest(ink) + height * random.uniform(-0.06, 0.25);
  const tilt = random.uniform(-0.02, 0.02);
  const [from, to] = [random.uniform(0, height * 0.3), ink.width - random.uniform(0, height * 0.3)];
  const count = chance(random, 0.25) ? 2 : 1;
  const lines = Array.from(
    { length: count },
    (_, i): Stroke => [
      [from, base + i * height * 0.14],
      [to, base + i * height * 0.14 + tilt * (to - from)],
    ],
  );
  const drawn = strokes(ink, lines, random.uniform(1, height * 0.09));
  // By the same pen as the digits, or printed.
  paste(chance(random, 0.5) ? ink : print, drawn, 0, 0);
  return { kind: digits.length === 1 ? 'single' : 'multi', label: written.label, picture: onForm(random, ink, print) };
}

function lowest({ width, data }: Plane): number {
  for (let i = data.length - 1; i >= 0; i--) if ((data[i] as number) > 127) return Math.floor(i / width);
  return 0;
}

/** The lower line of a cheque: groups of printed digits between signs made of bars. */
function cheque(random: Random, sources: Sources): Labelled {
  const height = random.uniform(18, 40);
  const print = printOf(random, sources);
  const groups = Array.from({ length: whole(random, 2, 3) }, () => digitsOf(random, 3, 8));
  const parts = groups.map((digits) =>
    writeRow(random, print, digits, { height, gap: () => 0.22, wander: 0, uneven: 0 }),
  );
  const sign = barsOf(random, height);
  const between = Math.round(height * random.uniform(0.4, 0.9));
  const width = parts.reduce((sum, part) => sum + part.ink.width + sign.width + 2 * between, sign.width);
  const row = plane(width, Math.round(height * 1.1));
  paste(row, sign, 0, 0);
  let left = sign.width + between;
  for (const part of parts) {
    paste(row, part.ink, left, 0);
    paste(row, sign, left + part.ink.width + between, 0);
    left += part.ink.width + sign.width + 2 * between;
  }
  const ink = framed(random, row, height * 0.5, height * 1.5);
  const above = strokes(ink, chance(random, 0.5) ? [acrossAt(height * 0.3, 0, ink)] : [], random.uniform(1, 3));
  return { kind: 'multi', label: parts.map(({ label }) => label).join(''), picture: onForm(random, ink, above) };
}

/** A bar and two squares, or three bars, as cheques have them. */
function barsOf(random: Random, height: number): Plane {
  const size = { width: Math.round(height * 0.7), height: Math.round(height) };
  const pen = height * 0.13;
  const bar = (x: number, from: number, to: number): Stroke => [
    [x * size.width, from * height],
    [x * size.width, to * height],
  ];
  const shapes = chance(random, 0.5)
    ? [bar(0.15, 0.1, 0.9), bar(0.6, 0.1, 0.3), bar(0.6, 0.7, 0.9)]
    : [bar(0.15, 0.5, 0.9), bar(0.5, 0.3, 0.7), bar(0.85, 0.1, 0.5)];
  return strokes(size, shapes, pen);
}

/** A field of a form: what to write stands beside it in print. */
function field(random: Random, sources: Sources): Labelled {
  const height = random.uniform(26, 60);
  const name = pick(random, ['Name', 'Date', 'Amount', 'Phone', 'Room', 'Age', 'Total', 'Year']);
  const caption = writeText(pick(random, sources.prints), name, height * random.uniform(0.35, 0.6));
  const written = writeRow(random, handOf(random, sources), digitsOf(random, 2, 8), {
    height,
    gap: gaps(random, 0.1, 0.3),
  });
  const [x, base] = [caption.width + Math.round(height * 0.5), Math.round(height * 1.5)];
  const size = { width: x + written.ink.width + Math.round(height), height: Math.round(height * 2) };
  const ink = plane(size.width, size.height);
  paste(ink, written.ink, x + Math.round(height * 0.2), base - written.ink.height);
  const line: Stroke = [
    [x, base],
    [size.width - height * 0.2, base],
  ];
  const print = strokes(size, [line], random.uniform(1, 3));
  paste(print, caption, Math.round(height * 0.2), Math.round(base - caption.height * 0.82));
  return { kind: 'multi', label: written.label, picture: onForm(random, ink, print) };
}

export const FORMS: readonly Kind[] = [
  { name: 'forms/box', draw: (random, sources) => comb(random, sources, digitsOf(random, 1, 1)) },
  { name: 'forms/comb', draw: (random, sources) => comb(random, sources, digitsOf(random, 2, 12)) },
  { name: 'forms/boxes', draw: boxes },
  { name: 'forms/ruled', draw: ruled },
  { name: 'forms/underline', draw: underline },
  { name: 'forms/cheque', signs: true, draw: cheque },
  { name: 'forms/field', signs: true, draw: field },
];
