import type { Figure } from '../../training/figures.js';

/** Places on an axis, in per cent of its length. */
export interface Axis {
  readonly ticks: readonly number[];
  readonly at: (error: number) => number;
}

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
const MOST_TICKS = 6;

/**
 * From the lowest mean less its deviation to the highest with it, in whole steps: rows that differ by a tenth of a point
 * are told apart, which an axis from 0 would not do. Null without any mean.
 */
export function axisOf(figures: readonly Figure[]): Axis | null {
  const ends = figures.flatMap(({ mean, deviation }) => {
    const spread = deviation ?? 0;
    return mean === null ? [] : [Math.max(0, mean - spread), mean + spread];
  });
  if (ends.length === 0) return null;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const count = (each: number) => Math.max(2, Math.ceil(high / each) - Math.floor(low / each));
  const step = STEPS.find((each) => count(each) < MOST_TICKS) ?? 20;
  const first = Math.floor(low / step);
  const steps = count(step);
  return {
    ticks: Array.from({ length: steps + 1 }, (_, i) => (first + i) * step),
    at: (error) => (100 * (error / step - first)) / steps,
  };
}
