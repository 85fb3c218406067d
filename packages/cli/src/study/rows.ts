import { ARCHITECTURES, type ArchitectureName, RECIPES, type RecipeName } from 'lenet5';
import { usageError } from '../errors.js';
import { DEFAULT_ARCHITECTURE, DEFAULT_RECIPE, isArchitectureName, isRecipeName } from '../settings/presets.js';
import { resolveSettings, type Settings } from '../settings/resolve.js';
import { wholeFrom } from '../settings/values.js';
import type { Choice, StudyFile, StudyRow } from './file.js';

/** What `lenet5 train` would be given; with a seed it is one run. */
export interface RunRequest {
  readonly architecture: ArchitectureName;
  readonly recipe: RecipeName;
  readonly epochs?: number | undefined;
  readonly trainSize?: number | undefined;
  readonly trainOffset?: number | undefined;
  /** Values of `--set`, by name. */
  readonly set: Readonly<Record<string, string>>;
}

/** A row of a study's table: one training, repeated with several seeds. */
export interface Row {
  readonly name: string;
  readonly note: string;
  readonly request: RunRequest;
  readonly seeds: readonly number[];
  readonly choose: Choice | null;
}

type Layer = Pick<StudyRow, 'architecture' | 'recipe' | 'epochs' | 'trainSize' | 'trainOffset' | 'set'>;

function merged(below: RunRequest, above: Layer): RunRequest {
  const { architecture, recipe, epochs, trainSize, trainOffset, set } = above;
  return {
    architecture: (architecture as ArchitectureName | undefined) ?? below.architecture,
    recipe: (recipe as RecipeName | undefined) ?? below.recipe,
    epochs: epochs ?? below.epochs,
    trainSize: trainSize ?? below.trainSize,
    trainOffset: trainOffset ?? below.trainOffset,
    set: { ...below.set, ...set },
  };
}

/** One value of the grid put into a request. @throws CommandError for a preset or a number that does not fit */
function placed(request: RunRequest, name: string, text: string): RunRequest {
  if (name === 'architecture' || name === 'recipe') {
    const known = name === 'architecture' ? isArchitectureName(text) : isRecipeName(text);
    const names = Object.keys(name === 'architecture' ? ARCHITECTURES : RECIPES).join(', ');
    if (!known) throw usageError(`The grid's ${name} is "${text}", expected one of: ${names}.`);
    return { ...request, [name]: text };
  }
  if (name === 'epochs' || name === 'trainSize' || name === 'trainOffset') {
    const least = name === 'trainOffset' ? 0 : 1;
    const value = wholeFrom(least)(text);
    if (value === undefined) {
      throw usageError(`The grid's ${name} is "${text}", expected a whole number, ${least} or more.`);
    }
    return { ...request, [name]: value };
  }
  return { ...request, set: { ...request.set, [name]: text } };
}

/** Every combination, the last name changing fastest. */
function combinations(grid: StudyFile['grid']): (readonly (readonly [string, string])[])[] {
  return Object.entries(grid).reduce<(readonly (readonly [string, string])[])[]>(
    (before, [name, values]) => before.flatMap((each) => values.map((value) => [...each, [name, value] as const])),
    [[]],
  );
}

/**
 * The rows of a study: each of `rows` (or the base alone) with each combination of the grid.
 * @throws CommandError or SettingError for a row that cannot be trained, or two rows of one name
 */
export function rowsOf(study: StudyFile): Row[] {
  const base = merged({ architecture: DEFAULT_ARCHITECTURE, recipe: DEFAULT_RECIPE, set: {} }, study.base);
  const given: readonly StudyRow[] = study.rows ?? [{ name: '', set: {} }];
  const rows = given.flatMap((row) =>
    combinations(study.grid).map((combination): Row => {
      const request = combination.reduce((r, [name, value]) => placed(r, name, value), merged(base, row));
      const labels = combination.map(([name, value]) => `${name}=${value}`);
      const name = [row.name, ...labels].filter((part) => part !== '').join(' ') || 'base';
      const choose = row.choose ?? study.choose ?? null;
      return { name, note: row.note ?? '', request, seeds: row.seeds ?? study.seeds, choose };
    }),
  );
  const names = new Set<string>();
  for (const { name, request, choose } of rows) {
    if (names.has(name)) throw usageError(`Two rows of the study are called "${name}": give each a name of its own.`);
    names.add(name);
    settingsOf(request);
    if (choose) for (const value of choose.values) settingsOf(choiceRequest(request, choose, value));
  }
  return rows;
}

/** The values of `--set`, as `train` takes them. */
function assignments(set: RunRequest['set']): string[] {
  return Object.entries(set).map(([name, value]) => `${name}=${value}`);
}

/** Resolved by the same code as those of `lenet5 train`. */
export function settingsOf({ architecture, recipe, epochs, set }: RunRequest): Settings {
  return resolveSettings({
    architecture: ARCHITECTURES[architecture],
    recipe: RECIPES[recipe],
    set: assignments(set),
    epochs,
  });
}

/** The training by which one value of a choice is judged. */
export function choiceRequest(request: RunRequest, choose: Choice, value: string): RunRequest {
  const { epochs, trainSize, validation } = choose;
  const { passes, ...set } = request.set;
  // They say the same thing, and the shorter training goes before the row's.
  const kept = passes === undefined || epochs !== undefined ? set : { ...set, passes };
  return {
    ...request,
    epochs: epochs ?? request.epochs,
    trainSize: trainSize ?? request.trainSize,
    set: { ...kept, [choose.switch]: value, validation: String(validation) },
  };
}

/** The row's training with the chosen value. */
export function chosenRequest(request: RunRequest, choose: Choice, value: string): RunRequest {
  return { ...request, set: { ...request.set, [choose.switch]: value } };
}

/** The command that makes this run alone. */
export function commandOf(request: RunRequest, seed: number | string): string {
  const { architecture, recipe, epochs, trainSize, trainOffset, set } = request;
  const option = (name: string, value: number | undefined) => (value === undefined ? [] : [`--${name} ${value}`]);
  const changes = assignments(set);
  return [
    'npx lenet5 train',
    ...(architecture === DEFAULT_ARCHITECTURE ? [] : [`--architecture ${architecture}`]),
    ...(recipe === DEFAULT_RECIPE ? [] : [`--recipe ${recipe}`]),
    ...option('epochs', epochs),
    ...option('train-size', trainSize),
    ...option('train-offset', trainOffset),
    ...(changes.length > 0 ? [`--set ${changes.map(quoted).join(' ')}`] : []),
    `--seed ${seed}`,
  ].join(' ');
}

/** For a shell: "*" and "(" would be its own. */
function quoted(text: string): string {
  return /^[\w=.,+-]+$/.test(text) ? text : `'${text}'`;
}
