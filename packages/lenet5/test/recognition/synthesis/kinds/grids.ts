import type { Random } from '../../../../src/math/random.js';
import { type Box, plane } from '../../../../src/recognition/plane.js';
import type { Stroke } from '../pen.js';
import { type Labelled, paste } from '../pictures.js';
import { chance } from '../shapes.js';
import { lineWidth, roomOf } from './forms.js';
import { digitsOf, gaps, handOf, printOf, writeRow } from './hand.js';
import { type Kind, type Sources, whole } from './kind.js';
import { onForm, strokes } from './sheet.js';

/** A table of numbers, the writing careless about the lines. */
function table(random: Random, sources: Sources): Labelled {
  const [rows, columns] = [whole(random, 2, 5), whole(random, 1, 4)];
  const height = random.uniform(20, 46);
  const row = Math.round(height * random.uniform(1.25, 1.9));
  const longest = whole(random, 1, 4);
  const column = Math.round(height * (0.9 * longest + random.uniform(0.4, 1.2)));
  const [left, top] = [roomOf(random, height), roomOf(random, height)];
  const size = {
    width: left + columns * column + roomOf(random, height),
    height: top + rows * row + roomOf(random, height),
  };
  const hand = handOf(random, sources);
  const ink = plane(size.width, size.height);
  let label = '';
  for (let i = 0; i < rows * columns; i++) {
    const number = writeRow(random, hand, digitsOf(random, 1, longest), { height, gap: gaps(random, 0.08, 0.3) });
    const [x, y] = [left + (i % columns) * column, top + Math.floor(i / columns) * row];
    const shift = chance(random, 0.25) ? random.uniform(-0.35, 0.35) * height : 0;
    const across = Math.max(0, column - number.ink.width) * random.uniform(0.25, 0.75);
    paste(ink, number.ink, Math.round(x + across), Math.round(y + (row - number.ink.height) / 2 + shift));
    label += number.label;
  }
  const grid = gridOf({ x: left, y: top, width: column, height: row }, columns, rows);
  const print = strokes(size, chance(random, 0.3) ? grid.slice(0, rows + 1) : grid, lineWidth(random, height * 0.7));
  return { kind: label.length === 1 ? 'single' : 'multi', label, picture: onForm(random, ink, print) };
}

/** Lines of a grid, given its first cell: those across, then those down. */
function gridOf({ x, y, width, height }: Box, columns: number, rows: number): Stroke[] {
  const [right, bottom] = [x + columns * width, y + rows * height];
  const across = Array.from(
    { length: rows + 1 },
    (_, i): Stroke => [
      [x, y + i * height],
      [right, y + i * height],
    ],
  );
  const down = Array.from(
    { length: columns + 1 },
    (_, i): Stroke => [
      [x + i * width, y],
      [x + i * width, bottom],
    ],
  );
  return [...across, ...down];
}

const SIDE = 9;
const BLOCK = 3;

/** A solved sudoku: the well-known pattern with its digits, rows and columns of a block in another order. */
function solved(random: Random): number[] {
  const names = random.permutation(SIDE);
  const order = () => {
    const blocks = random.permutation(BLOCK);
    return [...blocks].flatMap((block) => [...random.permutation(BLOCK)].map((place) => block * BLOCK + place));
  };
  const [rows, columns] = [order(), order()];
  return rows.flatMap((row) =>
    columns.map((column) => 1 + (names[(BLOCK * (row % BLOCK) + Math.floor(row / BLOCK) + column) % SIDE] as number)),
  );
}

/** A printed grid: a third of the cells is blank, half of the others was filled in by hand. */
function sudoku(random: Random, sources: Sources): Labelled {
  const cell = Math.round(random.uniform(30, 52));
  const margin = Math.round(random.uniform(2, cell));
  const side = SIDE * cell + 2 * margin;
  const height = cell * random.uniform(0.5, 0.7);
  const [ink, print] = [plane(side, side), strokesOfGrid(random, side, cell, margin)];
  const [hand, machine] = [handOf(random, sources), printOf(random, sources)];
  let label = '';
  solved(random).forEach((digit, i) => {
    if (chance(random, 1 / 3)) return;
    const written = chance(random, 0.5);
    const shape = (written ? hand : machine)(digit, written ? height * random.uniform(0.9, 1.1) : height);
    const [x, y] = [margin + (i % SIDE) * cell, margin + Math.floor(i / SIDE) * cell];
    const slack = written ? 0.08 * cell : 0;
    const left = x + (cell - shape.width) / 2 + random.uniform(-slack, slack);
    const top = y + (cell - shape.height) / 2 + random.uniform(-slack, slack);
    paste(written ? ink : print, shape, Math.round(left), Math.round(top));
    label += digit;
  });
  return { kind: 'multi', label, picture: onForm(random, ink, print) };
}

function strokesOfGrid(random: Random, side: number, cell: number, margin: number) {
  const size = { width: side, height: side };
  const thin = random.uniform(1, 1.6);
  const result = strokes(size, gridOf({ x: margin, y: margin, width: cell, height: cell }, SIDE, SIDE), thin);
  const block = { x: margin, y: margin, width: BLOCK * cell, height: BLOCK * cell };
  paste(result, strokes(size, gridOf(block, BLOCK, BLOCK), thin * random.uniform(1.5, 3)), 0, 0);
  return result;
}

export const GRIDS: readonly Kind[] = [
  { name: 'forms/table', draw: table },
  { name: 'forms/sudoku', draw: sudoku },
];
