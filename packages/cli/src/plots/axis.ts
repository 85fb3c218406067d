/** A point of a curve: x the pass, y the measured value. */
export interface Point {
  x: number;
  y: number;
}

/** A value this many times the next lower one is cut off rather than allowed to flatten all others. */
const GAP = 3;

/**
 * The upper end of a vertical axis from 0. All values fit, unless at most a quarter of them stand far above the rest
 * (90 % errors in the first pass); those are cut off and marked by the caller. Never below `floor`.
 */
export function axisTop(values: readonly number[], floor: number): number {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => b - a);
  const largest = sorted[0] ?? 0;
  let top = Math.max(largest, floor);
  for (let i = 0; i < Math.ceil(sorted.length / 4); i++) {
    const rest = Math.max(sorted[i + 1] ?? largest, floor);
    if ((sorted[i] ?? 0) > GAP * rest) top = rest;
  }
  return top > 0 ? top * 1.06 : 1;
}

/** The curve below `top`: where it crosses, it ends exactly at the crossing; parts above become gaps (y = NaN). */
export function clippedAt(top: number, points: readonly Point[]): Point[] {
  const result: Point[] = [];
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before !== undefined && before.y > top !== point.y > top) {
      result.push({ x: before.x + ((point.x - before.x) * (top - before.y)) / (point.y - before.y), y: top });
    }
    result.push(point.y > top ? { x: point.x, y: Number.NaN } : point);
  });
  return result;
}

/** Whole passes to label, at most seven, the first always among them. */
export function passTicks(first: number, last: number): number[] {
  const span = last - first;
  const step = [1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 500].find((size) => span / size <= 5) ?? Math.ceil(span / 5);
  const ticks = [first];
  for (let pass = Math.ceil((first + step / 2) / step) * step; pass <= last; pass += step) ticks.push(pass);
  return ticks;
}
