import { readAlong } from './along.js';
import { bowlFits } from './bowl.js';
import { cut } from './cut.js';
import { bestPath, type Group, groupsOf } from './lattice.js';
import type { RecognizeOptions } from './options.js';
import { join, type Piece } from './piece.js';
import { isSign, isStack } from './signs.js';
import type { ReadDigit } from './types.js';

/** Reads pieces, each as if it were one digit. */
export type PieceReader = (pieces: readonly Piece[]) => ReadDigit[];

/** A line of writing is at least this share of the usual height high, a digit this share of its line. */
const LOWEST_ROW = 0.6;
const LOWEST_DIGIT = 0.45;
/** An answer nearer than this to its bitmap is not questioned further. */
const VERY_NEAR = 1.5;
/** Widest digit, as a multiple of its height. */
const WIDEST_DIGIT = 1.8;
/** Cutting is tried on pieces wider than this share of the line's height and higher than the second … */
const WIDE = 0.95;
const HIGH = 0.4;
/** … if they are no digit as they are, or wider than this multiple of their height. */
const VERY_WIDE = 1.2;
/** Read along their width are only pieces wider than this multiple of their height: narrower ones are rather letters. */
const SEVERAL = 1.25;
/** Cost of what is refused, of a margin below CLEAR, and what every digit saves: else fewer digits would be better. */
const REFUSED = 40;
const CLEAR = 8;
const SAVED = 3;

/**
 * Reads one line of writing: of all ways to cut and to join its pieces, the one whose digits are nearest to their
 * bitmaps in sum (over-segmentation and best path, LeCun et al. 1998, p.24).
 * With networks for strips, what would be cut is also read along its width, and that is one more way.
 * @param usual height of the writing in the whole picture
 */
export function readRow(
  row: readonly Piece[],
  usual: number,
  read: PieceReader,
  { cut: cutting = true, strips, mode, reader = mode === 'multi' ? 'both' : 'segments' }: RowOptions = {},
): ReadDigit[] {
  const height = Math.max(LOWEST_ROW * usual, ...row.map(({ box }) => box.height));
  if (strips && reader === 'displacement') return [...readAlong(join(row), height, strips).digits];
  const { pieces, wide } = cutting ? cutWide(row, height, read) : { pieces: row, wide: [] };
  // Whole again, also where there are too many parts for a group.
  const groups = [...groupsOf(pieces, height), ...wide];
  const digits = read(groups.map(({ piece }) => piece)).map((digit) => judgeShape(digit, height));
  const cut = groups.map((group, i): Candidate => {
    const digit = digits[i] as ReadDigit;
    return { ...group, digits: [digit], cost: costOf(digit) };
  });
  const long = wide.filter(({ piece: { box } }) => box.width > SEVERAL * box.height);
  const along =
    strips && reader === 'both' ? long.map((group) => ({ ...group, ...readAlong(group.piece, height, strips) })) : [];
  const path = bestPath(pieces.length, [...cut, ...along], ({ cost }) => cost);
  return path.flatMap((candidate) => candidate.digits.map(judgeForm));
}

/** Options of a recognition that matter here. */
export type RowOptions = Pick<RecognizeOptions, 'cut' | 'mode' | 'strips' | 'reader'>;

/** Pieces that may be one digit, or one piece that may be several. */
interface Candidate extends Group {
  readonly digits: readonly ReadDigit[];
  readonly cost: number;
}

/** Reads everything as one digit: all pieces together, or the largest alone, whatever is nearer to a bitmap. */
export function readAsOne(pieces: readonly Piece[], read: PieceReader): ReadDigit[] {
  if (pieces.length === 0) return [];
  const size = ({ box }: Piece) => box.width * box.height;
  const largest = pieces.reduce((a, b) => (size(a) >= size(b) ? a : b));
  return [judgeForm(read([join(pieces), largest]).reduce((a, b) => (costOf(a) <= costOf(b) ? a : b)))];
}

/** Cuts what may be several digits; `wide` are those pieces whole, with the places of their parts among `pieces`. */
function cutWide(row: readonly Piece[], height: number, read: PieceReader): { pieces: Piece[]; wide: Group[] } {
  const isWide = ({ box }: Piece) => box.width > WIDE * height && box.height > HIGH * height;
  const candidates = row.filter(isWide);
  const readings = read(candidates);
  const refused = new Set(candidates.filter((_, i) => readings[i]?.rejected));
  const signs = new Set(candidates.filter((_, i) => isStack((readings[i] as ReadDigit).image)));
  const [pieces, wide]: [Piece[], Group[]] = [[], []];
  for (const piece of row) {
    const first = pieces.length;
    const veryWide = piece.box.width > VERY_WIDE * piece.box.height;
    const cuttable = isWide(piece) && !signs.has(piece) && (refused.has(piece) || veryWide);
    pieces.push(...(cuttable ? cut(piece, height) : [piece]));
    if (cuttable) wide.push({ first, end: pieces.length, piece });
  }
  return { pieces, wide };
}

/** Refuses what is too low for its line, or too wide, to be a digit. */
function judgeShape(digit: ReadDigit, height: number): ReadDigit {
  const { box } = digit;
  const fits = box.height >= LOWEST_DIGIT * height && box.width <= WIDEST_DIGIT * box.height;
  return fits || digit.rejected ? digit : { ...digit, rejected: true, reason: 'no-digit' };
}

/** Refuses signs of sums, and letters that are built unlike the digit they are taken for. */
function judgeForm(digit: ReadDigit): ReadDigit {
  const doubtful = !digit.rejected && (digit.distances[digit.digit] as number) > VERY_NEAR;
  return doubtful && (isSign(digit.image) || !bowlFits(digit.image, digit.digit))
    ? { ...digit, rejected: true, reason: 'no-digit' }
    : digit;
}

/** Nearer is better, and clearer; what is refused anyway costs the same. */
function costOf({ distances, digit, margin, rejected }: ReadDigit): number {
  if (rejected) return REFUSED;
  return Math.min(REFUSED, (distances[digit] as number) + Math.max(0, CLEAR - margin)) - SAVED;
}
