import { SettingError } from '../errors.js';
import { type Architecture, type Recipe, type Settings, SQUASHED_LAYERS, SWITCHES, type Switch } from './table.js';

/** A switch "squash.C1" is the field C1 of the field squash. */
export function pathOf({ name }: Pick<Switch, 'name'>): [field: string, layer?: string] {
  return name.split('.') as [string, string?];
}

/** How messages show a value: strings in quotes, and what JSON has no word for by its own name. */
function shown(value: unknown): string {
  return typeof value === 'number' || value === undefined ? String(value) : JSON.stringify(value);
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

function refuseUnknown(found: object, known: readonly string[], what: string): void {
  const stranger = Object.keys(found).find((name) => name !== 'name' && !known.includes(name));
  if (stranger === undefined) return;
  throw new SettingError('switch-unknown', `${what} has no switch "${stranger}": ${suggestion(stranger, known)}`);
}

/** Every switch of `of` has a value that it takes, and there are no others. */
function check(of: keyof Settings, value: object): void {
  const switches = SWITCHES.filter((each) => each.of === of);
  refuseUnknown(
    value,
    switches.map((each) => pathOf(each)[0]),
    of === 'recipe' ? 'A recipe' : 'An architecture',
  );
  for (const each of switches) {
    const found = valueIn(each, value);
    if (each.kind.accepts(found)) continue;
    throw new SettingError('switch-value', `${each.name} is ${shown(found)}, expected ${each.kind.expected}.`);
  }
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
  refuseUnknown(architecture.squash, SQUASHED_LAYERS, 'squash');
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
  return recipe;
}

/** Insertions, deletions and replacements that make one text of the other (Levenshtein); a change of case alone is half one. */
function distance(a: string, b: string): number {
  const others = [...b];
  let above = Array.from({ length: others.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (const [k, other] of others.entries()) {
      const cost = letter === other ? 0 : letter.toLowerCase() === other.toLowerCase() ? 0.5 : 1;
      row.push(Math.min((above[k + 1] ?? 0) + 1, (row[k] ?? 0) + 1, (above[k] ?? 0) + cost));
    }
    above = row;
  }
  return above.at(-1) ?? 0;
}

/** Letters that may differ, as a share of the longer word, where one may be meant by the other. */
const NEAR = 0.4;

/** The name that `text` was most likely meant to be, the first of several; null where none is near. */
export function nearest(text: string, names: readonly string[]): string | null {
  const scored = names.map((name) => ({ name, distance: distance(text, name) }));
  const near = scored.filter((each) => each.distance <= NEAR * Math.max(text.length, each.name.length));
  return near.sort((a, b) => a.distance - b.distance)[0]?.name ?? null;
}

/** The end of a sentence about an unknown name: the one that was meant, or all there are where none is near. */
export function suggestion(text: string, names: readonly string[]): string {
  const meant = nearest(text, names);
  return meant === null ? `expected one of: ${names.join(', ')}.` : `did you mean ${meant}?`;
}
