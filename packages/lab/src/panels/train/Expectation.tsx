import { sentences } from '../../state/language.js';
import { fixed } from '../../state/numbers.js';
import { type Figure, figureOf, MEASURED, settingsOfRow } from '../../training/figures.js';
import { active } from '../../training/open-runs.js';
import { describe, isPreset, type RunSettings, settingsOf } from '../../training/settings.js';
import { say } from './texts.js';

/** Presets of which more is to be said than how they end. */
const TOLD = ['lenet-1989', 'tutorial', 'd2l'] as const;

/** The same text for the same training, whatever the seed. */
function keyOf(settings: RunSettings): string {
  return describe({ ...settings, seed: 1 });
}

const figures = new Map(
  MEASURED.flatMap((id) => {
    const [settings, figure] = [settingsOfRow({ id }), figureOf({ id })];
    return settings && figure ? [[keyOf(settings), figure] as const] : [];
  }),
);

function words(figure: Figure | null): string {
  if (!figure) return say('expect.none');
  const { mean, deviation, seeds } = figure;
  if (mean === null) return say('expect.chance', { seeds });
  return say('expect.measured', { mean: fixed(mean, 2), deviation: fixed(deviation ?? 0, 2), seeds });
}

/** What the report says of these settings, or of the preset that they come from. */
export function expectation(settings: RunSettings): string {
  const own = figures.get(keyOf(settings));
  if (own || !isPreset(settings.preset)) return words(own ?? null);
  const preset = settingsOf(settings.preset);
  const usual =
    settings.preset === 'blog-sigmoid' ? figureOf({ id: 'sigmoid/rate=0.001' }) : figures.get(keyOf(preset));
  const isChanged = keyOf(preset) !== keyOf(settings);
  const usually = words(usual ?? null);
  return isChanged ? say('expect.changed', { usually }) : usually;
}

/** What to expect of the run, in one line. */
export function Expectation() {
  const settings = active.value.settings.value;
  const told = TOLD.find((preset) => preset === settings.preset);
  return <>{sentences(told ? say(`expect.${told}`) : null, expectation(settings))}</>;
}
