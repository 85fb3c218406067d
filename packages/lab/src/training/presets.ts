import { ARCHITECTURES, type Architecture, RECIPES, type Recipe } from 'lenet5';
import type { Settings } from './protocol.js';

export const PRESET_NAMES = ['fast', 'distorted', 'best', 'paper', 'paper-tuned', 'blog', 'blog-sigmoid'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

interface Preset {
  readonly architecture: Architecture;
  readonly recipe: Recipe;
}

/** Pairs of network and training. 'blog' and 'paper' are as written. */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  fast: { architecture: ARCHITECTURES.paper, recipe: RECIPES.fast },
  paper: { architecture: ARCHITECTURES.paper, recipe: RECIPES.paper },
  blog: { architecture: ARCHITECTURES.blog, recipe: RECIPES.blog },
  'blog-sigmoid': { architecture: ARCHITECTURES['blog-sigmoid'], recipe: RECIPES.blog },
  distorted: { architecture: ARCHITECTURES.paper, recipe: RECIPES.distorted },
  best: { architecture: ARCHITECTURES.paper, recipe: RECIPES.best },
  'paper-tuned': { architecture: ARCHITECTURES.paper, recipe: RECIPES['paper-tuned'] },
};

export const ALL_DIGITS = 60_000;

export function isPreset(name: string): name is PresetName {
  return (PRESET_NAMES as readonly string[]).includes(name);
}

/** A preset with its usual seed and all training digits. */
export function settingsOf(preset: PresetName, seed = 1, size = ALL_DIGITS): Settings {
  return { preset, ...PRESETS[preset], seed, size };
}
