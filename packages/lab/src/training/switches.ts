import { ARCHITECTURE_VALUES, ARCHITECTURES, type Architecture, RECIPE_VALUES, RECIPES, type Recipe } from 'lenet5';

export type Value = string | number | readonly number[];

/** One switch of network or training, by the name that the command's `--set` has for it. */
export interface Switch {
  readonly name: string;
  readonly of: 'architecture' | 'recipe';
  /** Words to choose from; null for a number, 'rates' and ranges for lists of numbers. */
  readonly values: readonly string[] | null;
}

/** Left out: the lab measures on the test set alone and keeps no training digits back. */
const ABSENT = ['validation'];
const NUMBERS = Object.entries(RECIPES.fast).flatMap(([name, value]) =>
  typeof value === 'number' && !ABSENT.includes(name) ? [name] : [],
);
const LISTS = ['rates', 'initialSubsamplingBias', 'initialCoefficient'] as const;

function architectureSwitches(): Switch[] {
  const { squash, ...others } = ARCHITECTURE_VALUES;
  const layers = Object.keys(ARCHITECTURES.paper.squash);
  return [
    ...layers.map((layer): Switch => ({ name: `squash.${layer}`, of: 'architecture', values: squash })),
    ...Object.entries(others).map(([name, values]): Switch => ({ name, of: 'architecture', values })),
  ];
}

export const SWITCHES: readonly Switch[] = [
  ...architectureSwitches(),
  ...Object.entries(RECIPE_VALUES).map(([name, values]): Switch => ({ name, of: 'recipe', values })),
  ...[...NUMBERS, ...LISTS].map((name): Switch => ({ name, of: 'recipe', values: null })),
];

/** The value that a switch has. */
export function readValue({ name, of }: Switch, architecture: Architecture, recipe: Recipe): Value {
  const from = (of === 'architecture' ? architecture : recipe) as unknown as Record<string, Value>;
  const [head, layer] = name.split('.');
  const value = from[head as string] as Value | Record<string, Value>;
  return (layer ? (value as Record<string, Value>)[layer] : value) as Value;
}

/** A value as people type it: `3e-4`, or `5e-4,5e-4,2e-4`. */
export function valueText(value: Value): string {
  return typeof value === 'object' ? value.join(',') : String(value);
}

/** The way back; undefined for text that is no such value. Whether it makes sense is the library's to say. */
export function parseValue({ name, values }: Switch, text: string): Value | undefined {
  if (values) return values.includes(text) ? text : undefined;
  if (name === 'initialCoefficient' && text === '2.4/(4*maps)') return text;
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (text === '' && name === 'rates') return [];
  if (!numbers.every(Number.isFinite)) return undefined;
  return (LISTS as readonly string[]).includes(name) ? numbers : numbers.length === 1 ? numbers[0] : undefined;
}
