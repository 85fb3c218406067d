import { panel } from '../../state/panel.js';
import { withSwitch } from '../../training/changes.js';
import { settingsOf } from '../../training/presets.js';
import type { Settings } from '../../training/protocol.js';
import { focusOn, openRun } from '../../training/sessions.js';
import { parseValue, SWITCHES, type Value } from '../../training/switches.js';
import { figureOf } from './figures.js';
import type { Row } from './questions.js';

/** The switch that the report chose for a row, where it did. */
function chosenOf(id: string): Record<string, Value> {
  const [name = '', text = ''] = figureOf(id)?.chosen?.split('=') ?? [];
  const known = SWITCHES.find((each) => each.name === name);
  const value = known && parseValue(known, text);
  return value === undefined ? {} : { [name]: value };
}

/** The settings of a row, as in the report's first run. */
function settingsOfRow({ id, preset, changes }: Row): Settings {
  return Object.entries({ ...changes, ...chosenOf(id) }).reduce(
    (settings, [name, value]) => withSwitch(settings, name, value),
    settingsOf(preset),
  );
}

/** Trains a row in this tab, where it can be watched. */
export function runHere(row: Row): void {
  const session = openRun(settingsOfRow(row));
  focusOn(session);
  session.start();
  panel.value = 'train';
}
