import { ARCHITECTURES, type ArchitectureName, RECIPES, type RecipeName } from 'lenet5';
import { usageError } from '../errors.js';
import { integer } from '../output.js';
import {
  ARCHITECTURE_NAME,
  isArchitectureName,
  isRecipeName,
  PLAIN_WORD,
  type ResolvedSettings,
  recipeOf,
  resolveSettings,
  wholeNumber,
} from '../settings.js';
import { type Phrase, phrase } from '../texts/language.js';
import type { Choice, StudyFile, StudyRow } from './file.js';

/** What `lenet5 train` would be given; with a seed it is one run. */
export interface RunRequest {
  readonly architecture: ArchitectureName;
  /** null: that of the architecture. */
  readonly recipe: RecipeName | null;
  readonly epochs?: number | undefined;
  readonly trainSize?: number | undefined;
  readonly trainOffset?: number | undefined;
  readonly testSize?: number | undefined;
  readonly draw?: number | undefined;
  /** Values of `--set`, by name. */
  readonly set: Readonly<Record<string, string>>;
}

/** A request with every switch at its final value: resolved once, whatever the seeds. */
export interface Training {
  readonly request: RunRequest;
  readonly settings: ResolvedSettings;
}

/** One value of a choice, and the training by which it is judged. */
export interface Candidate {
  readonly value: string;
  readonly training: Training;
}

/** A row of a study's table: one training, repeated with several seeds. */
export interface Row {
  readonly name: string;
  readonly note: string;
  /** But for the switch to be chosen, where there is one. */
  readonly training: Training;
  readonly seeds: readonly number[];
  readonly choose: Choice | null;
  /** None where there is nothing to choose. */
  readonly candidates: readonly Candidate[];
}

/** What is counted in a request. */
const NUMBERS = ['epochs', 'trainSize', 'trainOffset', 'testSize', 'draw'] as const;
type Numbers = (typeof NUMBERS)[number];

type Layer = Pick<StudyRow, 'architecture' | 'recipe' | Numbers | 'set'>;

function merged(below: RunRequest, above: Layer): RunRequest {
  const { architecture, recipe } = above;
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, above[name] ?? below[name]]));
  return {
    ...numbers,
    architecture: (architecture as ArchitectureName | undefined) ?? below.architecture,
    recipe: (recipe as RecipeName | undefined) ?? below.recipe,
    set: { ...below.set, ...above.set },
  };
}

/** One value of the grid put into a request. @throws CommandError for a preset or a number that does not fit */
function placed(request: RunRequest, name: string, text: string): RunRequest {
  if (name === 'architecture' || name === 'recipe') {
    const known = name === 'architecture' ? isArchitectureName(text) : isRecipeName(text);
    const names = Object.keys(name === 'architecture' ? ARCHITECTURES : RECIPES).join(', ');
    if (!known)
      throw usageError(
        phrase('The grid\'s {{name}} is "{{text}}", expected one of: {{names}}.', { name, text, names }),
      );
    return { ...request, [name]: text };
  }
  if ((NUMBERS as readonly string[]).includes(name)) {
    const least = name === 'trainOffset' || name === 'draw' ? 0 : 1;
    const value = wholeNumber(text, least);
    if (value === undefined) {
      throw usageError(
        phrase('The grid\'s {{name}} is "{{text}}", expected a whole number, {{least}} or more.', {
          name,
          text,
          least,
        }),
      );
    }
    return { ...request, [name]: value };
  }
  return { ...request, set: { ...request.set, [name]: text } };
}

/** Rows of a table that can still be read, and runs that a plan can still hold. */
const MOST_ROWS = 10_000;
const MOST_RUNS = 100_000;

/** What is chosen for each row: on stairs what was chosen for the row above, where it has no choice of its own. */
function choicesOf(study: StudyFile, given: readonly StudyRow[]): (Choice | null)[] {
  let above = study.choose ?? null;
  return given.map(({ choose = above }) => {
    if (study.stairs) above = choose;
    return choose;
  });
}

/** The step of a flight of stairs on the one below it. */
function onTopOf(below: StudyRow, row: StudyRow): StudyRow {
  const { name: _, note: __, ...kept } = below;
  return { ...kept, ...row, set: { ...below.set, ...row.set } };
}

/** Before any of it is made: a few lines can ask for more than there is memory. @throws CommandError */
function refuseTooMany(study: StudyFile, given: readonly StudyRow[]): void {
  const combined = Object.values(study.grid).reduce((product, values) => product * values.length, 1);
  const rows = given.length * combined;
  const choices = choicesOf(study, given);
  const each = given.map((row, i) => (row.seeds ?? study.seeds).length + (choices[i]?.values.length ?? 0));
  const runs = combined * each.reduce((sum, count) => sum + count, 0);
  const refuse = (count: number, most: number, what: Phrase) => {
    if (count <= most) return;
    const values = { count: integer(count), most: integer(most), what };
    throw usageError(
      phrase(
        'The study would have {{count}} {{what}}, and {{most}} are the most: make rows, grid or seeds smaller.',
        values,
      ),
    );
  };
  refuse(rows, MOST_ROWS, phrase('rows'));
  refuse(runs, MOST_RUNS, phrase('runs'));
}

