import type { Network } from 'lenet5';
import { CODES } from 'lenet5/core';

type Named = Pick<Network, 'characters'>;

/** What each class is called. */
export function classNames({ characters }: Named): readonly string[] {
  return [...characters];
}

/** Whether its classes are the ten digits and no more. */
export function areDigits({ characters }: Named): boolean {
  return characters === CODES.digits;
}

/** Whether the ten digits are the first of its classes, so that those of MNIST can be trained and tested with. */
export function haveDigits({ characters }: Named): boolean {
  return characters.startsWith(CODES.digits);
}
