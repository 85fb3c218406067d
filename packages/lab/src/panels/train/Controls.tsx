import { useSignal } from '@preact/signals';
import { Field, Select } from '../../elements/Field.js';
import { type Key, t } from '../../state/language.js';
import { integer } from '../../state/numbers.js';
import { pictureSeen, reading, subject } from '../../state/subject.js';
import type { LiveRun } from '../../training/live-run.js';
import { active, compare, focusOn, openRun, openRuns } from '../../training/open-runs.js';
import { ALL_DIGITS, isPreset, PRESET_NAMES, type RunSettings, settingsOf, sizeOf } from '../../training/settings.js';
import { place, stopSlow, tryStep } from '../../training/slow-motion.js';

const SIZES = [3000, 15_000, 30_000, ALL_DIGITS];

/** Settings can be chosen until the run begins; after that another one is opened in its place. */
function configure(live: LiveRun, settings: RunSettings): void {
  if (live.run.peek().status === 'new') live.configure(settings);
  else openRun(settings);
}

/** What can be chosen, and what a preset or a link chose. */
function sizesFor({ preset, size }: RunSettings): number[] {
  return [...new Set([...SIZES, sizeOf(preset), size])].sort((a, b) => a - b);
}

/** Another preset takes the digits that were chosen, unless they were those of the preset before. */
function sizeFor(preset: string, before: RunSettings): number {
  return before.size === sizeOf(before.preset) ? sizeOf(preset) : before.size;
}

/** Any whole number; what is none is refused beside it, and stays to be mended. */
function Seed({ live, disabled }: { live: LiveRun; disabled: boolean }) {
  const refused = useSignal<string | null>(null);
  const settings = live.settings.value;
  const take = (text: string) => {
    const seed = Number(text.trim());
    const fits = /^\d+$/.test(text.trim()) && Number.isSafeInteger(seed);
    refused.value = fits ? null : text;
    if (fits) configure(live, { ...settings, seed });
  };
  return (
    <>
      <Field name={t('train.seed')}>
        <input
          class="seed"
          type="text"
          inputMode="numeric"
          disabled={disabled}
          aria-invalid={refused.value !== null}
          aria-describedby="seed-refused"
          value={refused.value ?? settings.seed}
          onChange={({ currentTarget }) => take(currentTarget.value)}
        />
      </Field>
      <span id="seed-refused" class="wrong" role="alert">
        {refused.value !== null && t('train.seed.bad', { text: refused.value, most: integer(Number.MAX_SAFE_INTEGER) })}
      </span>
    </>
  );
}

function Choices({ live }: { live: LiveRun }) {
  const [settings, status] = [live.settings.value, live.status.value];
  const { preset, seed, size } = settings;
  const busy = status === 'running' || status === 'loading';
  // A run from a file has its name.
  const own = isPreset(preset) ? [] : [[preset, preset] as const];
  return (
    <>
      <Select
        name={t('train.preset')}
        value={preset}
        options={[...own, ...PRESET_NAMES.map((name) => [name, t(`preset.${name}` satisfies Key)] as const)]}
        disabled={busy}
        onChoose={(name) => isPreset(name) && configure(live, settingsOf(name, seed, sizeFor(name, settings)))}
      />
      <Seed key={settings.preset} live={live} disabled={busy} />
      <Select
        name={t('train.size')}
        value={size}
        options={sizesFor(settings).map((digits) => [digits, integer(digits)])}
        disabled={busy}
        onChoose={(digits) => configure(live, { ...settings, size: digits })}
      />
    </>
  );
}

function start(live: LiveRun): void {
  stopSlow();
  focusOn(live);
  live.start();
}

/** A run that has ended begins anew, with the same settings; what it was stays among the kept ones. */
function startAnew(live: LiveRun): void {
  stopSlow();
  live.reset();
  start(live);
}

function step(live: LiveRun): void {
  focusOn(live);
  live.step();
}

/** The digit in the figure is taken for what it is read as, unless its label is known. */
function stepOnDigit(live: LiveRun): void {
  stopSlow();
  const now = subject.peek();
  focusOn(null);
  tryStep(live, now.kind === 'sample' ? now.label : (reading.peek()?.digit ?? 0));
}

/** Everything that starts, stops and chooses, in a single row. */
export function Controls() {
  const live = active.value;
  const status = live.status.value;
  const going = status === 'running' || status === 'loading';
  const over = live.finished;
  const locked = live.isElsewhere.value !== false || live.unfit.value !== null;
  return (
    <div class="controls">
      <Choices live={live} />
      <button
        type="button"
        class="primary"
        disabled={locked}
        aria-describedby="unfit"
        onClick={() => (over ? startAnew(live) : going ? live.pause() : start(live))}
      >
        {t(over ? 'train.anew' : going ? 'train.pause' : status === 'paused' ? 'train.resume' : 'train.start')}
      </button>
      <button type="button" disabled={going || over || locked} onClick={() => step(live)}>
        {t('train.step')}
      </button>
      <button type="button" disabled={going || !(pictureSeen() || place.value)} onClick={() => stepOnDigit(live)}>
        {t('train.step.digit')}
      </button>
      <button
        type="button"
        disabled={status === 'new'}
        onClick={() => {
          stopSlow();
          live.reset();
        }}
      >
        {t('train.reset')}
      </button>
      {openRuns.value.length === 1 && (
        <button type="button" onClick={compare}>
          {t('compare.start')}
        </button>
      )}
    </div>
  );
}
