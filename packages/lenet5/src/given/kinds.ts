import { type Fit, isListOf, NUMBER, whole } from './options.js';

/** A kind of value that a switch takes: which values fit, and how they are read from text and written as text. */
export interface Kind<T> extends Fit {
  /** The words to choose from, where it takes one of a few. */
  readonly words?: readonly (T & string)[];
  /** Whether a value fits, whatever it is. */
  accepts(value: unknown): value is T;
  /** The value that a text stands for; undefined where it stands for none that fits. */
  read(text: string): T | undefined;
  /** The text that `read` makes the same value of. */
  write(value: T): string;
}

/** Decimal notation only: Number() would also take '', '0x10' and 'Infinity'. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Digits only, since '1e3' is no count. */
const DIGITS = /^\d+$/;

/** The finite number that a text is; undefined for any other. */
export function readNumber(text: string): number | undefined {
  const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

const isNumber = (value: unknown): value is number => NUMBER.accepts(value);

function numbers(expected: string, fits: (value: number) => boolean, pattern = DECIMAL): Kind<number> {
  const accepts = (value: unknown): value is number => isNumber(value) && fits(value);
  return {
    expected,
    accepts,
    read(text) {
      const value = pattern.test(text.trim()) ? readNumber(text) : undefined;
      return accepts(value) ? value : undefined;
    },
    write: String,
  };
}

/** One of a few words. */
export function words<const W extends string>(...allowed: readonly W[]): Kind<W> {
  const accepts = (value: unknown): value is W => (allowed as readonly unknown[]).includes(value);
  return {
    expected: `one of: ${allowed.join(', ')}`,
    words: allowed,
    accepts,
    read: (text) => (accepts(text) ? text : undefined),
    write: (value) => value,
  };
}

/** A finite number above 0. */
export const POSITIVE = numbers('a number above 0', (value) => value > 0);

/** A share that is never all: 0 ≤ x < 1. */
export const BELOW_ONE = numbers('a number from 0 to below 1', (value) => value >= 0 && value < 1);

/** A number of `least` or more. */
export function atLeast(least: number): Kind<number> {
  return numbers(`a number, ${least} or more`, (value) => value >= least);
}

/** A number from 0 to `most`, in `unit`. */
export function upTo(most: number, unit: string): Kind<number> {
  return numbers(`${unit}, 0 to ${most}`, (value) => value >= 0 && value <= most);
}

/** A whole number from `least` up, of `things`, to `most` where there is a most. */
export function count(least: number, things?: string, most?: number): Kind<number> {
  const what = things === undefined ? 'a whole number' : `a number of ${things}`;
  const bounds = most === undefined ? `${least} or more` : `${least} to ${most}`;
  return numbers(`${what}, ${bounds}`, whole(least, most).accepts, DIGITS);
}

/** Two numbers, the lower one first, between which values are drawn uniformly; or one of the words, where there are any. */
export function range<const W extends string = never>(...allowed: readonly W[]): Kind<readonly [number, number] | W> {
  type Value = readonly [number, number] | W;
  const isRange = (value: unknown): value is readonly [number, number] =>
    isListOf(NUMBER, value) && value.length === 2 && Number(value[0]) <= Number(value[1]);
  const isWord = (value: unknown): value is W => (allowed as readonly unknown[]).includes(value);
  return {
    expected: ['two numbers low,high', ...allowed].join(', or '),
    accepts: (value): value is Value => isWord(value) || isRange(value),
    read(text) {
      if (isWord(text)) return text;
      const bounds = text.split(',').map(readNumber);
      return isRange(bounds) ? bounds : undefined;
    },
    write: String,
  };
}

/** For each map, the maps below that it reads; or one of the words. "0,1;1,2" is [[0, 1], [1, 2]]. */
export function connections<const W extends string>(
  ...allowed: readonly W[]
): Kind<W | readonly (readonly number[])[]> {
  type Table = readonly (readonly number[])[];
  const isRow = (row: unknown): boolean =>
    isListOf(whole(0), row) && row.length > 0 && row.every((map, i) => i === 0 || Number(map) > Number(row[i - 1]));
  const isTable = (value: unknown): value is Table =>
    isListOf({ accepts: isRow, expected: '' }, value) && value.length > 0;
  const isWord = (value: unknown): value is W => (allowed as readonly unknown[]).includes(value);
  return {
    expected: `${allowed.join(', ')}, or for each map the maps that it reads, ascending, such as 0,1,2;1,2,3`,
    words: allowed,
    accepts: (value): value is W | Table => isWord(value) || isTable(value),
    read(text) {
      if (isWord(text)) return text;
      const rows = text.split(';').map((row) => row.split(',').map((map) => count(0).read(map) ?? -1));
      return isTable(rows) ? rows : undefined;
    },
    write: (value) => (typeof value === 'string' ? value : value.map(String).join(';')),
  };
}

/** Beyond it the sums of float32 overflow, which no rate can mend. */
const WEIGHT = numbers('a number from 0.000001 to 1000000', (value) => value >= 1e-6 && value <= 1e6);

/** One of the words, or a number above 0 for each of several things. */
export function weights<const W extends string>(...allowed: readonly W[]): Kind<W | readonly number[]> {
  const isList = (value: unknown): value is readonly number[] => isListOf(WEIGHT, value) && value.length > 1;
  const isWord = (value: unknown): value is W => (allowed as readonly unknown[]).includes(value);
  return {
    expected: `${allowed.join(', ')}, or a number from 0.000001 to 1000000 for each class, such as 1,1,2.5`,
    each: WEIGHT,
    words: allowed,
    accepts: (value): value is W | readonly number[] => isWord(value) || isList(value),
    read(text) {
      if (isWord(text)) return text;
      const numbers = text.split(',').map((each) => WEIGHT.read(each));
      return isList(numbers) ? numbers : undefined;
    },
    write: String,
  };
}

/** More passes than anybody waits for; keeps a slip of the finger from filling the memory. */
const MOST_REPEATS = 10_000;

function readRun(text: string): number[] | undefined {
  const [rate = '', times = '1', ...rest] = text.split('*');
  const [value, repeats] = [POSITIVE.read(rate), count(1).read(times)];
  if (value === undefined || repeats === undefined || repeats > MOST_REPEATS || rest.length > 0) return undefined;
  return Array<number>(repeats).fill(value);
}

/** Rates by the passes from which on they hold, the first one and then ascending: "1:1e-3,7:5e-4". */
function readSteps(parts: readonly string[]): number[] | undefined {
  const steps = parts.map((part) => part.split(':'));
  const from = steps.map(([pass = '']) => count(1, undefined, MOST_REPEATS).read(pass.trim()));
  const rates: number[] = [];
  for (const [i, [, rate = '', ...rest]] of steps.entries()) {
    const [begin, end = Number(begin) + 1] = from.slice(i, i + 2);
    const value = POSITIVE.read(rate);
    if (value === undefined || begin !== rates.length + 1 || end <= begin || rest.length > 0) return undefined;
    rates.push(...Array<number>(end - begin).fill(value));
  }
  return rates;
}

/** A number for each pass: "1e-3*6,5e-4" and "1:1e-3,7:5e-4" are 1e-3 six times, then 5e-4. */
export const RATES: Kind<readonly number[]> = {
  expected:
    'numbers above 0 such as 1e-3*6,5e-4 (1e-3 for 6 passes, then 5e-4), or 1:1e-3,7:5e-4 (from pass 7 on 5e-4)',
  each: POSITIVE,
  accepts: (value): value is readonly number[] => isListOf(POSITIVE, value),
  read(text) {
    const parts = text.split(',');
    if (text.includes(':')) return readSteps(parts);
    const runs = parts.map(readRun);
    return runs.every((run) => run !== undefined) ? runs.flat() : undefined;
  },
  write: String,
};
