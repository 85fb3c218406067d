import { switchNamed } from '../../src/switches/settings.js';

/** The words that a switch takes. */
export function wordsOf<W extends string = string>(name: string): readonly W[] {
  return switchNamed(name).kind.words as readonly W[];
}