/** Every combination, the last name changing fastest. */
function combinations(grid: StudyFile['grid']): (readonly (readonly [string, string])[])[] {
  return Object.entries(grid).reduce<(readonly (readonly [string, string])[])[]>(
    (before, [name, values]) => before.flatMap((each) => values.map((value) => [...each, [name, value] as const])),
    [[]],
  );
}

/** A row of the file with one combination of the grid. */
function rowOf(
  study: StudyFile,
  row: StudyRow,
  choose: Choice | null,
  base: RunRequest,
  combination: readonly (readonly [string, string])[],
): Row {
  const request = combination.reduce((below, [name, value]) => placed(below, name, value), merged(base, row));
  const labels = combination.map(([name, value]) => `${name}=${value}`);
  return {
    name: [row.name, ...labels].filter((part) => part !== '').join(' ') || 'base',
    note: row.note ?? '',
    training: resolved(request),
    seeds: row.seeds ?? study.seeds,
    choose,
    candidates: choose
      ? choose.values.map((value) => ({ value, training: resolved(choiceRequest(request, choose, value)) }))
      : [],
  };
}

/**
 * The rows of a study: each of `rows` (or the base alone) with each combination of the grid.
 * @throws CommandError or SettingError for a row that cannot be trained, or two rows of one name
 */
export function rowsOf(study: StudyFile): Row[] {
  const base = merged({ architecture: ARCHITECTURE_NAME, recipe: null, set: {} }, study.base);
  const given: readonly StudyRow[] = study.rows ?? [{ name: '', set: {} }];
  refuseTooMany(study, given);
  const names = new Set<string>();
  const choices = choicesOf(study, given);
  let below: StudyRow | null = null;
  return given.flatMap((alone, i) => {
    const row: StudyRow = study.stairs && below ? onTopOf(below, alone) : alone;
    below = row;
    return combinations(study.grid).map((combination) => {
      const made = rowOf(study, row, choices[i] ?? null, base, combination);
      const { name } = made;
      if (names.has(name)) {
        throw usageError(phrase('Two rows of the study are called "{{name}}": give each a name of its own.', { name }));
      }
      names.add(name);
      return made;
    });
  });
}

/** The values of `--set`, as `train` takes them. */
function assignments(set: RunRequest['set']): string[] {
  return Object.entries(set).map(([name, value]) => `${name}=${value}`);
}

/** By the same code as that of `lenet5 train`. @throws CommandError or SettingError for what cannot be trained */
function resolved(request: RunRequest): Training {
  const { architecture, recipe, epochs, set } = request;
  const presets = {
    architecture: ARCHITECTURES[architecture],
    recipe: RECIPES[recipe ?? recipeOf(ARCHITECTURES[architecture])],
  };
  return { request, settings: resolveSettings({ ...presets, set: assignments(set), epochs }) };
}

/** The training by which one value of a choice is judged. */
function choiceRequest(request: RunRequest, choose: Choice, value: string): RunRequest {
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
export function chosenTraining({ training: { request }, choose }: Row, value: string): Training {
  return resolved(choose ? { ...request, set: { ...request.set, [choose.switch]: value } } : request);
}

/**
 * The command that makes this run alone.
 * @param place what the study was told of its data and its machine, as options
 */
export function commandOf(request: RunRequest, seed: number | string, place: readonly string[] = []): string {
  const { architecture, recipe, epochs, trainSize, trainOffset, testSize, draw, set } = request;
  const option = (name: string, value: number | undefined) => (value === undefined ? [] : [`--${name} ${value}`]);
  const changes = assignments(set);
  return [
    'npx lenet5 train',
    ...(architecture === ARCHITECTURE_NAME ? [] : [`--architecture ${architecture}`]),
    ...(recipe === null || recipe === recipeOf(ARCHITECTURES[architecture]) ? [] : [`--recipe ${recipe}`]),
    ...option('epochs', epochs),
    ...option('train-size', trainSize),
    ...option('train-offset', trainOffset),
    ...option('test-size', testSize),
    ...option('draw', draw),
    ...(changes.length > 0
      ? [`--set ${changes.map((change) => (PLAIN_WORD.test(change) ? change : `'${change}'`)).join(' ')}`]
      : []),
    ...place,
    `--seed ${seed}`,
  ].join(' ');
}
