import measured from '../../../../../docs/reproduction/figures.json' with { type: 'json' };
import { panel } from '../../state/page.js';
import { withSwitch } from '../../training/changes.js';
import { settingsOf } from '../../training/presets.js';
import type { Settings } from '../../training/protocol.js';
import { focusOn, openRun } from '../../training/sessions.js';
import { parseValue, SWITCHES, type Value } from '../../training/switches.js';
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
function chosenFor(row: Row): Record<string, Value> {
  const [name = '', text = ''] = figureOf(row)?.chosen?.split('=') ?? [];
  const known = SWITCHES.find((each) => each.name === name);
  const value = known && parseValue(known, text);
  return value === undefined ? {} : { [name]: value };
}

/** The settings of a row, as in the report's first run. */
function settingsOfRow(row: Row): Settings {
  return Object.entries({ ...row.changes, ...chosenFor(row) }).reduce(
    (settings, [name, value]) => withSwitch(settings, name, value),
    settingsOf(row.preset),
  );
}

/** Trains a row in this tab, where it can be watched. */
export function runHere(row: Row): void {
  const session = openRun(settingsOfRow(row));
  focusOn(session);
  session.start();
  panel.value = 'train';
}
