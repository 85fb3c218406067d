import type { Component, Components } from './components.js';
import type { Box, Plane } from './plane.js';

/** Smaller than this share of the writing's height in both directions: a speck, or a dot. */
const SPECK = 0.16;
/** Fewer pixels are dust. */
const DUST = 3;
/** Least length of ink that counts as drawn, in pixels and as a share of the shorter side of the picture. */
const LEAST_PIXELS = 5;
const LEAST_SHARE = 0.012;

/** Height of the writing: that of the component in the middle by area. */
export function writingHeight(components: readonly { readonly box: Box }[]): number {
  const sorted = components.toSorted((a, b) => a.box.height - b.box.height);
  const weight = ({ box }: { readonly box: Box }) => box.height * Math.max(box.width, box.height);
  const total = sorted.reduce((sum, component) => sum + weight(component), 0);
  let sum = 0;
  for (const component of sorted) {
    sum += weight(component);
    if (sum >= total / 2) return component.box.height;
  }
  return 0;
}

/** Longest contact with the border of the picture, in stroke widths, of writing that was cut there. */
const CONTACT = 5;
/**
 * Ink is darker than what lies half a stroke beyond its edge by this share of its own depth, at this share of its edge where
 * it touches the border of the picture, and at least at that elsewhere: what evening out the light leaves along the edge of a
 * large shape has paper on one side only. It may be faint writing yet where it is no longer than so many heights of the sharp
 * one, and opposite sides differ by no more than this share.
 */
const SHARP = { depth: 0.5, share: 0.7, least: 0.6, beside: 1.5, apart: 0.5 } as const;

/** Leaves out what enters from beyond the picture (a table, a finger), and shadows, whose edge is soft on one side. */
export function withoutBorders(
  components: readonly Component[],
  { labels }: Components,
  picture: Plane,
  stroke: number,
): readonly Component[] {
  const { width, height } = picture;
  const contact = new Map<number, number>();
  const count = (i: number) => contact.set(labels[i] as number, (contact.get(labels[i] as number) ?? 0) + 1);
  for (let x = 0; x < width; x++) [x, (height - 1) * width + x].forEach(count);
  for (let y = 0; y < height; y++) [y * width, y * width + width - 1].forEach(count);
  const free = components.filter(({ label }) => (contact.get(label) ?? 0) <= CONTACT * Math.max(2, stroke));
  const edges = new Map(free.map((component) => [component, edgesOf(component, labels, picture)]));
  const isSharp = (component: Component) => {
    const least = contact.has(component.label) ? SHARP.share : SHARP.least;
    return (edges.get(component)?.sharp ?? 0) >= least;
  };
  const longest = SHARP.beside * writingHeight(free.filter(isSharp));
  const isFaint = (component: Component) =>
    !contact.has(component.label) &&
    longerSide(component) <= longest &&
    (edges.get(component)?.apart ?? 1) <= SHARP.apart;
  return free.filter((component) => isSharp(component) || isFaint(component));
}

function longerSide({ box }: { readonly box: Box }): number {
  return Math.max(box.width, box.height);
}

/** Share of a component's edges that are those of ink on paper, and by how much opposite sides differ in it. */
function edgesOf({ label, box, stroke }: Component, labels: Int32Array, { width, height, data }: Plane) {
  const reach = Math.max(2, Math.round(stroke / 2));
  let [sum, area] = [0, 0];
  const drops: number[][] = SIDES.map(() => []);
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      if (labels[y * width + x] !== label) continue;
      sum += data[y * width + x] as number;
      area++;
      for (const [side, [dx, dy]] of SIDES.entries()) {
        const [u, v] = [x + dx, y + dy];
        if (u < 0 || v < 0 || u >= width || v >= height || labels[v * width + u] === label) continue;
        const column = Math.min(width - 1, Math.max(0, x + reach * dx));
        const row = Math.min(height - 1, Math.max(0, y + reach * dy));
        drops[side]?.push(data[row * width + column] as number);
      }
    }
  }
  const all = drops.flat();
  const ink = sum / area;
  const paper = all.toSorted((a, b) => a - b)[Math.floor(0.9 * all.length)] ?? 255;
  const shareOf = (values: readonly number[]) =>
    values.filter((value) => value - ink > SHARP.depth * (paper - ink)).length / Math.max(1, values.length);
  const [left = 0, right = 0, above = 0, below = 0] = drops.map(shareOf);
  return { sharp: shareOf(all), apart: Math.max(Math.abs(left - right), Math.abs(above - below)) };
}

const SIDES = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

/** Leaves out what has too few pixels for any stroke. */
export function withoutDust(components: readonly Component[]): Component[] {
  return components.filter(({ area }) => area >= DUST);
}

/** Leaves out what is too small to be a digit, in itself or beside the rest of the writing. */
export function withoutSpecks<T extends { readonly box: Box }>(items: readonly T[], shorterSide: number): T[] {
  const least = Math.max(LEAST_PIXELS, LEAST_SHARE * shorterSide);
  const drawn = items.filter((item) => longerSide(item) >= least);
  const height = writingHeight(drawn);
  return drawn.filter((item) => longerSide(item) >= SPECK * height);
}
