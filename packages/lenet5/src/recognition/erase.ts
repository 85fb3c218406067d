import { type Band, bandOf, LINE, paintBands, type Touch, type Touches, touchesOf } from './band.js';
import { type Components, findComponents } from './components.js';
import { type Plane, plane } from './plane.js';
import { pixelAt, type Straight } from './straight.js';
import { strokeWidthOf } from './stroke-width.js';

/** What is left beside a line by more than this share of it is of the line. */
const CRUMB_SHARE = 0.65;

/** Ink without lines. */
interface Erased {
  readonly mask: Plane;
  /** 1 where a stroke was drawn anew under a line. */
  readonly repaired: Plane;
}

/** Ink without lines: what is of a line goes, with its crumbs; strokes that cross it, or end at it, stay whole. */
export function eraseLines(mask: Plane, lines: readonly Straight[]): Erased {
  const bands = lines.map(bandOf);
  const painted = paintBands(mask, bands, lines);
  const rest = { ...mask, data: mask.data.slice() };
  for (let i = 0; i < rest.data.length; i++) if (painted.data[i] === LINE) rest.data[i] = 0;
  const components = findComponents(rest);
  const crumbs = crumbsOf(components, painted);
  const touches = bands.map((band) => touchesOf(rest, components, band, crumbs));
  for (let i = 0; i < rest.data.length; i++) if (crumbs[components.labels[i] as number]) rest.data[i] = 0;
  const pen = strokeWidthOf(rest);
  const repaired = plane(mask.width, mask.height);
  for (const [i, band] of bands.entries()) repair(repaired, band, touches[i] as Touches, crumbs, pen);
  for (let i = 0; i < rest.data.length; i++) if (repaired.data[i]) rest.data[i] = 1;
  return { mask: rest, repaired };
}

/** For each label 1 where nearly all its ink lies beside lines. */
function crumbsOf({ labels, list }: Components, painted: Plane): Uint8Array {
  const counts = new Int32Array(list.length + 1);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (label && painted.data[i]) counts[label] = (counts[label] as number) + 1;
  }
  return Uint8Array.from([
    0,
    ...list.map(({ label, area }) => Number((counts[label] as number) >= CRUMB_SHARE * area)),
  ]);
}

/** Draws anew what a line hid of strokes (not of `crumbs`): of those that cross it, and of the ends of others. */
function repair(repaired: Plane, band: Band, { above, below, across }: Touches, crumbs: Uint8Array, pen: number): void {
  const kept = across.filter(([a, b]) => !crumbs[a.label] && !crumbs[b.label]);
  for (const [a, b] of kept) bridge(repaired, band, a, b);
  const crossing = new Set(kept.flat());
  const depth = Math.max(1, Math.round(Math.min(band.thickness, pen)));
  for (const side of [above, below]) {
    for (const touch of side) {
      if (crossing.has(touch) || crumbs[touch.label]) continue;
      keep(repaired, band, touch, depth, side === above);
    }
  }
}

/** Ink from where a stroke meets the upper side of a line to where it leaves the lower. */
function bridge(repaired: Plane, band: Band, above: Touch, below: Touch): void {
  const middle = (above.from + above.to + below.from + below.to) >> 2;
  const depth = (band.highs[middle] as number) - (band.lows[middle] as number) + 1;
  for (let k = 0; k < depth; k++) {
    const share = (k + 0.5) / depth;
    const from = Math.round(above.from + (below.from - above.from) * share);
    const to = Math.round(above.to + (below.to - above.to) * share);
    for (let i = from; i <= to; i++) draw(repaired, band, i, (band.lows[i] as number) + k);
  }
}

/** The line's ink stays where a stroke ends at it, `depth` pixels from its upper or lower side. */
function keep(repaired: Plane, band: Band, { from, to }: Touch, depth: number, upper: boolean): void {
  for (let i = from; i <= to; i++) {
    const [low, high] = [band.lows[i] as number, band.highs[i] as number];
    const [start, end] = upper ? [low, Math.min(high, low + depth - 1)] : [Math.max(low, high - depth + 1), high];
    for (let across = start; across <= end; across++) draw(repaired, band, i, across);
  }
}

function draw(repaired: Plane, { level, first }: Band, i: number, across: number): void {
  const at = pixelAt(repaired, level, first + i, across);
  if (at >= 0) repaired.data[at] = 1;
}
