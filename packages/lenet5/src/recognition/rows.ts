import type { Box } from './box.js';

/** Two boxes share a line of writing where their heights overlap by this share of the lower one. */
const SAME_ROW = 0.35;

/**
 * Groups boxes into lines of writing, top to bottom, each from left to right; the lines may slope. Boxes lower than half
 * of `height` (bars, dots) go to the line that passes nearest.
 */
export function rowsOf<T extends { readonly box: Box }>(items: readonly T[], height: number): T[][] {
  const byLeft = items.toSorted((a, b) => middleX(a.box) - middleX(b.box));
  const rows: T[][] = [];
  for (const item of byLeft.filter(({ box }) => box.height >= height / 2)) {
    const overlaps = rows.map((row) => overlap(item.box, (row.at(-1) as T).box));
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (best >= 0 && (overlaps[best] as number) > SAME_ROW) rows[best]?.push(item);
    else rows.push([item]);
  }
  for (const item of byLeft.filter(({ box }) => box.height < height / 2)) addSmall(item, rows, height);
  for (const row of rows) row.sort((a, b) => middleX(a.box) - middleX(b.box));
  return rows.sort((a, b) => meanY(a) - meanY(b));
}

function addSmall<T extends { readonly box: Box }>(item: T, rows: T[][], height: number): void {
  const distances = rows.map((row) => Math.min(...row.map(({ box }) => gap(item.box, box))));
  const best = distances.indexOf(Math.min(...distances));
  if (best >= 0 && (distances[best] as number) < 2 * height) rows[best]?.push(item);
  else rows.push([item]);
}

function middleX(box: Box): number {
  return box.x + box.width / 2;
}

function meanY<T extends { readonly box: Box }>(row: readonly T[]): number {
  return row.reduce((sum, { box }) => sum + box.y + box.height / 2, 0) / row.length;
}

/** Share of the lower box's height that both have in common. */
function overlap(a: Box, b: Box): number {
  const common = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return common / Math.min(a.height, b.height);
}

/** Distance between the edges of two boxes, 0 where they touch; up and down counts twice. */
function gap(a: Box, b: Box): number {
  const across = Math.max(0, Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width));
  const down = Math.max(0, Math.max(a.y, b.y) - Math.min(a.y + a.height, b.y + b.height));
  return across + 2 * down;
}
