import { language } from './language.js';

/** 12345 → "12,345": both languages group alike. */
export function integer(value: number): string {
  return Math.round(value).toLocaleString(language.value === 'zh' ? 'zh-CN' : 'en');
}

/** With a true minus sign, so that columns of numbers line up. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.startsWith('-') ? `−${text.slice(1)}` : text;
}

/** The same with a sign in front of positive numbers too. */
export function signed(value: number, digits: number): string {
  return value >= 0 ? `+${value.toFixed(digits)}` : fixed(value, digits);
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
