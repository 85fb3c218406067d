import { around, type Box } from './plane.js';

/** Two boxes share a line of writing where their heights overlap by this share of the lower one. */
const SAME_ROW = 0.35;

/** Beside the tallest of its line, what is lower than this share is a sign or a part: the next in line need not meet it. */
const TALL = 0.5;
/** A line this much lower than the one it is near to, in shares of that one's height, is a part of it. */
const CRUMB = { height: 0.5, gap: 0.3, items: 2 } as const;
/** The same for one thing that reaches into its heights, as a large comma does. */
const COMMA = { height: 0.7, gap: 0.5 } as const;

/** Groups boxes into lines of writing, top to bottom, each from left to right; the lines may slope and differ in size. */
export function rowsOf<T extends { readonly box: Box }>(items: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (const item of items.toSorted((a, b) => middleX(a.box) - middleX(b.box))) {
    const overlaps = rows.map((row) => Math.max(...lastTall(row).map((box) => follows(item.box, box))));
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (best >= 0 && (overlaps[best] as number) > SAME_ROW) rows[best]?.push(item);
    else rows.push([item]);
  }
  const whole = withoutCrumbs(rows);
  for (const row of whole) row.sort((a, b) => middleX(a.box) - middleX(b.box));
  return whole.sort((a, b) => meanY(a) - meanY(b));
}

function tallest<T extends { readonly box: Box }>(row: readonly T[]): number {
  return Math.max(...row.map(({ box }) => box.height));
}

/** The last ones of a line that are no signs: where one stands off the line, the next need only follow the other. */
function lastTall<T extends { readonly box: Box }>(row: readonly T[]): Box[] {
  const least = TALL * tallest(row);
  return row
    .filter(({ box }) => box.height >= least)
    .map(({ box }) => box)
    .slice(-2);
}

/** The same for what is written into a form: what stands in one row of its cells is one line, whatever its heights. */
export function rowsIn<T extends { readonly box: Box }>(
  cells: readonly (readonly Box[])[],
  items: readonly T[],
): T[][] {
  const free = new Set(items);
  const written = cells.flatMap((row) => {
    const inside = row.map((cell) => [...free].filter(({ box }) => holds(cell, box)));
    const own = inside.flat();
    const strip = widened(around(row));
    const members = own.length > 0 ? [...free].filter((item) => own.includes(item) || holds(strip, item.box)) : [];
    for (const member of members) free.delete(member);
    if (members.length === 0) return [];
    return inside.some(isStacked) ? rowsOf(members) : [members.sort((a, b) => middleX(a.box) - middleX(b.box))];
  });
  return [...written, ...rowsOf([...free])].sort((a, b) => meanY(a) - meanY(b));
}

/** A row of cells with the open places before and after it. */
function widened({ x, y, width, height }: Box): Box {
  return { x: x - OPEN * height, y, width: width + 2 * OPEN * height, height };
}

const OPEN = 1.2;

/** Whether the middle of a box lies in a cell. */
function holds(cell: Box, box: Box): boolean {
  const [x, y] = [middleX(box) - cell.x, box.y + box.height / 2 - cell.y];
  return x >= 0 && y >= 0 && x < cell.width && y < cell.height;
}

/** Whether a cell has one thing above another. */
function isStacked<T extends { readonly box: Box }>(items: readonly T[]): boolean {
  return items.some((a) =>
    items.some((b) => {
      const across = Math.min(a.box.x + a.box.width, b.box.x + b.box.width) - Math.max(a.box.x, b.box.x);
      return a !== b && across > 0.5 * Math.min(a.box.width, b.box.width) && overlap(a.box, b.box) < 0;
    }),
  );
}

/** Puts parts of digits that stand above or below the rest (the bar of a 5, dots) into the line they belong to. */
function withoutCrumbs<T extends { readonly box: Box }>(rows: readonly T[][]): T[][] {
  const kept = new Set(rows);
  for (const row of rows) {
    if (row.length > CRUMB.items) continue;
    const near = rows.filter((other) => {
      const height = tallest(other);
      const gaps = row.map(({ box }) => Math.min(...other.map((item) => gap(box, item.box))));
      if (!kept.has(other)) return false;
      if (tallest(row) < CRUMB.height * height && Math.max(...gaps) < CRUMB.gap * height) return true;
      const hangs = row.length === 1 && other.some((item) => overlap((row[0] as T).box, item.box) > 0);
      return hangs && tallest(row) < COMMA.height * height && Math.max(...gaps) < COMMA.gap * height;
    });
    if (!near[0]) continue;
    near[0].push(...row);
    kept.delete(row);
  }
  return [...kept];
}

function middleX(box: Box): number {
  return box.x + box.width / 2;
}

function meanY<T extends { readonly box: Box }>(row: readonly T[]): number {
  return row.reduce((sum, { box }) => sum + box.y + box.height / 2, 0) / row.length;
}

/** How well a box follows another in a line: what they have in common, less where the first one is a mere bar. */
function follows(box: Box, before: Box): number {
  return overlap(box, before) * Math.min(1, (2 * before.height) / box.height);
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
