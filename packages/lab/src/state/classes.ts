import type { Network } from 'lenet5';
import { CODES } from 'lenet5/core';
import { source } from './model.js';

type Named = Pick<Network, 'characters'>;

/** What the file in the figure calls its classes, where it does. */
function namesInFile({ characters }: Named): readonly string[] | null {
  const from = source.value;
  const names = from.kind === 'file' ? from.classNames : null;
  return names?.length === characters.length ? names : null;
}

/** What each class is called: as its file says, else its character. */
export function classNames(network: Named): readonly string[] {
  return namesInFile(network) ?? [...network.characters];
}

/** Whether its classes are the ten digits and no more. */
export function areDigits(network: Named): boolean {
  return classNames(network).join('') === CODES.digits;
}

/** Whether the ten digits are the first of its classes, so that those of MNIST can be trained and tested with. */
export function haveDigits(network: Named): boolean {
  return classNames(network).join('').startsWith(CODES.digits);
}
