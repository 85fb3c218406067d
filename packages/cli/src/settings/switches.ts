import { closest } from 'fastest-levenshtein';
import { ARCHITECTURE_VALUES, ARCHITECTURES, RECIPE_VALUES } from 'lenet5';
import { usageError } from '../errors.js';
import { oneOf, type Reader, readNonNegative, readPositive, readRange, readRates, wholeFrom } from './values.js';

/** One thing that `--set` can change. */
export interface Switch {
  readonly name: string;
  readonly of: 'architecture' | 'recipe';
  /** Completes "expected …". */
  readonly expected: string;
  readonly read: Reader;
}

const BLOG_RANGE = '2.4/(4*maps)';

function words(of: Switch['of'], name: string, allowed: readonly string[]): Switch {
  return { name, of, expected: `one of: ${allowed.join(', ')}`, read: oneOf(allowed) };
}

function architectureSwitches(): Switch[] {
  const { squash, ...others } = ARCHITECTURE_VALUES;
  return [
    ...Object.keys(ARCHITECTURES.paper.squash).map((layer) => words('architecture', `squash.${layer}`, squash)),
    ...Object.entries(others).map(([name, allowed]) => words('architecture', name, allowed)),
  ];
}

/** Half-widths of the ranges that distortions are drawn from; the library knows their limits. */
const DISTORTION_RANGES = [
  ['shift', 'pixels, 0 or more'],
  ['scale', 'a share such as 0.15, 0 or more'],
  ['squeeze', 'a share such as 0.15, 0 or more'],
  ['shear', 'pixels a row, 0 or more'],
  ['rotation', 'radians, 0 or more'],
  ['elastic', 'pixels, 0 or more'],
  ['thickness', 'a share such as 0.5, 0 or more'],
] as const;

/** Switches that say how pictures are distorted, and do nothing where they are not. */
export const DISTORTION_SWITCHES: readonly string[] = [...DISTORTION_RANGES.map(([name]) => name), 'plainPasses'];

function recipeSwitches(): Switch[] {
  const of = 'recipe';
  const range = 'two numbers low,high';
  const samples = 'a number of samples, 0 or more';
  const whole = 'a whole number, 1 or more';
  const positive = 'a number above 0';
  return [
    ...Object.entries(RECIPE_VALUES).map(([name, allowed]) => words(of, name, allowed)),
    {
      name: 'initialCoefficient',
      of,
      expected: `${range}, or ${BLOG_RANGE}`,
      read: (text) => (text === BLOG_RANGE ? text : readRange(text)),
    },
    { name: 'initialSubsamplingBias', of, expected: range, read: readRange },
    { name: 'j', of, expected: positive, read: readPositive },
    { name: 'rate', of, expected: positive, read: readPositive },
    {
      name: 'rates',
      of,
      expected: 'numbers above 0 such as 1e-3*6,5e-4 (1e-3 for 6 passes, then 5e-4)',
      read: readRates,
    },
    { name: 'mu', of, expected: positive, read: readPositive },
    { name: 'curvatureSamples', of, expected: whole, read: wholeFrom(1) },
    { name: 'curvatureEvery', of, expected: samples, read: wholeFrom(0) },
    { name: 'curvaturePasses', of, expected: 'a number of passes, 0 or more', read: wholeFrom(0) },
    { name: 'warmUp', of, expected: samples, read: wholeFrom(0) },
    { name: 'batch', of, expected: whole, read: wholeFrom(1) },
    { name: 'passes', of, expected: whole, read: wholeFrom(1) },
    { name: 'validation', of, expected: samples, read: wholeFrom(0) },
    ...DISTORTION_RANGES.map(([name, unit]) => ({ name, of, expected: unit, read: readNonNegative }) as const),
    { name: 'plainPasses', of, expected: 'a number of passes, 0 or more', read: wholeFrom(0) },
  ];
}

/** Every switch of architecture and recipe, by its documented name. */
export const SWITCHES: readonly Switch[] = [...architectureSwitches(), ...recipeSwitches()];

/** A `--set` that was understood. */
export interface Assignment {
  readonly name: string;
  readonly of: Switch['of'];
  readonly value: unknown;
}

/**
 * Reads one `key=value`.
 * @throws CommandError (usage) for an unknown key, with the nearest known one, or a value that does not fit
 */
export function readAssignment(text: string): Assignment {
  const at = text.indexOf('=');
  if (at < 1) throw usageError(`--set takes key=value, but was given "${text}".`);
  const [name, given] = [text.slice(0, at), text.slice(at + 1)];
  const known = SWITCHES.find((each) => each.name === name);
  if (!known) {
    const nearest = closest(
      name,
      SWITCHES.map((each) => each.name),
    );
    throw usageError(`No switch is called "${name}": did you mean ${nearest}?`);
  }
  const value = known.read(given);
  if (value === undefined) throw usageError(`${name} is "${given}", expected ${known.expected}.`);
  return { name, of: known.of, value };
}

/** The list of switches for `lenet5 train --help`. */
export function switchesHelp(): string {
  const width = Math.max(...SWITCHES.map(({ name }) => name.length));
  const lines = (of: Switch['of']) =>
    SWITCHES.filter((each) => each.of === of).map(({ name, expected }) => `  ${name.padEnd(width)}  ${expected}`);
  return [
    '',
    'Switches of the architecture, for --set:',
    ...lines('architecture'),
    '',
    'Switches of the recipe, for --set:',
    ...lines('recipe'),
  ].join('\n');
}
