import { at } from './example.js';

/** What a stop of the walk prints: lines of numbers. */

/** A number with a fixed number of decimals, right-aligned. */
export function figure(value: number, decimals = 4, width = 0): string {
  return value.toFixed(decimals).padStart(width);
}

/** The same with a fixed number of significant digits. */
export function significant(value: number, digits = 4): string {
  return String(Number(value.toPrecision(digits)));
}

/** `name` in a column, then what it is. */
export function entry(name: string, value: string): string {
  return `  ${name.padEnd(34)}${value}`;
}

/** Rows of a table of numbers. */
export function grid(values: readonly (readonly number[])[], decimals: number, width: number): string[] {
  return values.map((row) => row.map((value) => figure(value, decimals, width)).join(''));
}

/** Grids side by side. */
export function beside(left: readonly string[], right: readonly string[], between: string): string[] {
  const middle = Math.floor(left.length / 2);
  return left.map((line, i) => `  ${line}${i === middle ? between : ' '.repeat(between.length)}${right[i] ?? ''}`);
}

/** `rows` × `columns` numbers out of a buffer, from `start` on, rows `step` apart. */
export function windowOf(
  data: ArrayLike<number>,
  start: number,
  step: number,
  rows: number,
  columns: number,
): number[][] {
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => at(data, start + y * step + x)),
  );
}

/** Sum of products of two grids. */
export function productSum(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  const others = b.flat();
  return a.flat().reduce((sum, value, i) => sum + value * at(others, i), 0);
}
