import type { Box } from './box.js';
import type { Component, Components } from './components.js';
import type { Plane } from './plane.js';

/** Smaller than this share of the writing's height in both directions: a speck, or a dot. */
const SPECK = 0.16;
/** Fewer pixels are dust. */
const DUST = 3;
/** Least length of ink that counts as drawn, in pixels and as a share of the longer side of the picture. */
const LEAST_PIXELS = 5;
const LEAST_SHARE = 0.02;

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

/** Leaves out what enters from beyond the picture (a table, a finger, a shadow), unless nothing else is there. */
export function withoutBorders(
  components: readonly Component[],
  { labels }: Components,
  { width, height }: Plane,
  stroke: number,
): readonly Component[] {
  const contact = new Map<number, number>();
  const count = (i: number) => contact.set(labels[i] as number, (contact.get(labels[i] as number) ?? 0) + 1);
  for (let x = 0; x < width; x++) [x, (height - 1) * width + x].forEach(count);
  for (let y = 0; y < height; y++) [y * width, y * width + width - 1].forEach(count);
  const inside = components.filter(({ label }) => (contact.get(label) ?? 0) <= CONTACT * Math.max(2, stroke));
  return inside.length > 0 ? inside : components;
}

/** Leaves out what has too few pixels for any stroke. */
export function withoutDust(components: readonly Component[]): Component[] {
  return components.filter(({ area }) => area >= DUST);
}

/** Leaves out what is too small to be a digit, in itself or beside the rest of the writing. */
export function withoutSpecks<T extends { readonly box: Box }>(items: readonly T[], longerSide: number): T[] {
  const least = Math.max(LEAST_PIXELS, LEAST_SHARE * longerSide);
  const drawn = items.filter(({ box }) => Math.max(box.width, box.height) >= least);
  const height = writingHeight(drawn);
  return drawn.filter(({ box }) => Math.max(box.width, box.height) >= SPECK * height);
}

/** Usual width of the strokes of a mask, in pixels: twice its area over the number of its edge pixels. */
export function strokeWidthOf({ width, height, data }: Plane): number {
  let [area, edge] = [0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!data[i]) continue;
      area++;
      const inside = data[i - 1] && data[i + 1] && data[i - width] && data[i + width] && x > 0 && x + 1 < width;
      if (!inside) edge++;
    }
  }
  return edge ? (2 * area) / edge : 0;
}
