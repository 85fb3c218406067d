import { language } from './language.js';

const LOCALES = { en: 'en-GB', zh: 'zh-CN' };

/** A true minus sign, so that columns of numbers line up. */
function withMinus(text: string): string {
  return text.replace('-', '−');
}

/** 12345 → "12,345": both languages group alike. A training update asks twenty times, for which Intl is slow. */
export function integer(value: number): string {
  return withMinus(String(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** With so many digits behind the point. */
export function fixed(value: number, digits: number): string {
  return withMinus(value.toFixed(digits));
}

/** The same with a sign in front of positive numbers too. */
export function signed(value: number, digits: number): string {
  return value >= 0 ? `+${value.toFixed(digits)}` : fixed(value, digits);
}

/** 0.0005 → "5.0e−4". */
export function scientific(value: number): string {
  return withMinus(value.toExponential(1));
}

/** 0.923 → "0.92 %", with a no-break space. */
export function percent(value: number, digits = 2): string {
  return `${fixed(value, digits)}\u00a0%`;
}

/** 95 → "1:35", 4000 → "1:06:40". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** About so long: "40 s", "12 min", "1.5 h". */
export function duration(seconds: number): string {
  const [value, unit] =
    seconds < 90 ? [seconds, 'second'] : seconds < 5400 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  const options = { style: 'unit', unit, maximumSignificantDigits: 2 } as const;
  return value.toLocaleString(LOCALES[language.value], options);
}

/** To make one takes milliseconds. */
const moments = new Map<string, Intl.DateTimeFormat>();

/** Day and minute. @param time milliseconds since 1970 */
export function moment(time: number): string {
  const locale = LOCALES[language.value];
  const format = moments.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  moments.set(locale, format);
  return format.format(time);
}

/** The largest magnitude, 0 without numbers. */
export function largest(...lists: ArrayLike<number>[]): number {
  let most = 0;
  // Over an index: an iterator costs as much again as a picture of the same numbers.
  for (const list of lists) for (let i = 0; i < list.length; i++) most = Math.max(most, Math.abs(list[i] ?? 0));
  return most;
}
