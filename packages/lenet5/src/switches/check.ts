import { SettingError } from '../errors.js';
import { checkNames, mustFit, TEXT } from '../given/options.js';
import {
  type Architecture,
  type Recipe,
  type Settings,
  SQUASHED_LAYERS,
  SWITCHES,
  type Switch,
  WIDE_LAYERS,
} from './table.js';

/** A switch "squash.C1" is the field C1 of the field squash. */
export function pathOf({ name }: Pick<Switch, 'name'>): [field: string, layer?: string] {
  return name.split('.') as [string, string?];
}

export function fieldOf(of: object, name: string): unknown {
  return Object.hasOwn(of, name) ? Reflect.get(of, name) : undefined;
}

/** The value of a switch in a network or training; undefined where it has none. */
export function valueIn(each: Switch, of: object): unknown {
  const [field, layer] = pathOf(each);
  const value = fieldOf(of, field);
  if (layer === undefined) return value;
  return typeof value === 'object' && value !== null ? fieldOf(value, layer) : undefined;
}

/** Names as sentences begin with. */
const OWNERS = { recipe: 'A recipe', architecture: 'An architecture' };

/** Refuses what is no recipe or architecture, and switches that there are none of. */
export function checkSwitchNames(of: keyof Settings, value: unknown): void {
  const names = SWITCHES.filter((each) => each.of === of).map((each) => pathOf(each)[0]);
  checkNames(value, [...new Set(['name', ...names])], OWNERS[of], 'switch');
}

/** Every switch of `of` has a value that it takes, and there are no others. */
function check(of: keyof Settings, value: object): void {
  checkSwitchNames(of, value);
  mustFit('name', fieldOf(value, 'name'), TEXT, 'switch-value');
  for (const each of SWITCHES) if (each.of === of) mustFit(each.name, valueIn(each, value), each.kind, 'switch-value');
}

/**
 * @throws SettingError that names the switch, the value given and the values allowed
 * @example
 * import { ARCHITECTURES, checkArchitecture } from 'lenet5';
 * const text = JSON.stringify(ARCHITECTURES.blog); // as in a file
 * const architecture = checkArchitecture(JSON.parse(text));
 */
export function checkArchitecture(architecture: Architecture): Architecture {
  check('architecture', architecture);
  checkNames(architecture.squash, SQUASHED_LAYERS, 'squash', 'switch');
  checkNames(architecture.width, WIDE_LAYERS, 'width', 'switch');
  return architecture;
}

/**
 * @throws SettingError that names the switch, the value given and what was expected
 * @example
 * import { checkRecipe, RECIPES } from 'lenet5';
 * const recipe = checkRecipe({ ...RECIPES.fast, passes: Number('3') }); // not '3' as typed
 */
export function checkRecipe(recipe: Recipe): Recipe {
  check('recipe', recipe);
  if (recipe.schedule === 'list' && recipe.rates.length === 0) {
    throw new SettingError('switch-value', 'rates is [], expected at least one rate with schedule list.');
  }
  if (recipe.patience > 0 && recipe.validation === 0) {
    const expected = '0 without samples to judge by, such as validation=5000';
    throw new SettingError('switch-value', `patience is ${recipe.patience}, expected ${expected}.`);
  }
  return recipe;
}
