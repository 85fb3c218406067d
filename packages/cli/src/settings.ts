import {
  ARCHITECTURES,
  type Architecture,
  type ArchitectureName,
  checkArchitecture,
  checkRecipe,
  RECIPES,
  type RecipeName,
} from 'lenet5';
import { type BackendName, OWN_RECIPES, type Settings, SWITCHES, type Switch } from 'lenet5/core';
import {
  expectedInChinese,
  idleBecause,
  readSwitch,
  sourceInChinese,
  switchNamed,
  textsOf,
  withSwitch,
} from 'lenet5/training';
import { usageError } from './errors.js';
import { table, warn } from './output.js';
import { language, phrase, t } from './texts/language.js';

export const BACKENDS = ['simd', 'reference'] as const satisfies readonly BackendName[];

/** Passes of a training, more than anybody waits for: a table of so many is still read and drawn. */
export const MOST_PASSES = 1_000_000;
/** Runs at the same time: each is a thread. */
export const MOST_THREADS = 1024;

/** What `train` and the rows of a study use unless told otherwise. */
export const ARCHITECTURE_NAME: ArchitectureName = 'paper';
const RECIPE_NAME: RecipeName = 'distorted';

/** What a network is trained by unless told otherwise: some have a recipe of their own, and so have their variants. */
export function recipeOf({ name, family, squash, output }: Architecture): RecipeName {
  if (isArchitectureName(name)) return OWN_RECIPES[name] ?? RECIPE_NAME;
  if (output !== 'linear') return RECIPE_NAME;
  if (family === 'lenet-1989') return '1989';
  return squash.C1 === 'logistic' ? 'd2l' : 'tutorial';
}

export function isArchitectureName(name: string): name is ArchitectureName {
  return Object.hasOwn(ARCHITECTURES, name);
}

export function isRecipeName(name: string): name is RecipeName {
  return Object.hasOwn(RECIPES, name);
}

/** A whole number in plain digits, from `least` up; undefined for any other text. */
export function wholeNumber(text: string, least: number): number | undefined {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) && value >= least ? value : undefined;
}

/** What is trained, and how, with every switch at its final value. */
export interface ResolvedSettings extends Settings {
  /** The `--set` values that led here, for the reader of a report. */
  readonly changes: readonly string[];
  /** Sentences about settings that change nothing, and about a training that is hardly what its recipe is called. */
  readonly warnings: readonly string[];
}

export interface SettingsRequest extends Settings {
  /** `key=value`, each switch once. */
  readonly set: readonly string[];
  readonly epochs?: number | undefined;
  /** Weights come from a file, so none are drawn. */
  readonly keepWeights?: boolean;
}

/**
 * Reads one `key=value`.
 * @throws CommandError or SettingError for an unknown key, with the nearest known one, or a value that does not fit
 */
export function readAssignment(text: string): readonly [each: Switch, value: unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw usageError(phrase('--set takes key=value, but was given "{{text}}".', { text }));
  const each = switchNamed(text.slice(0, at));
  return [each, readSwitch(each, text.slice(at + 1))];
}

/** @throws CommandError or SettingError as `readAssignment` does, and for a switch that has two values */
function readAssignments(set: readonly string[]): (readonly [each: Switch, value: unknown])[] {
  const given = set.map(readAssignment);
  const twice = given.find(([each], i) => given.findIndex(([other]) => other === each) < i);
  if (twice === undefined) return given;
  throw usageError(phrase('--set names {{name}} twice: give one value.', { name: twice[0].name }));
}

/**
 * Presets, `--set` and `--epochs` put together and checked.
 * @throws CommandError or SettingError for anything that cannot be
 */
export function resolveSettings(request: SettingsRequest): ResolvedSettings {
  const { architecture, recipe, set, epochs, keepWeights = false } = request;
  const given = readAssignments(set);
  if (epochs !== undefined && given.some(([{ name }, value]) => name === 'passes' && value !== epochs)) {
    throw usageError(phrase('--epochs and --set passes=… say different things: give one of them.'));
  }
  const assignments = epochs === undefined ? given : [...given, [switchNamed('passes'), epochs] as const];
  const settings = assignments.reduce<Settings>((now, [each, value]) => withSwitch(now, each, value), {
    architecture,
    recipe,
  });
  checkArchitecture(settings.architecture);
  checkRecipe(settings.recipe);
  const warnings = [...idleOf(given, settings, keepWeights), ...plainOf(given, settings)];
  return { ...settings, changes: set, warnings };
}

