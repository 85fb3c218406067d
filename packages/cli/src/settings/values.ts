/** How the values of `--set` are read: each reader gives undefined where the text does not fit. */
export type Reader = (text: string) => unknown;

/** Decimal notation only: Number() would also take '', '0x10' and 'Infinity'. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** More passes than anybody waits for; keeps a slip of the finger from filling the memory. */
const MOST_REPEATS = 10_000;

function readNumber(text: string): number | undefined {
  const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

export function readPositive(text: string): number | undefined {
  const value = readNumber(text);
  return value !== undefined && value > 0 ? value : undefined;
}

export function readNonNegative(text: string): number | undefined {
  const value = readNumber(text);
  return value !== undefined && value >= 0 ? value : undefined;
}

/** A whole number in plain digits, from `least` up. */
export function wholeFrom(least: number): (text: string) => number | undefined {
  return (text) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(value) && value >= least ? value : undefined;
  };
}

/** "low,high" */
export function readRange(text: string): readonly [number, number] | undefined {
  const [low, high, ...rest] = text.split(',').map(readNumber);
  if (low === undefined || high === undefined || rest.length > 0 || low > high) return undefined;
  return [low, high];
}

/** "1e-3*6,5e-4" is 1e-3 six times, then 5e-4. */
export function readRates(text: string): number[] | undefined {
  const rates: number[] = [];
  for (const item of text.split(',')) {
    const [rate = '', times = '1', ...rest] = item.split('*');
    const [value, count] = [readPositive(rate), wholeFrom(1)(times)];
    if (value === undefined || count === undefined || count > MOST_REPEATS || rest.length > 0) return undefined;
    for (let i = 0; i < count; i++) rates.push(value);
  }
  return rates;
}

export function oneOf(words: readonly string[]): Reader {
  return (text) => (words.includes(text) ? text : undefined);
}
