import { withSwitch } from 'lenet5/training';
import {
  ALL_DIGITS,
  changesOf,
  isPreset,
  LAB_SWITCHES,
  type RunSettings,
  readText,
  settingsOf,
  sizeOf,
} from '../training/settings.js';

/** An address that opens the page with these settings: preset, seed, and every switch that differs. */
export function linkTo(settings: RunSettings, base: string): string {
  return `${base.replace(/#.*$/, '')}#${fieldsOf(settings)}`;
}

/** The same as fields of an address. */
export function fieldsOf(settings: RunSettings): URLSearchParams {
  const { preset, seed, size } = settings;
  const fields = new URLSearchParams({ preset, seed: String(seed) });
  if (size !== sizeOf(preset)) fields.set('size', String(size));
  for (const [{ name, kind }, value] of changesOf(settings)) fields.set(name, kind.write(value));
  return fields;
}

function wholeNumber(text: string | null, least: number, otherwise: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isSafeInteger(value) && value >= least ? value : otherwise;
}

/** Whether a field is one of the settings, and its text a value of it; null where it is none of them. */
export function fits(name: string, text: string): boolean | null {
  if (name === 'preset') return isPreset(text);
  if (name === 'seed') return wholeNumber(text, 0, -1) >= 0;
  if (name === 'size') return wholeNumber(text, 1, 0) > 0;
  const each = LAB_SWITCHES.find((one) => one.name === name);
  return each ? readText(each, text) !== undefined : null;
}

/** The settings that an address carries, of `fast` where it names no preset; null where it carries none. What is not understood is left out. */
export function settingsIn(hash: string): RunSettings | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const isOther = [...fields.keys()].some((name) => fits(name, '') !== null);
  const preset = fields.get('preset') ?? (isOther ? 'fast' : '');
  if (!isPreset(preset)) return null;
  const size = Math.min(ALL_DIGITS, wholeNumber(fields.get('size'), 1, sizeOf(preset)));
  let settings = settingsOf(preset, wholeNumber(fields.get('seed'), 0, 1), size);
  for (const each of LAB_SWITCHES) {
    const text = fields.get(each.name);
    const value = text === null ? undefined : readText(each, text);
    if (value !== undefined) settings = withSwitch(settings, each, value);
  }
  return settings;
}
