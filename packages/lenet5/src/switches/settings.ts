import { SettingError } from '../errors.js';
import { words } from '../given/kinds.js';
import { suggestion } from '../given/nearest.js';
import { fit, mustFit, OBJECT, optionsOf, TEXT, YES_OR_NO } from '../given/options.js';
import { shown } from '../given/shown.js';
import { fieldOf, pathOf, valueIn } from './check.js';
import { DEFAULT_ARCHITECTURE, DEFAULT_RECIPE, type Settings, SWITCHES, type Switch } from './table.js';

const SWITCH = fit('a switch, as SWITCHES and switchNamed() have them', (value) => SWITCHES.includes(value as Switch));

/** @throws SettingError for what is no architecture and recipe together; their switches are not looked at */
function checkSettings(settings: unknown): void {
  const { architecture, recipe } = Object(settings) as Partial<Settings>;
  mustFit('settings.architecture', architecture, OBJECT);
  mustFit('settings.recipe', recipe, OBJECT);
}

/** The value that a switch has in `settings`. */
export function switchValue(each: Switch, settings: Settings): unknown {
  mustFit('each', each, SWITCH);
  checkSettings(settings);
  return valueIn(each, settings[each.of]);
}

/** @throws SettingError for an unknown name, with the nearest known one */
export function switchNamed(name: string): Switch {
  mustFit('name', name, TEXT);
  const found = SWITCHES.find((each) => each.name === name);
  if (found) return found;
  const names = SWITCHES.map((each) => each.name);
  throw new SettingError('switch-unknown', `No switch is called ${shown(name)}: ${suggestion(name, names)}`);
}

/**
 * Reads the value of a switch from text, as `--set`, study files and forms have it.
 * @throws SettingError for a text that stands for no value that it takes
 */
export function readSwitch(each: Switch, text: string): unknown {
  mustFit('each', each, SWITCH);
  mustFit('text', text, TEXT);
  const value = each.kind.read(text);
  if (value !== undefined) return value;
  throw new SettingError('switch-value', `${each.name} is "${text}", expected ${each.kind.expected}.`);
}

/** A copy with one switch at another value, which is not checked. */
export function withSwitch<S extends Settings>(settings: S, each: Switch, value: unknown): S {
  mustFit('each', each, SWITCH);
  checkSettings(settings);
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

const REASON_OPTIONS = { keepsWeights: YES_OR_NO, language: words('en', 'zh') };

/**
 * Why a switch does nothing here, to stand behind "because"; null where it does something.
 * @param options `keepsWeights`: whether training starts from weights that are there; `language` of the reason
 */
export function idleBecause(
  each: Switch,
  settings: Settings,
  options?: { keepsWeights?: boolean; language?: 'en' | 'zh' },
): string | null {
  mustFit('each', each, SWITCH);
  checkSettings(settings);
  const { draws, needs, of } = each;
  const { keepsWeights = false, language = 'en' } = optionsOf(options, REASON_OPTIONS, 'idleBecause');
  const chinese = language === 'zh';
  if (draws && keepsWeights) return chinese ? '权重来自文件' : 'the weights come from a file';
  if (!needs) return null;
  const [name, ...values] = needs;
  const value = String(fieldOf(settings[of], name));
  if (values.length === 0) return value !== '0' ? null : chinese ? `${name} 是 0` : `${name} is 0`;
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
  checkSettings(written);
  const start: Settings = {
    architecture: { ...DEFAULT_ARCHITECTURE, name: written.architecture.name },
    recipe: { ...DEFAULT_RECIPE, name: written.recipe.name },
  };
  return SWITCHES.reduce((settings, each) => {
    const value = switchValue(each, written);
    return value === undefined ? settings : withSwitch(settings, each, value);
  }, start);
}
