import { readSwitch, switchNamed, withSwitch } from 'lenet5';
import measured from '../../../../../docs/reproduction/figures.json' with { type: 'json' };
import { panel } from '../../state/page.js';
import { focusOn, openRun } from '../../training/open-runs.js';
import { type RunSettings, settingsOf } from '../../training/settings.js';
import type { Row } from './questions.js';

/** Test error in per cent, by the reproduction report: mean and standard deviation over the seeds. */
export interface Figure {
  readonly mean: number;
  readonly deviation: number | null;
  readonly seeds: number;
  /** The value that the report chose on validation digits, such as "rate=4e-4". */
  readonly chosen: string | null;
}

/** What was measured for a row; null where nothing was, so far. */
export function figureOf({ id }: Row): Figure | null {
  return (measured as Readonly<Record<string, Figure>>)[id] ?? null;
}

/** The switch that the report chose for a row, where it did. */
function chosenFor(row: Row): Record<string, unknown> {
  const [name, text = ''] = figureOf(row)?.chosen?.split('=') ?? [];
  return name === undefined ? {} : { [name]: readSwitch(switchNamed(name), text) };
}

/** The settings of a row, as in the report's first run. */
function settingsOfRow(row: Row): RunSettings {
  return Object.entries({ ...row.changes, ...chosenFor(row) }).reduce(
    (settings, [name, value]) => withSwitch(settings, switchNamed(name), value),
    settingsOf(row.preset),
  );
}

/** Trains a row in this tab, where it can be watched. */
export function runHere(row: Row): void {
  const live = openRun(settingsOfRow(row));
  focusOn(live);
  live.start();
  panel.value = 'train';
}
