import type { Architecture } from 'lenet5';
import { CODES } from 'lenet5/core';

/** What each class is called: its character, or its number where there are more classes than characters. */
export function classNames({ classes, codes }: Architecture): readonly string[] {
  const characters = CODES[codes];
  return Array.from({ length: classes }, (_, i) => (classes > characters.length ? String(i) : (characters[i] ?? '')));
}

/** Whether its classes are the ten digits and no more. */
export function areDigits({ classes, codes }: Architecture): boolean {
  return classes === CODES.digits.length && codes !== 'letters';
}

/** Whether the ten digits are the first of its classes, so that those of MNIST can be tested on. */
export function haveDigits(architecture: Architecture): boolean {
  return (
    areDigits(architecture) || (architecture.codes === 'alphanumeric' && architecture.classes > CODES.digits.length)
  );
}
