import { batch, computed, effect } from '@preact/signals';
import { drawing, EXAMPLE, putStrokes } from '../draw/drawing.js';
import { showSample } from '../draw/sample.js';
import { strokesIn, strokesText } from '../draw/strokes-text.js';
import { t } from '../state/language.js';
import { changes, tryOut } from '../state/model.js';
import { message, PANELS, panel, report, tourStep } from '../state/page.js';
import { subject } from '../state/subject.js';
import { isUnit, keep, kept, type Unit } from '../state/units.js';
import { active, openRun } from '../training/open-runs.js';
import { changesOf, isPreset, type RunSettings, settingsOf, sizeOf } from '../training/settings.js';
import { fieldsOf, fits, settingsIn } from './link.js';
import { triedIn, triedText } from './tried.js';

/** After so long without a change the address is written: browsers allow some hundred changes a minute. */
const QUIET_MILLISECONDS = 200;
/** Letters of what an address says that no sentence needs. */
const MOST_SAID = 200;

function unitText({ layer, map, row, column }: Unit): string {
  return [layer, map, row, column].join('.');
}

function unitIn(text: string): Unit | null {
  const [layer = '', ...places] = text.split('.');
  const [map = -1, row = -1, column = -1] = places.map(Number);
  const unit = { layer, map, row, column };
  return [map, row, column].every((place) => Number.isInteger(place) && place >= 0) && isUnit(unit) ? unit : null;
}

/** What a lab has that nobody has touched. */
function areUsual(settings: RunSettings): boolean {
  const { preset, seed, size } = settings;
  return preset === 'fast' && seed === 1 && size === sizeOf('fast') && changesOf(settings).length === 0;
}

/** What the pad shows; a picture does not fit into an address. */
function padFields(): [string, string][] {
  const [now, { strokes, picture }] = [subject.value, drawing.value];
  if (now.kind === 'sample') return [['digit', String(now.index)]];
  return picture || drawing.value === EXAMPLE ? [] : [['draw', strokesText(strokes)]];
}

/** Everything that the address holds: panel, tour, unit, pad and settings, as far as they are not what the page opens with. */
const fields = computed(() => {
  const settings = active.value.settings.value;
  const all = new URLSearchParams();
  if (panel.value !== 'train') all.set('panel', panel.value);
  if (tourStep.value !== null) all.set('tour', String(tourStep.value));
  if (kept.value) all.set('unit', unitText(kept.value));
  for (const [name, value] of padFields()) all.set(name, value);
  if (changes.value.length > 0) all.set('try', triedText(changes.value));
  if (isPreset(settings.preset) && !areUsual(settings))
    for (const [name, value] of fieldsOf(settings)) all.set(name, value);
  return all.toString();
});

/** The address of this very state. */
export const address = computed(() => {
  const base = location.href.replace(/#.*$/, '');
  return fields.value === '' ? base : `${base}#${fields.value}`;
});

/** The settings of the active run become those of an address. One that has begun goes on only if nobody pasted a link. */
function applySettings(asked: RunSettings | null, pasted: boolean): void {
  const live = active.peek();
  const { status, settings } = live.run.peek();
  if (!asked || fieldsOf(asked).toString() === fieldsOf(settings).toString()) return;
  if (status === 'new') live.configure(asked);
  else if (pasted) openRun(asked);
}

/** What is said beside the settings, and whether it is understood. */
const UNDERSTOOD: Readonly<Record<string, (text: string) => boolean>> = {
  panel: (text) => PANELS.some((name) => name === text),
  tour: (text) => /^\d+$/.test(text),
  unit: (text) => unitIn(text) !== null,
  digit: (text) => /^\d{1,4}$/.test(text),
  draw: (text) => strokesIn(text) !== null,
  try: (text) => triedIn(text).length === text.split(',').length,
};

/** Says which fields of an address are left out, as others do not say what was meant. */
function sayWhatIsNot(said: URLSearchParams): void {
  const fitting = ([name, text]: [string, string]) => UNDERSTOOD[name]?.(text) ?? fits(name, text) ?? false;
  const others = [...said].filter((field) => !fitting(field)).map(([name, text]) => `${name}=${text}`);
  if (others.length > 0) message.value = t('address.leftOut', { fields: others.join(', ').slice(0, MOST_SAID) });
}

/** Takes over what an address says. What it does not understand, and what it says nothing of, stays. */
function apply(hash: string, pasted: boolean): void {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const to = PANELS.find((name) => name === said.get('panel'));
  const unit = unitIn(said.get('unit') ?? '');
  const strokes = strokesIn(said.get('draw') ?? '.');
  sayWhatIsNot(said);
  const [sample, step] = [said.get('digit'), Number(said.get('tour') ?? Number.NaN)];
  batch(() => {
    if (to || !pasted || said.has('preset')) panel.value = to ?? 'train';
    if (unit || !pasted) keep(unit);
    if (said.has('try') || !pasted) tryOut(triedIn(said.get('try') ?? ''));
    if (strokes && said.get('draw') !== strokesText(drawing.peek().strokes)) putStrokes(strokes);
    tourStep.value = Number.isInteger(step) && step >= 1 ? step : null;
  });
  if (sample && /^\d+$/.test(sample)) showSample(Number(sample)).catch(report);
}

/** Opens what the address holds; from now on it follows the page, and the page follows it. */
export function followAddress(): void {
  apply(location.hash, true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = '';
  let place = '';
  effect(() => {
    const text = address.value;
    const now = `${panel.value} ${tourStep.value}`;
    clearTimeout(timer);
    const moved = place !== '' && now !== place;
    if (written !== '' && text !== location.href) {
      const write = () => history[moved ? 'pushState' : 'replaceState']({ own: true }, '', text);
      if (moved) write();
      else timer = setTimeout(write, QUIET_MILLISECONDS);
    }
    [written, place] = [text, now];
  });
  addEventListener('popstate', ({ state }) => {
    clearTimeout(timer);
    const pasted = state === null && location.hash !== '';
    const asked = settingsIn(location.hash);
    [written, place] = ['', ''];
    applySettings(asked ?? (pasted ? null : settingsOf('fast')), pasted);
    apply(location.hash, pasted);
    [written, place] = [address.peek(), `${panel.peek()} ${tourStep.peek()}`];
  });
}
