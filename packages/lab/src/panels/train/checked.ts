import { checkArchitecture, checkRecipe } from 'lenet5';
import type { Switch } from 'lenet5/core';
import { readSwitch, withSwitch } from 'lenet5/training';
import { type RunSettings, readText } from '../../training/settings.js';
import { say } from './texts.js';

/** What nobody means who types more, where the library has no bound of its own. */
const MOST: Readonly<Record<string, number>> = { passes: 10_000, batch: 4096, rate: 100, rates: 100 };
const MOST_OTHERS = 1_000_000;

function mostIn(value: unknown): number {
  const numbers = [value].flat().filter((each) => typeof each === 'number');
  return Math.max(0, ...numbers.map(Math.abs));
}

/**
 * The settings with a switch at what was typed.
 * @throws SettingError where the library takes no such value; Error where it is absurd
 */
export function withTyped(settings: RunSettings, each: Switch, text: string): RunSettings {
  const value = readText(each, text.trim()) ?? readSwitch(each, text);
  const most = MOST[each.name] ?? MOST_OTHERS;
  if (mostIn(value) > most) throw new Error(say('absurd', { name: each.name, text, most }));
  const next = withSwitch(settings, each, value);
  checkArchitecture(next.architecture);
  checkRecipe(next.recipe);
  return next;
}
