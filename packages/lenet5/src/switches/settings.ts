import { SettingError } from '../errors.js';
import { fieldOf, pathOf, suggestion, valueIn } from './check.js';
import { DEFAULT_ARCHITECTURE, DEFAULT_RECIPE, type Settings, SWITCHES, type Switch } from './table.js';

/** The value that a switch has in `settings`. */
export function switchValue(each: Switch, settings: Settings): unknown {
  return valueIn(each, settings[each.of]);
}

/** @throws SettingError for an unknown name, with the nearest known one */
export function switchNamed(name: string): Switch {
  const found = SWITCHES.find((each) => each.name === name);
  if (found) return found;
  const names = SWITCHES.map((each) => each.name);
  throw new SettingError('switch-unknown', `No switch is called "${name}": ${suggestion(name, names)}`);
}

/**
 * Reads the value of a switch from text, as `--set`, study files and forms have it.
 * @throws SettingError for a text that stands for no value that it takes
 */
export function readSwitch(each: Switch, text: string): unknown {
  const value = each.kind.read(text);
  if (value !== undefined) return value;
  throw new SettingError('switch-value', `${each.name} is "${text}", expected ${each.kind.expected}.`);
}

/** A copy with one switch at another value, which is not checked. */
export function withSwitch<S extends Settings>(settings: S, each: Switch, value: unknown): S {
  const [field, layer] = pathOf(each);
  const before = settings[each.of];
  const inner = layer === undefined ? value : { ...(fieldOf(before, field) as object), [layer]: value };
  return { ...settings, [each.of]: { ...before, [field]: inner } };
}

/** The switches whose values differ from those of `base`, in the order of the table. */
export function differences(settings: Settings, base: Settings): [each: Switch, value: unknown][] {
  return SWITCHES.flatMap((each): [Switch, unknown][] => {
    const value = switchValue(each, settings);
    return JSON.stringify(value) === JSON.stringify(switchValue(each, base)) ? [] : [[each, value]];
  });
}

/**
 * Why a switch does nothing here, to stand behind "because"; null where it does something.
 * @param options `keepsWeights`: whether training starts from weights that are there; `language` of the reason
 */
export function idleBecause(
  { draws, needs, of }: Switch,
  settings: Settings,
  { keepsWeights = false, language = 'en' }: { keepsWeights?: boolean; language?: 'en' | 'zh' } = {},
): string | null {
  const chinese = language === 'zh';
  if (draws && keepsWeights) return chinese ? '权重来自文件' : 'the weights come from a file';
  if (!needs) return null;
  const [name, ...values] = needs;
  const value = String(fieldOf(settings[of], name));
  if (values.includes(value)) return null;
  return chinese
    ? `${name} 是 ${value}，不是 ${values.join(' 或 ')}`
    : `${name} is ${value}, not ${values.join(' or ')}`;
}

/**
 * Settings that another version may have written, with the switches of this one: those that they have not are at their
 * defaults, those that there are no more are left out. The values are not checked.
 */
export function adoptSettings(written: Settings): Settings {
  const start: Settings = {
    architecture: { ...DEFAULT_ARCHITECTURE, name: written.architecture.name },
    recipe: { ...DEFAULT_RECIPE, name: written.recipe.name },
  };
  return SWITCHES.reduce((settings, each) => {
    const value = switchValue(each, written);
    return value === undefined ? settings : withSwitch(settings, each, value);
  }, start);
}
