import { inkUri, sharpGroup } from './ink.js';
import { COLOUR, integer, percent } from './look.js';
import { fitted, sheetSvg, textAt } from './sheet.js';

/** One digit that the network read wrongly. */
export interface MisreadDigit {
  /** Place in the test set, counted from 0. */
  index: number;
  label: number;
  answer: number;
  /** size × size values, row by row, 0 background to 255 ink. */
  pixels: Uint8Array;
  size: number;
}

/** Pictures beyond this number are left out, and the figure says so. */
export const MISREAD_CAP = 600;

const MARGIN = 24;
const WIDTH = 968;
const GAP = 10;
const CAPTION = 42;
const GRID_TOP = 76;

/** A picture is enlarged by the whole number that comes nearest to this side in px: its pixels stay square and sharp. */
const IDEAL_SIDE = 56;

/** Side of the largest picture in px, and how many of them stand in a row. */
interface Grid {
  side: number;
  columns: number;
}

function enlarged(size: number): number {
  return Math.max(1, Math.round(IDEAL_SIDE / size)) * size;
}

function gridOf(digits: readonly MisreadDigit[]): Grid {
  const side = digits.reduce((largest, { size }) => Math.max(largest, enlarged(size)), IDEAL_SIDE);
  return { side, columns: Math.max(1, Math.floor((WIDTH - 2 * MARGIN + GAP) / (side + GAP))) };
}

function digitAt(x: number, y: number, frame: number, digit: MisreadDigit): string {
  const side = enlarged(digit.size);
  const inset = Math.floor((frame - side) / 2);
  const middle = x + frame / 2;
  return [
    `<image x="${x + inset}" y="${y + inset}" width="${side}" height="${side}" href="${inkUri(digit.pixels, digit.size, digit.size)}"/>`,
    `<rect x="${x - 0.5}" y="${y - 0.5}" width="${frame + 1}" height="${frame + 1}" fill="none" stroke="${COLOUR.hairline}"/>`,
    `<text x="${middle}" y="${y + frame + 15}" text-anchor="middle" font-size="12">${digit.label} → `,
    `<tspan fill="${COLOUR.wrong}" font-weight="700">${digit.answer}</tspan></text>`,
    textAt(middle, y + frame + 28, String(digit.index), { size: 9, colour: COLOUR.quiet, anchor: 'middle' }),
  ].join('');
}

/** What the figure shows, in one line. */
function summary(wrong: number, total: number): string {
  const share = total > 0 ? ` (${percent((100 * wrong) / total)})` : '';
  const count = `${integer(wrong)} of ${integer(total)} misread${share}`;
  if (wrong === 0) return `${count}: nothing to show.`;
  const rest =
    wrong > MISREAD_CAP ? ` The first ${integer(MISREAD_CAP)}, ${integer(wrong - MISREAD_CAP)} left out.` : '';
  return `${count}. Below each: label → answer, place in the set from 0.${rest}`;
}

/**
 * Every misread digit as a small sharp picture with its label, the answer and its place in the set, as in the paper's
 * Fig. 8; `total` is the number of digits that were read.
 */
export function misreadSvg(items: readonly MisreadDigit[], { title, total }: { title: string; total: number }): string {
  const shown = items.slice(0, MISREAD_CAP);
  const { side, columns } = gridOf(shown);
  const row = side + CAPTION;
  const height = GRID_TOP + Math.ceil(shown.length / columns) * row + (shown.length > 0 ? 8 : 0);
  const pictures = shown.map((digit, i) =>
    digitAt(MARGIN + (i % columns) * (side + GAP), GRID_TOP + Math.floor(i / columns) * row, side, digit),
  );
  const body = [
    textAt(MARGIN, 32, fitted(title, WIDTH - 2 * MARGIN, 15), { size: 15, bold: true }),
    textAt(MARGIN, 54, summary(items.length, total), { size: 12 }),
    sharpGroup(pictures.join('')),
  ].join('');
  return sheetSvg({ width: WIDTH, height, title, body });
}
