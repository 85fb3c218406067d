// What classes are called: by the data, by the file of a model, by the bitmaps that answers are compared with.
import type { Dataset } from 'lenet5';
import { CommandError } from './errors.js';
import type { Model } from './model/model.js';
import { printable } from './output.js';
import { phrase, spoken } from './texts/language.js';

/** Names of published sets that there is a word for in Chinese. */
const KNOWN = new Map(
  [
    phrase('T-shirt/top'),
    phrase('Trouser'),
    phrase('Pullover'),
    phrase('Dress'),
    phrase('Coat'),
    phrase('Sandal'),
    phrase('Shirt'),
    phrase('Sneaker'),
    phrase('Bag'),
    phrase('Ankle boot'),
  ].map((name) => [name.english, name]),
);

/** Names as they are said to people. */
export function shownNames(names: readonly string[]): string[] {
  return names.map((name) => printable(spoken(KNOWN.get(name) ?? name)));
}

/** What the metadata of a model call its classes; null where they do not. @throws CommandError for damaged metadata */
export function namesInMetadata({ path, metadata }: Pick<Model, 'path' | 'metadata'>): readonly string[] | null {
  const text = metadata.classNames;
  if (text === undefined) return null;
  const names: unknown = parsed(text);
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  throw new CommandError(
    phrase('{{path}} has damaged metadata: its {{key}} is no list of texts.', { path, key: 'classNames' }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * What the classes of a measurement are called: as the data say, else as the file of the model says. Null where their
 * number is their name, as of digits.
 */
export function namesOf(model: Model, { classNames, identity }: Dataset, classes: number): readonly string[] | null {
  const names = classNames ?? (identity === 'MNIST' ? null : namesInMetadata(model));
  return names?.length === classes ? names : null;
}
