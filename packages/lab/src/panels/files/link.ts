import { changesOf, withSwitch } from '../../training/changes.js';
import { ALL_DIGITS, isPreset, settingsOf } from '../../training/presets.js';
import type { Settings } from '../../training/protocol.js';
import { parseValue, SWITCHES, valueText } from '../../training/switches.js';

/** An address that opens the page with these settings: preset, seed, and every switch that differs. */
export function linkTo(settings: Settings, base: string): string {
  const { preset, seed, size } = settings;
  const fields = new URLSearchParams({ preset, seed: String(seed) });
  if (size !== ALL_DIGITS) fields.set('size', String(size));
  for (const [name, value] of changesOf(settings)) fields.set(name, valueText(value));
  return `${base.replace(/#.*$/, '')}#${fields}`;
}

function wholeNumber(text: string | null, least: number, otherwise: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isSafeInteger(value) && value >= least ? value : otherwise;
}

/** The settings that an address carries; null where it carries none. What is not understood is left out. */
export function settingsIn(hash: string): Settings | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const preset = fields.get('preset') ?? '';
  if (!isPreset(preset)) return null;
  const size = Math.min(ALL_DIGITS, wholeNumber(fields.get('size'), 1, ALL_DIGITS));
  let settings = settingsOf(preset, wholeNumber(fields.get('seed'), 0, 1), size);
  for (const [name, text] of fields) {
    const known = SWITCHES.find((each) => each.name === name);
    const value = known && parseValue(known, text);
    if (value !== undefined) settings = withSwitch(settings, name, value);
  }
  return settings;
}
