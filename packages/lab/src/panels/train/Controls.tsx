import { signal } from '@preact/signals';
import { Field, Select } from '../../elements/Field.js';
import { type Key, t } from '../../state/language.js';
import { integer } from '../../state/numbers.js';
import type { LiveRun } from '../../training/live-run.js';
import { active, compare, focusOn, openRun, openRuns } from '../../training/open-runs.js';
import { ALL_DIGITS, isPreset, PRESET_NAMES, type RunSettings, settingsOf, sizeOf } from '../../training/settings.js';
import { slowRunning, stopSlow } from '../../training/slow-motion.js';

const SIZES = [3000, 15_000, 30_000, ALL_DIGITS];

/** Full speed, or one sample at a time. */
const slow = signal(false);

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

function Choices({ live }: { live: LiveRun }) {
  const { settings, status } = live.run.value;
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
      <Field name={t('train.seed')}>
        <input
          class="seed"
          type="number"
          min={0}
          disabled={busy}
          value={seed}
          onChange={({ currentTarget: { valueAsNumber: chosen } }) => {
            if (Number.isSafeInteger(chosen) && chosen >= 0) configure(live, { ...settings, seed: chosen });
          }}
        />
      </Field>
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

function Speed() {
  const choose = (speed: 'full' | 'slow') => {
    slow.value = speed === 'slow';
    if (active.peek().run.peek().status === 'running') active.peek().pause();
    stopSlow();
  };
  const options = (['full', 'slow'] as const).map((speed) => [speed, t(`train.speed.${speed}`)] as const);
  return <Select name={t('train.speed')} value={slow.value ? 'slow' : 'full'} options={options} onChoose={choose} />;
}

function start(live: LiveRun): void {
  focusOn(live);
  if (!slow.peek()) {
    stopSlow();
    live.start();
    return;
  }
  slowRunning.value = live;
  live.step();
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

function pause(live: LiveRun): void {
  if (slowRunning.peek()) slowRunning.value = null;
  else live.pause();
}

/** Everything that starts, stops and chooses, in a single row. */
export function Controls() {
  const live = active.value;
  const { status } = live.run.value;
  const going = status === 'running' || status === 'loading' || slowRunning.value === live;
  const over = live.finished;
  return (
    <div class="controls">
      <Choices live={live} />
      <Speed />
      <button
        type="button"
        class="primary"
        onClick={() => (over ? startAnew(live) : going ? pause(live) : start(live))}
      >
        {t(over ? 'train.anew' : going ? 'train.pause' : status === 'paused' ? 'train.resume' : 'train.start')}
      </button>
      <button type="button" disabled={going || over} onClick={() => step(live)}>
        {t('train.step')}
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
