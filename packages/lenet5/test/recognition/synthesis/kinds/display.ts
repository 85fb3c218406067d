import type { Random } from '../../../../src/math/random.js';
import type { Plane } from '../../../../src/recognition/plane.js';
import type { Colour } from '../paper.js';
import type { Stroke } from '../pen.js';
import type { Labelled } from '../pictures.js';
import { chance, pick } from '../shapes.js';
import { beside, digitsOf, printOf, writeRow } from './hand.js';
import type { Kind, Sources } from './kind.js';
import { framed, labelled, penAndPaper, strokes } from './sheet.js';

/** Ends of the segments a to g, in a box of width 1 and height 2. */
const SEGMENTS: readonly Stroke[] = [
  [
    [0, 0],
    [1, 0],
  ],
  [
    [1, 0],
    [1, 1],
  ],
  [
    [1, 1],
    [1, 2],
  ],
  [
    [0, 2],
    [1, 2],
  ],
  [
    [0, 1],
    [0, 2],
  ],
  [
    [0, 0],
    [0, 1],
  ],
  [
    [0, 1],
    [1, 1],
  ],
];
const LIT = ['abcdef', 'bc', 'abged', 'abgcd', 'fgbc', 'afgcd', 'afgedc', 'abc', 'abcdefg', 'abcdfg'];

const LAMPS: readonly (readonly [ink: Colour, paper: Colour])[] = [
  [
    [255, 40, 30],
    [30, 5, 5],
  ],
  [
    [80, 255, 120],
    [5, 25, 10],
  ],
  [
    [120, 220, 255],
    [5, 15, 30],
  ],
  [
    [25, 30, 25],
    [165, 180, 150],
  ],
  [
    [20, 25, 25],
    [190, 200, 185],
  ],
  [
    [0, 0, 0],
    [255, 255, 255],
  ],
];

function sevenSegment(digit: number, unit: number, pen: number, slant: number): Plane {
  const space = pen * 0.75;
  const lines = [...(LIT[digit] as string)].map((name): Stroke => {
    const ends = SEGMENTS[name.charCodeAt(0) - 97] as Stroke;
    return ends.map(([x, y], i) => {
      const [ox, oy] = ends[1 - i] as Stroke[number];
      // Drawn back from its ends, so that neighbours keep apart.
      const [dx, dy] = [Math.sign(ox - x) * space, Math.sign(oy - y) * space];
      const down = pen + y * unit + dy;
      return [pen + x * unit + dx + slant * (2 * unit + 2 * pen - down), down];
    });
  });
  const size = {
    width: Math.ceil(unit + 2 * pen + slant * (2 * unit + 2 * pen)),
    height: Math.ceil(2 * unit + 2 * pen),
  };
  return strokes(size, lines, pen);
}

function display(random: Random): Labelled {
  const digits = digitsOf(random, 1, 8);
  const unit = random.uniform(14, 40);
  const [pen, slant] = [unit * random.uniform(0.12, 0.26), pick(random, [0, 0, 0.12])];
  // Each digit takes the room of an 8: a 1 stands at its right.
  const parts = digits.map((digit) => sevenSegment(digit, unit, pen, slant));
  const ink = beside(random, parts, { height: 2 * unit, gap: () => 0.1, wander: 0 });
  const [lamp, ground] = pick(random, LAMPS);
  const look = { ink: lamp, paper: ground, grain: random.uniform(0, 5) };
  return labelled(random, { label: digits.join(''), ink: framed(random, ink, unit * 0.3, unit) }, look);
}

/** Printed digits, one or several. */
function printed(random: Random, sources: Sources): Labelled {
  const height = random.uniform(20, 100);
  const digits = digitsOf(random, 1, chance(random, 0.5) ? 1 : 8);
  const row = { height, gap: () => 0.14, wander: 0, uneven: 0 };
  const { label, ink } = writeRow(random, printOf(random, sources), digits, row);
  return labelled(random, { label, ink: framed(random, ink, height * 0.2, height) }, penAndPaper(random));
}

/** Digits that nobody wrote by hand: the right ones or a refusal are fine, wrong ones are not. */
export const DISPLAY: readonly Kind[] = [
  { name: 'display/seven-segment', draw: display },
  { name: 'display/printed', draw: printed },
];
