import { type Architecture, checkArchitecture, checkRecipe, type Recipe } from 'lenet5';
import { usageError } from '../errors.js';
import { type Assignment, DISTORTION_SWITCHES, readAssignment, type Switch } from './switches.js';

/** What is trained, and how, with every switch at its final value. */
export interface Settings {
  readonly architecture: Architecture;
  readonly recipe: Recipe;
  /** The `--set` values that led here, for the reader of a report. */
  readonly changes: readonly string[];
  /** Sentences about settings that change nothing. */
  readonly warnings: readonly string[];
}

export interface Request {
  readonly architecture: Architecture;
  readonly recipe: Recipe;
  /** `key=value`, in the order given: a later one wins. */
  readonly set: readonly string[];
  readonly epochs?: number | undefined;
  /** Weights come from a file, so none are drawn. */
  readonly keepWeights?: boolean;
}

/** A switch "squash.C1" is the field C1 of the field squash. */
function assign(target: Record<string, unknown>, name: string, value: unknown): void {
  const [head = '', ...tail] = name.split('.');
  if (tail.length === 0) {
    target[head] = value;
    return;
  }
  const inner = { ...(target[head] as Record<string, unknown>) };
  assign(inner, tail.join('.'), value);
  target[head] = inner;
}

/** A changed copy; the presets themselves are never touched. */
function changed<T extends object>(preset: T, of: Switch['of'], assignments: readonly Assignment[]): T {
  const copy = { ...preset } as Record<string, unknown>;
  for (const each of assignments) if (each.of === of) assign(copy, each.name, each.value);
  return copy as T;
}

const INITIAL = ['initialWeights', 'initialBiases', 'initialCoefficient', 'initialSubsamplingBias'];

const SECOND_ORDER = ['mu', 'curvatureSamples', 'curvatureEvery', 'curvaturePasses'];

/** Switches that the others make idle, each with the reason. */
function idleSwitches(
  { schedule, criterion, distortion, optimiser }: Recipe,
  keepWeights: boolean,
): Map<string, string> {
  const idle = new Map<string, string>();
  if (keepWeights) for (const name of INITIAL) idle.set(name, 'the weights come from a file');
  if (schedule !== 'list') idle.set('rates', `schedule is ${schedule}, not list`);
  if (schedule === 'list') idle.set('rate', 'schedule is list, which takes its rates from rates');
  if (distortion === 'none') for (const name of DISTORTION_SWITCHES) idle.set(name, 'distortion is none');
  if (distortion === 'affine') idle.set('elastic', 'distortion is affine, not elastic');
  if (optimiser !== 'sdlm') for (const name of SECOND_ORDER) idle.set(name, `optimiser is ${optimiser}, not sdlm`);
  if (criterion !== 'eq9') idle.set('j', `criterion is ${criterion}, not eq9`);
  return idle;
}

/**
 * Presets, `--set` and `--epochs` put together and checked.
 * @throws CommandError or SettingError for anything that cannot be
 */
export function resolveSettings({ architecture, recipe, set, epochs, keepWeights = false }: Request): Settings {
  const given = set.map(readAssignment);
  if (epochs !== undefined && given.some(({ name, value }) => name === 'passes' && value !== epochs)) {
    throw usageError('--epochs and --set passes=… say different things: give one of them.');
  }
  const passes: Assignment[] = epochs === undefined ? [] : [{ name: 'passes', of: 'recipe', value: epochs }];
  const assignments = [...given, ...passes];
  const resolved = {
    architecture: checkArchitecture(changed(architecture, 'architecture', assignments)),
    recipe: checkRecipe(changed(recipe, 'recipe', assignments)),
  };
  const idle = idleSwitches(resolved.recipe, keepWeights);
  const names = [...new Set(given.map(({ name }) => name))];
  const warnings = names.flatMap((name) => {
    const reason = idle.get(name);
    return reason === undefined ? [] : [`${name} changes nothing here, because ${reason}.`];
  });
  return { ...resolved, changes: set, warnings };
}
