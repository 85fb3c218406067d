// In what runs differ: that is what they are called by, and what the columns of a table are.
import { SWITCHES, type Switch } from 'lenet5/core';
import { switchValue } from 'lenet5/training';
import { integer } from '../output.js';
import { percent } from '../plots/index.js';
import { t } from '../texts/language.js';
import type { PastRun } from './past.js';
import { dataName } from './summary.js';

/** As `--set` takes it. */
export function switchText(each: Switch, { settings }: PastRun): string {
  return String(each.kind.write(switchValue(each, settings)));
}

/** The switches that have not the same value in all runs, in the order of the table. */
export function differingSwitches(runs: readonly PastRun[]): Switch[] {
  return SWITCHES.filter((each) => new Set(runs.map((run) => switchText(each, run))).size > 1);
}

/** What may tell one run from another, besides its switches. */
const FACTS: readonly ((run: PastRun) => string)[] = [
  ({ data }) => dataName(data),
  ({ trainSamples }) => t('{{count}} samples', { count: integer(trainSamples) }),
  ({ settings }) => settings.architecture.name,
  ({ settings }) => settings.recipe.name,
  ({ init }) => (init === null ? t('random weights') : t('from {{file}}', { file: init })),
];

/** What a run is called among others. */
export interface RunName {
  /** Different for each run. */
  readonly name: string;
  /** Without its seed: runs that differ in nothing else share it. */
  readonly group: string;
}

/** Changes of presets that were asked for in some run count, not all that follows from another preset. */
function namingSwitches(runs: readonly PastRun[]): Switch[] {
  const asked = new Set(runs.flatMap(({ changes }) => changes.map((change) => change.split('=')[0])));
  return differingSwitches(runs).filter(({ name }) => name === 'passes' || asked.has(name));
}

/** Calls each run by what it has not in common with the others; by its folder where that is nothing. */
export function nameRuns(runs: readonly PastRun[]): RunName[] {
  const facts = FACTS.filter((fact) => new Set(runs.map(fact)).size > 1);
  const switches = namingSwitches(runs);
  const seeds = new Set(runs.map(({ seed }) => seed)).size > 1;
  const groups = runs.map((run) =>
    [...facts.map((fact) => fact(run)), ...switches.map((each) => `${each.name}=${switchText(each, run)}`)].join(' '),
  );
  const names = runs.map(({ seed }, i) =>
    [groups[i], ...(seeds ? [t('seed {{seed}}', { seed })] : [])].filter(Boolean).join(' '),
  );
  return runs.map(({ folder }, i) => {
    const [name = '', group = ''] = [names[i], groups[i]];
    const alone = names.filter((each) => each === name).length === 1;
    return { name: alone && name !== '' ? name : [name, folder].filter(Boolean).join(' '), group };
  });
}

/** Whether a fact is the same of all runs, and which. */
function shared(runs: readonly PastRun[], fact: (run: PastRun) => string): string | null {
  const values = new Set(runs.map(fact));
  const [value] = values;
  return values.size === 1 && value !== undefined ? value : null;
}

/** "3 runs on MNIST: 0.58 % to 0.95 % test error" */
export function titleOf(runs: readonly PastRun[]): string {
  const count = runs.length;
  const data = shared(runs, (run) => dataName(run.data));
  const what = count === 1 ? t('1 run') : t('{{count}} runs', { count: integer(count) });
  const errors = runs.flatMap(({ records }) => records.slice(-1).map(({ testErrorPercent }) => testErrorPercent));
  const [least, most] = [Math.min(...errors), Math.max(...errors)].map(percent);
  const result =
    least === most
      ? t('{{error}} test error', { error: least ?? '' })
      : t('{{least}} to {{most}} test error', { least: least ?? '', most: most ?? '' });
  return data === null
    ? t('{{runs}}: {{result}}', { runs: what, result })
    : t('{{runs}} on {{data}}: {{result}}', { runs: what, data, result });
}

/** What all runs have in common, by name. */
export function sharedFacts(runs: readonly PastRun[]): [string, string][] {
  const common = (runs[0]?.changes ?? []).filter((change) => runs.every(({ changes }) => changes.includes(change)));
  const facts: [string, string | null][] = [
    [t('Data'), shared(runs, (run) => dataName(run.data))],
    [t('Training samples'), shared(runs, ({ trainSamples }) => integer(trainSamples))],
    [t('Architecture'), shared(runs, ({ settings }) => settings.architecture.name)],
    [t('Recipe'), shared(runs, ({ settings }) => settings.recipe.name)],
    [t('Changed'), common.join(' ') || null],
    [t('Seed'), shared(runs, ({ seed }) => String(seed))],
  ];
  return facts.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
}
