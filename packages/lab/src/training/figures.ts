import { switchNamed, withSwitch } from 'lenet5/training';
import measured from '../../../../docs/reproduction/figures.json' with { type: 'json' };
import { ALL_DIGITS, presetOf, type RunSettings, settingsOf } from './settings.js';

/** Of the report: test error in per cent as mean and standard deviation over the seeds, and what was trained. */
export interface Figure {
  /** Null where all runs were stopped. */
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly seeds: number;
  /** Runs that collapsed. */
  readonly stopped: number;
  readonly architecture: string;
  readonly recipe: string;
  /** Switches that differ from these presets. */
  readonly changes: Readonly<Record<string, unknown>>;
  /** Training digits, where not all. */
  readonly size?: number;
}

/** Every row of the report that has a figure. */
export const MEASURED: readonly string[] = Object.keys(measured);

/** What was measured for a row; null where nothing was, so far. */
export function figureOf({ id }: { readonly id: string }): Figure | null {
  return (measured as Readonly<Record<string, Figure>>)[id] ?? null;
}

/** The settings of a row, as in the report's first run. */
export function settingsOfRow(row: { readonly id: string }): RunSettings | null {
  const figure = figureOf(row);
  if (!figure) return null;
  const { architecture, recipe, changes, size = ALL_DIGITS } = figure;
  return Object.entries(changes).reduce(
    (settings, [name, value]) => withSwitch(settings, switchNamed(name), value),
    settingsOf(presetOf(architecture, recipe), 1, size),
  );
}
