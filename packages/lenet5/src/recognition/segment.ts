import type { PieceReader } from './candidates.js';
import { withoutBorders, withoutDust, withoutSpecks, writingHeight } from './clean.js';
import { type Cluster, type Component, type Components, findComponents, joinNear } from './components.js';
import { INK_EDGE, type Ink } from './ink.js';
import type { RecognizeOptions } from './options.js';
import { type Piece, part, pieceOf } from './piece.js';
import type { Box } from './plane.js';
import { rowsIn } from './rows.js';
import { strokeWidthOf } from './stroke-width.js';

/** Ink nearer than so many stroke widths belongs together, unless it may be two digits beside each other. */
export const BROKEN = 1.5;

export interface Segments {
  /** Lines of writing from top to bottom, pieces in each from left to right; a digit is one piece or several. */
  readonly rows: readonly (readonly Piece[])[];
  /** Usual height of the writing, in pixels; 0 where there is none. */
  readonly height: number;
  /** Usual width of strokes, in pixels. */
  readonly stroke: number;
}

export interface SegmentOptions extends Pick<RecognizeOptions, 'removeBorders' | 'ink'> {
  /** Gaps up to so many stroke widths are those of a broken stroke. */
  readonly broken?: number;
}

/** From ink to pieces in reading order: dust, specks and what enters over the border left out, broken strokes joined. */
export function segment(
  { picture, strength, mask, cells }: Ink,
  read: PieceReader,
  { removeBorders = true, broken = BROKEN, ink = 'found' }: SegmentOptions = {},
): Segments {
  const isKnown = ink === 'known';
  const components = isKnown ? withOnePen(findComponents(mask)) : findComponents(mask);
  const stroke = isKnown ? (components.list[0]?.stroke ?? 0) : strokeWidthOf(mask);
  const solid = isKnown ? components.list : withoutDust(components.list);
  const inside = removeBorders && !isKnown ? withoutBorders(solid, components, picture, stroke) : solid;
  const mayJoin = (a: Component, b: Component, distance: number) =>
    distance <= broken * Math.max(2, a.stroke, b.stroke) && !areBeside(a, b);
  const joined = withEnclosed(joinNear(components, mask, inside, broken * stroke, mayJoin), stroke);
  const clusters = isKnown ? joined : withoutSpecks(joined, Math.min(mask.width, mask.height));
  const pieces = unstacked(
    clusters.map((cluster) => pieceOf(cluster, components, strength)),
    read,
  );
  return { rows: rowsIn(cells, pieces), height: writingHeight(clusters), stroke };
}

/** All strokes as wide as the narrowest: where a scribble is dense, its ink looks like that of a broad pen. */
function withOnePen({ list, labels }: Components): Components {
  const stroke = Math.min(...list.map((each) => each.stroke));
  return { list: list.map((each) => ({ ...each, stroke })), labels };
}

/** Joins what lies inside the box of a larger part to it, as the dot of a 0 or the eyes of a face; but for grain. */
function withEnclosed(clusters: readonly Cluster[], stroke: number): readonly Cluster[] {
  const area = ({ box }: Cluster) => box.width * box.height;
  const largest = clusters.toSorted((a, b) => area(b) - area(a));
  const owners = new Map<Cluster, Cluster>();
  for (const [i, inner] of largest.entries()) {
    if (Math.max(inner.box.width, inner.box.height) < GRAIN * stroke) continue;
    const owner = largest.slice(0, i).find((outer) => !owners.has(outer) && encloses(outer.box, inner.box));
    if (owner) owners.set(inner, owner);
  }
  if (owners.size === 0) return clusters;
  return clusters
    .filter((cluster) => !owners.has(cluster))
    .map((outer) => {
      const inner = clusters.filter((cluster) => owners.get(cluster) === outer);
      return { ...outer, labels: [outer, ...inner].flatMap(({ labels }) => labels) };
    });
}

/** What is smaller than this share of a stroke's width in both directions. */
const GRAIN = 0.7;
/** An enclosed part keeps off the corners of the box around it: this share of its sides. */
const CORNER = 0.12;

function encloses(outer: Box, inner: Box): boolean {
  const [dx, dy] = [CORNER * outer.width, CORNER * outer.height];
  return (
    inner.x >= outer.x + dx &&
    inner.y >= outer.y + dy &&
    inner.x + inner.width <= outer.x + outer.width - dx &&
    inner.y + inner.height <= outer.y + outer.height - dy
  );
}

/** Lower than so many stroke widths a part is a dot or a dash; lower than this share of the other it is no neighbour. */
const DASH = 4;
const SIMILAR = 0.5;

/** Whether two parts stand beside each other like digits: whether they are one is for the graph to say. */
function areBeside({ box: a, stroke: s }: Component, { box: b, stroke: t }: Component): boolean {
  const low = Math.min(a.height, b.height);
  const narrow = Math.min(a.width, b.width);
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const tall = low > SIMILAR * Math.max(a.height, b.height) && low > DASH * Math.max(s, t);

  return tall && across < 0.5 * narrow && down > 0.5 * low;
}

/** A stack of digits is at least so many times higher than wide, surely one from the second on; its gap is between these
 * shares of its height. */
const STACK = 1.2;
const TALL_STACK = 1.9;
const MIDDLE = [0.3, 0.7] as const;
const SURE = 0.9;

/** Parts two digits that stand above each other with so little space that they were taken for a broken one. */
function unstacked(pieces: readonly Piece[], read: PieceReader): Piece[] {
  const halves = pieces.map((piece) => (piece.box.height > STACK * piece.box.width ? halvesOf(piece) : null));
  const asked = pieces.flatMap((piece, i) => (halves[i] ? [piece, ...(halves[i] as [Piece, Piece])] : []));
  const digits = new Map(read(asked).map((digit, i) => [asked[i] as Piece, digit]));
  const sure = (piece: Piece) => (digits.get(piece)?.confidence ?? 0) > SURE;
  const isStroke = (piece: Piece) => digits.get(piece)?.digit === 1;
  return pieces.flatMap((piece, i) => {
    const parts = halves[i];
    if (!parts?.every(sure)) return [piece];
    // The strokes of a display's 1 and 7 are digits alone, too.
    const one = sure(piece) && (piece.box.height < TALL_STACK * piece.box.width || parts.some(isStroke));
    return one ? [piece] : parts;
  });
}

/** What lies above and below an empty row near the middle. */
function halvesOf(piece: Piece): [Piece, Piece] | null {
  const { width, height, data } = piece.ink;
  for (let y = Math.floor(MIDDLE[0] * height); y < MIDDLE[1] * height; y++) {
    if (data.subarray(y * width, (y + 1) * width).some((value) => value >= INK_EDGE)) continue;
    const [upper, lower] = [part(piece, (_, row) => row < y), part(piece, (_, row) => row >= y)];
    return upper && lower && [upper, lower];
  }
  return null;
}
