import * as given from '../given/nearest.js';
import { mustFit, NAMES, TEXT } from '../given/options.js';

function check(text: unknown, names: unknown): void {
  mustFit('text', text, TEXT);
  mustFit('names', names, NAMES);
}

/** The name that `text` was most likely meant to be, the first of several; null where none is near. @throws SettingError */
export function nearest(text: string, names: readonly string[]): string | null {
  check(text, names);
  return given.nearest(text, names);
}

/**
 * The end of a sentence about an unknown name: the one that was meant, or all there are where none is near.
 * @throws SettingError for what is no text, or no list of them
 */
export function suggestion(text: string, names: readonly string[]): string {
  check(text, names);
  return given.suggestion(text, names);
}
