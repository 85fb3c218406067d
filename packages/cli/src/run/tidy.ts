import { csvFormatRows } from 'd3-dsv';
import { SWITCHES } from 'lenet5/core';
import { COLUMNS } from '../plots/index.js';
import { differingSwitches, switchText } from './differences.js';
import type { PastRun } from './past.js';

/** What a run is, whatever the switches. */
const FACTS = {
  run: ({ folder }) => folder,
  data: ({ data }) => data.identity,
  trainSamples: ({ trainSamples }) => String(trainSamples),
  architecture: ({ settings }) => settings.architecture.name,
  recipe: ({ settings }) => settings.recipe.name,
  seed: ({ seed }) => String(seed),
} satisfies Record<string, (run: PastRun) => string>;

/**
 * A table with a row for each run and pass: what the run is, its switches, what was measured. Empty: not measured.
 * @param all whether every switch has a column, or only those in which the runs differ
 */
export function tidyCsv(runs: readonly PastRun[], { all = false } = {}): string {
  const switches = all ? SWITCHES : differingSwitches(runs);
  const head = [...Object.keys(FACTS), ...switches.map(({ name }) => name), ...Object.keys(COLUMNS)];
  const rows = runs.flatMap((run) => {
    const own = [...Object.values(FACTS).map((fact) => fact(run)), ...switches.map((each) => switchText(each, run))];
    return run.records.map((record) => [...own, ...Object.values(COLUMNS).map((name) => `${record[name] ?? ''}`)]);
  });
  return `${csvFormatRows([head, ...rows])}\n`;
}
