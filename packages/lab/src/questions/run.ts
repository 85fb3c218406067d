import { panel } from '../app/panel.js';
import { withSwitch } from '../train/changes.js';
import { settingsOf } from '../train/presets.js';
import type { Settings } from '../train/protocol.js';
import { openRun } from '../train/sessions.js';
import type { Row } from './questions.js';

/** The settings of a row, as in the report's first run. */
export function settingsOfRow({ preset, changes }: Row): Settings {
  return Object.entries(changes).reduce(
    (settings, [name, value]) => withSwitch(settings, name, value),
    settingsOf(preset),
  );
}

/** Trains a row in this tab, where it can be watched. */
export function runHere(row: Row): void {
  openRun(settingsOfRow(row)).start();
  panel.value = 'train';
}
