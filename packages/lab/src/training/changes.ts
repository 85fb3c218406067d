import type { Architecture, Recipe } from 'lenet5';
import { isPreset, PRESETS } from './presets.js';
import type { Settings } from './protocol.js';
import { readValue, SWITCHES, type Value } from './switches.js';

/** Switches that differ from the preset, as `name` and value. */
export function changesOf({ preset, architecture, recipe }: Settings): [name: string, value: Value][] {
  if (!isPreset(preset)) return [];
  const base = PRESETS[preset];
  return SWITCHES.flatMap((each): [string, Value][] => {
    const now = readValue(each, architecture, recipe);
    const same = JSON.stringify(now) === JSON.stringify(readValue(each, base.architecture, base.recipe));
    return same ? [] : [[each.name, now]];
  });
}

export function isChanged(settings: Settings): boolean {
  return changesOf(settings).length > 0;
}

/** A copy of settings with one switch at another value. */
export function withSwitch(settings: Settings, name: string, value: Value): Settings {
  const known = SWITCHES.find((each) => each.name === name);
  if (!known) return settings;
  if (known.of === 'recipe') return { ...settings, recipe: { ...settings.recipe, [name]: value } as Recipe };
  const [head, layer] = name.split('.');
  const { architecture } = settings;
  const inner = layer ? { squash: { ...architecture.squash, [layer]: value } } : { [head as string]: value };
  return { ...settings, architecture: { ...architecture, ...inner } as Architecture };
}
