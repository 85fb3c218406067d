import { type Architecture, BITMAPS } from 'lenet5';
import { bitmapsOf, CODES, type Codes, type Layer } from 'lenet5/core';

/** Which characters the classes are. */
function codesOf(_: Architecture): Codes {
  return 'digits';
}

/** What each class is called: its character, or its number where there are more classes than characters. */
export function classNames(architecture: Architecture): readonly string[] {
  const classes = BITMAPS.length;
  const characters = CODES[codesOf(architecture)];
  return Array.from({ length: classes }, (_, i) => (classes > characters.length ? String(i) : (characters[i] ?? '')));
}

/** The bitmaps that the units below the output are compared with; none where the output is trained. */
export function bitmapsBelow(architecture: Architecture, output: Layer | undefined): readonly (readonly number[])[] {
  return output?.kind === 'distances' ? bitmapsOf(codesOf(architecture)).slice(0, output.classes) : [];
}
