import { computed } from '@preact/signals';
import type { Network } from 'lenet5';
import { CODES } from 'lenet5/core';
import { source } from './model.js';

type Named = Pick<Network, 'characters'>;

/** What the file in the figure calls its classes, where it does; the same while a training makes other weights. */
const namesInFile = computed(() => (source.value.kind === 'file' ? source.value.classNames : null));

/** What each class is called: as its file says, else its character. */
export function classNames({ characters }: Named): readonly string[] {
  const names = namesInFile.value;
  return names?.length === characters.length ? names : [...characters];
}

/** Whether its classes are the ten digits and no more. */
export function areDigits(network: Named): boolean {
  return classNames(network).join('') === CODES.digits;
}

/** Whether the ten digits are the first of its classes, so that those of MNIST can be trained and tested with. */
export function haveDigits(network: Named): boolean {
  return classNames(network).join('').startsWith(CODES.digits);
}
