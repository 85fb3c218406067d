// What callers give is looked at here, options of functions as switches of recipes: nothing unknown is ignored, what does
// not fit is refused in one sentence, and undefined is as if it were not there.
import { SettingError, type SettingErrorCode } from '../errors.js';
import { suggestion } from './nearest.js';
import { shown, tagOf } from './shown.js';

/** Which values fit, whatever they are; a `Kind` of switch is one. */
export interface Fit {
  /** Completes "expected …". */
  readonly expected: string;
  /** Which values fit into a list, where that is what fits: the one that does not is named. */
  readonly each?: Fit;
  /** Whether a value fits. */
  accepts(value: unknown): boolean;
}

/** Whether it is a list of such values; a place that was left out is none. */
export function isListOf({ accepts }: Fit, value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && Array.from(value).every(accepts);
}

export function fit(expected: string, accepts: (value: unknown) => boolean): Fit {
  return { expected, accepts };
}

export const YES_OR_NO = fit('true or false', (value) => typeof value === 'boolean');
export const TEXT = fit('a text', (value) => typeof value === 'string');
export const FUNCTION = fit('a function', (value) => typeof value === 'function');
export const MAP = fit('a Map', (value) => tagOf(value) === 'Map');
export const NAMES = fit('a list of texts', (value) => isListOf(TEXT, value));
/** A number that is one. */
export const NUMBER = fit('a finite number', (value) => Number.isFinite(value));
/** No list, no Map, nothing of the engine's. */
export const OBJECT = fit('an object', (value) => tagOf(value) === 'Object');
/** Anything that may be left open. */
export const ANYTHING = fit('', () => true);

/** A whole number of these bounds. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): Fit {
  const bounds = most < Number.MAX_SAFE_INTEGER ? `${least} to ${most}` : `${least} or more`;
  return fit(`a whole number, ${bounds}`, (value) => {
    return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
  });
}

/** An object by what it can do: classes may be there twice, as ES module and CommonJS. */
export function able(expected: string, ...methods: readonly string[]): Fit {
  return fit(expected, (value) => {
    if (typeof value !== 'object' || value === null) return false;
    return methods.every((name) => typeof Reflect.get(value, name) === 'function');
  });
}

/** @throws SettingError `code` for a value that does not fit */
export function mustFit(name: string, value: unknown, fits: Fit, code: SettingErrorCode = 'argument'): void {
  const { accepts, expected, each } = fits;
  if (accepts(value)) return;
  if (each && Array.isArray(value)) {
    Array.from(value).forEach((one, i) => {
      mustFit(`${name}[${i}]`, one, each, code);
    });
  }
  throw new SettingError(code, `${name} is ${shown(value)}, expected ${expected}.`);
}

/**
 * Refuses what is no object, and names that are not among these.
 * @param owner what has them, as a sentence begins: 'A recipe'
 * @param kind what they are called there: 'switch'
 * @throws SettingError `switch-unknown` or `argument`
 */
export function checkNames(given: unknown, names: readonly string[], owner: string, kind = 'option'): void {
  mustFit('names', names, NAMES);
  if (!OBJECT.accepts(given)) {
    const verb = kind === 'option' ? 'got' : 'is';
    throw new SettingError(
      'argument',
      `${owner} ${verb} ${shown(given)}, expected an object with ${names.join(', ')}.`,
    );
  }
  const stranger = Object.keys(given as object).find((name) => !names.includes(name));
  if (stranger === undefined) return;
  throw new SettingError('switch-unknown', `${owner} has no ${kind} "${stranger}": ${suggestion(stranger, names)}`);
}

/** A fit for each option. */
export type Fits<T> = { readonly [Name in keyof T]-?: Fit };

/**
 * Options as they came in, without those that are undefined: so they can be spread over others.
 * @param owner the function, as a sentence begins
 * @throws SettingError `switch-unknown`, or `switch-value` for a value that does not fit
 */
export function optionsOf<T extends object>(given: T | undefined, fits: Fits<T>, owner: string): T {
  const names = Object.keys(fits) as (keyof T & string)[];
  if (given !== undefined) checkNames(given, names, owner);
  const found: Partial<T> = {};
  for (const name of names) {
    const value = given?.[name];
    if (value === undefined) continue;
    mustFit(name, value, fits[name], 'switch-value');
    found[name] = value;
  }
  return found as T;
}