/** A sentence for each switch that was given and does nothing. */
function idleOf(given: readonly (readonly [Switch, unknown])[], settings: Settings, keepsWeights: boolean): string[] {
  return [...new Set(given.map(([each]) => each))].flatMap((each) => {
    const { name } = each;
    const reason = idleBecause(each, settings, { keepsWeights, language: language() });
    return reason === null ? [] : [t('{{name}} changes nothing here, because {{reason}}.', { name, reason })];
  });
}

/** Plain passes are a tenth of a run at most, unless they were asked for: a sentence where a short run has more of them. */
function plainOf(given: readonly (readonly [Switch, unknown])[], { recipe }: Settings): string[] {
  const { distortion, passes, plainPasses } = recipe;
  if (distortion === 'none' || plainPasses <= passes / 10) return [];
  const remedy = t('--set plainPasses=0 distorts in every pass');
  if (plainPasses >= passes) return [t('No pass distorts its pictures (plainPasses): {{remedy}}.', { remedy })];
  if (given.some(([{ name }]) => name === 'plainPasses')) return [];
  return [
    t('{{plain}} of the {{passes}} passes, the last ones, do not distort their pictures (plainPasses): {{remedy}}.', {
      plain: plainPasses,
      passes,
      remedy,
    }),
  ];
}

/**
 * An architecture with `--set` values of its switches, checked by whoever makes a network of it.
 * @throws CommandError or SettingError for values that do not fit, and switches of the recipe
 */
export function architectureWith(architecture: Architecture, set: readonly string[]): Architecture {
  const start: Settings = { architecture, recipe: RECIPES.fast };
  const given = readAssignments(set);
  const settings = given.reduce<Settings>((now, [each, value]) => {
    if (each.of === 'architecture') return withSwitch(now, each, value);
    throw usageError(
      phrase('{{name}} is a switch of the recipe, where --set takes those of the architecture.', { name: each.name }),
    );
  }, start);
  for (const warning of idleOf(given, settings, true)) warn(warning);
  return set.length === 0 ? architecture : { ...settings.architecture, name: 'custom' };
}

/** What a switch does, and where its values come from. */
function aboutSwitch(each: Switch): string {
  const { en, zh, source } = textsOf(each);
  return language() === 'zh' ? `${zh}（${sourceInChinese(source)}）` : `${en} (${source})`;
}

/** The list of switches for `lenet5 train --help`: what each takes, and below that what it does. */
export function switchesHelp(): string {
  const zh = language() === 'zh';
  const section = (of: Switch['of']) => {
    const switches = SWITCHES.filter((each) => each.of === of);
    const heads = table(
      switches.map(({ name, kind }) => [`  ${name}`, zh ? expectedInChinese(kind.expected) : kind.expected]),
      [0, 1],
    ).split('\n');
    const texts = switches.map((each) => `      ${aboutSwitch(each)}`);
    // The layers of one switch share their text: it stands below the last of them.
    const lines = texts.flatMap((text, i) => [heads[i] ?? '', ...(text === texts[i + 1] ? [] : [text])]);
    const title =
      of === 'architecture' ? t('Switches of the architecture, for --set:') : t('Switches of the recipe, for --set:');
    return ['', title, ...lines];
  };
  return [...section('architecture'), ...section('recipe')].join('\n');
}

/** For a shell: "*" and "(" would be its own. */
export const PLAIN_WORD = /^[\w=.,+/-]+$/;

/** What may follow `--set`, for completion: each word of each switch that takes words, and the names of the others. */
export function assignmentWords(): readonly string[] {
  return SWITCHES.flatMap(({ name, kind }) => {
    const words = (kind.words ?? []).filter((word) => PLAIN_WORD.test(word));
    return words.length > 0 ? words.map((word) => `${name}=${word}`) : [`${name}=`];
  });
}
