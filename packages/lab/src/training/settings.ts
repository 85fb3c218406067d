import { ARCHITECTURES, RECIPES } from 'lenet5';
import { type Settings, SWITCHES, type Switch } from 'lenet5/core';
import { differences } from 'lenet5/training';
import type { Selection } from '../data/selection.js';

/** A run, as far as it decides the weights. */
export interface RunSettings extends Settings {
  /** What the switches were before any was changed. */
  readonly preset: string;
  readonly seed: number;
  /** Training digits, from the first on. */
  readonly size: number;
}

/** Pairs of network and training. 'blog' and 'paper-printed' are as written, 'blog-1.4' and 'paper' as they ran, as far as is known. */
const PRESETS = {
  fast: { architecture: ARCHITECTURES.paper, recipe: RECIPES.fast },
  distorted: { architecture: ARCHITECTURES.paper, recipe: RECIPES.distorted },
  best: { architecture: ARCHITECTURES.paper, recipe: RECIPES.best },
  paper: { architecture: ARCHITECTURES.paper, recipe: RECIPES.paper },
  'paper-printed': { architecture: ARCHITECTURES.paper, recipe: RECIPES['paper-printed'] },
  'paper-tuned': { architecture: ARCHITECTURES.paper, recipe: RECIPES['paper-tuned'] },
  blog: { architecture: ARCHITECTURES.blog, recipe: RECIPES.blog },
  'blog-1.4': { architecture: ARCHITECTURES['blog-1.4'], recipe: RECIPES.blog },
  'blog-sigmoid': { architecture: ARCHITECTURES['blog-sigmoid'], recipe: RECIPES.blog },
  'lenet-1989': { architecture: ARCHITECTURES['lenet-1989'], recipe: RECIPES['1989'] },
  tutorial: { architecture: ARCHITECTURES.tutorial, recipe: RECIPES.tutorial },
  d2l: { architecture: ARCHITECTURES.d2l, recipe: RECIPES.d2l },
} as const satisfies Record<string, Settings>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

export const ALL_DIGITS = 60_000;
const TEST_DIGITS = 10_000;

/** Digits to train and to test with where a preset has not all of them: as many as in 1989, drawn as in the report. */
const DRAWN: Partial<Record<string, { readonly train: number; readonly test: number; readonly draw: number }>> = {
  'lenet-1989': { train: 7_291, test: 2_007, draw: 1 },
};

/** Training digits of a preset unless others are asked for. */
export function sizeOf(preset: string): number {
  return DRAWN[preset]?.train ?? ALL_DIGITS;
}

/** What a run is trained and tested with. Who asks for all digits gets them as any other preset. */
export function digitsOf({ preset, size }: RunSettings): { readonly train: Selection; readonly test: Selection } {
  const { test, draw } = (size < ALL_DIGITS && DRAWN[preset]) || { test: TEST_DIGITS, draw: null };
  return { train: { count: size, draw }, test: { count: test, draw } };
}

/** Those of a whole evening, or of a split: the lab measures on the test set alone, and keeps no training digits back. */
const NOT_HERE = /^(validation|patience|teachers|temperature)$/;

export const LAB_SWITCHES: readonly Switch[] = SWITCHES.filter(({ name }) => !NOT_HERE.test(name));

export function isPreset(name: string): name is PresetName {
  return Object.hasOwn(PRESETS, name);
}

/** A preset with its usual seed and all of its training digits. */
export function settingsOf(preset: PresetName, seed = 1, size = sizeOf(preset)): RunSettings {
  return { preset, ...PRESETS[preset], seed, size };
}

/** The preset of a network and a training, by their names. @throws RangeError where none is made of these two */
export function presetOf(architecture: string, recipe: string): PresetName {
  const found = PRESET_NAMES.find((name) => {
    const preset = PRESETS[name];
    return preset.architecture.name === architecture && preset.recipe.name === recipe;
  });
  if (!found) throw new RangeError(`No preset has the network "${architecture}" and the training "${recipe}".`);
  return found;
}

/** Switches that differ from the preset, with their values. */
export function changesOf(settings: RunSettings): [each: Switch, value: unknown][] {
  return isPreset(settings.preset) ? differences(settings, PRESETS[settings.preset]) : [];
}

/** The value that a text stands for; undefined where it stands for none. Nothing at all is an empty list, where that fits. */
export function readText({ kind }: Switch, text: string): unknown {
  return text === '' && kind.accepts([]) ? [] : kind.read(text);
}

/** Short name for lists and legends: preset, a star where it was changed, seed. */
export function nameOf(settings: RunSettings): string {
  const known = names.get(settings);
  if (known !== undefined) return known;
  const name = `${settings.preset}${changesOf(settings).length > 0 ? '*' : ''} · ${settings.seed}`;
  names.set(settings, name);
  return name;
}

/** Found once: all switches are compared for it, and every update of a run asks. */
const names = new WeakMap<RunSettings, string>();

/** The same text for the same run. */
export function describe(settings: RunSettings): string {
  const { preset, seed, size } = settings;
  return JSON.stringify([preset, seed, size, changesOf(settings).map(([{ name }, value]) => [name, value])]);
}
