import { expect } from 'vitest';
import { Lenet5Error } from '../src/errors.js';

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
