import { writingHeight } from './clean.js';
import { formOf, gapBetween } from './cost.js';
import { cut, type Part, type PlacedSeam } from './cut.js';
import { type Arc, bestPath, type Path, type Span } from './graph.js';
import type { RecognizeOptions } from './options.js';
import { join, type Piece } from './piece.js';
import { around } from './plane.js';
import type { ReadDigit } from './types.js';

/** Reads pieces, each as if it were one digit. */
export type PieceReader = (pieces: readonly Piece[]) => ReadDigit[];

/** Pieces wider than this share of the line's height may be several digits … */
const WIDE = 0.6;
/** … unless they are surely one and no wider than this multiple of their height. */
const SURE = 0.93;
const NARROW = 1.1;
/** What is this many times wider than high is a bar. */
const FLAT = 15;
/** Most pieces of one digit, its widest form in heights of the line, and the widest gap in it. */
const MOST_PIECES = 6;
const WIDEST = 2.2;
const WIDEST_CUT = 1.4;
const WIDEST_GAP = 0.45;

/**
 * Reads one line of writing: cut too often, all runs of a few pieces as candidates, the best path through them
 * (over-segmentation, LeCun et al. 1998, p.22-24).
 * @param stroke usual width of strokes, in pixels
 */
function readLine(
  row: readonly Piece[],
  wholes: readonly ReadDigit[],
  stroke: number,
  read: PieceReader,
  { cutting, trace }: LineOptions,
): Path {
  const height = writingHeight(row);
  const cutUp = row.map((piece, i): readonly Part[] => {
    const { confidence } = wholes[i] as ReadDigit;
    const { box } = piece;
    const wide =
      box.width > WIDE * height &&
      box.width < FLAT * box.height &&
      (confidence < SURE || box.width > NARROW * box.height);
    return cutting && wide ? cut(piece, height) : [{ piece, depth: null }];
  });
  const parts = cutUp.flat();
  const sure = new Set(row.filter((_, i) => (wholes[i] as ReadDigit).confidence > SURE));
  const spans = spansOf(parts, height, sure);
  const known = new Map(row.map((piece, i) => [piece, wholes[i] as ReadDigit]));
  const unknown = spans.flatMap(({ piece }) => (known.has(piece) ? [] : [piece]));
  read(unknown).forEach((digit, i) => {
    known.set(unknown[i] as Piece, digit);
  });
  const arcs = spans.map(({ first, end, piece }): Arc => {
    const digit = known.get(piece) as ReadDigit;
    return { first, end, digit, ...formOf(parts, first, end, digit.digit, { height, stroke }) };
  });
  const path = bestPath(parts.length, arcs);
  return trace ? { ...path, tried: { arcs, cuts: cutsOf(row, cutUp) } } : path;
}

/** The cuts of all pieces, with the place of the part that each begins. */
function cutsOf(row: readonly Piece[], cutUp: readonly (readonly Part[])[]): PlacedSeam[] {
  const found = cutUp.flatMap((parts, i) => parts.map(({ seam }) => ({ seam, box: (row[i] as Piece).box })));
  return found.flatMap(({ seam, box }, part) => (seam ? [{ ...seam, box, part }] : []));
}

interface LineOptions {
  /** Whether wide pieces are cut. */
  readonly cutting: boolean;
  /** Whether the path says what it was chosen from. */
  readonly trace: boolean;
}

/** So many shapes of which less than this share are digits are a text or a texture, whatever cuts may find in it. */
const MANY = 25;
const FEW = 0.3;

/** Reads all lines of a page. */
export function readLines(
  rows: readonly (readonly Piece[])[],
  stroke: number,
  read: PieceReader,
  { cut: cutting = true, trace = false }: Pick<RecognizeOptions, 'cut' | 'trace'> = {},
): Path[] {
  const wholes = rows.map((row) => read(row));
  const all = wholes.flat();
  const hopeless = all.length >= MANY && all.filter(({ rejected }) => !rejected).length < FEW * all.length;
  const options = { cutting: cutting && !hopeless, trace };
  return rows.map((row, i) => readLine(row, wholes[i] as ReadDigit[], stroke, read, options));
}

/** Reads everything as one digit: all pieces together, or the largest alone, whatever is more likely a digit. */
export function readAsOne(pieces: readonly Piece[], read: PieceReader): Path[] {
  if (pieces.length === 0) return [];
  const size = ({ box }: Piece) => box.width * box.height;
  const largest = pieces.reduce((a, b) => (size(a) >= size(b) ? a : b));
  const digit = read([join(pieces), largest]).reduce((a, b) => (a.confidence >= b.confidence ? a : b));
  return [wholePath(digit)];
}

/** The path through what is one digit, if any. */
export function wholePath(digit: ReadDigit): Path {
  return bestPath(1, [{ first: 0, end: 1, digit, penalty: 0, mark: 0, cuts: 0, characters: 1 }]);
}

/** A run of parts, joined into one piece. */
interface Run extends Span {
  readonly piece: Piece;
}

/** All runs of parts that could be one digit; single parts and whole pieces always. */
function spansOf(parts: readonly Part[], height: number, sure: ReadonlySet<Piece>): Run[] {
  const runs: Run[] = [];
  const runOf = (first: number, end: number): Run => {
    return { first, end, piece: join(parts.slice(first, end).map(({ piece }) => piece)) };
  };
  for (let first = 0; first < parts.length; first++) {
    const begin = parts[first] as Part;
    runs.push(runOf(first, first + 1));
    let [box, isCut] = [begin.piece.box, begin.depth !== null || parts[first + 1]?.depth != null];
    for (let end = first + 2; end <= Math.min(parts.length, first + MOST_PIECES); end++) {
      const [before, last] = [parts[end - 2] as Part, parts[end - 1] as Part];
      if (last.depth === null && gapBetween(before.piece, last.piece) > WIDEST_GAP * height) break;
      box = around([box, last.piece.box]);
      isCut ||= last.depth !== null;
      if (box.width > (isCut ? WIDEST_CUT : WIDEST) * Math.max(box.height, 0.5 * height)) break;
      if (!parts.slice(first, end).every(({ piece }) => sure.has(piece))) runs.push(runOf(first, end));
    }
    const end = endOfPiece(parts, first);
    if (end > first + 1 && !runs.some((run) => run.first === first && run.end === end)) runs.push(runOf(first, end));
  }
  return runs;
}

/** One past the last part of the piece that begins with a part; the part's own place where none begins there. */
function endOfPiece(parts: readonly Part[], first: number): number {
  if (parts[first]?.depth !== null) return first;
  const next = parts.findIndex(({ depth }, i) => i > first && depth === null);
  return next < 0 ? parts.length : next;
}
