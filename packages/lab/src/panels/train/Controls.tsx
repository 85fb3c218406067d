import { signal } from '@preact/signals';
import { Field, Select } from '../../elements/Field.js';
import { type Key, t } from '../../state/language.js';
import { integer } from '../../state/numbers.js';
import { ALL_DIGITS, isPreset, PRESET_NAMES, settingsOf } from '../../training/presets.js';
import type { Settings } from '../../training/protocol.js';
import type { Session } from '../../training/session.js';
import { active, compare, focusOn, openRun, sessions } from '../../training/sessions.js';
import { slowRunning, stopSlow } from '../../training/slow.js';

const SIZES = [3000, 15_000, 30_000, ALL_DIGITS];

/** Full speed, or one sample at a time. */
const slow = signal(false);

/** Settings can be chosen until the run begins; after that another one is opened in its place. */
function configure(session: Session, settings: Settings): void {
  if (session.run.peek().status === 'new') session.configure(settings);
  else openRun(settings);
}

function Choices({ session }: { session: Session }) {
  const { settings, status } = session.run.value;
  const { preset, seed, size } = settings;
  const busy = status === 'running' || status === 'loading';
  return (
    <>
      <Select
        name={t('train.preset')}
        value={preset}
        options={PRESET_NAMES.map((name) => [name, t(`preset.${name}` satisfies Key)])}
        disabled={busy}
        onChoose={(name) => isPreset(name) && configure(session, settingsOf(name, seed, size))}
      />
      <Field name={t('train.seed')}>
        <input
          class="seed"
          type="number"
          min={0}
          disabled={busy}
          value={seed}
          onChange={({ currentTarget: { valueAsNumber: chosen } }) => {
            if (Number.isSafeInteger(chosen) && chosen >= 0) configure(session, { ...settings, seed: chosen });
          }}
        />
      </Field>
      <Select
        name={t('train.size')}
        value={size}
        options={SIZES.map((digits) => [digits, integer(digits)])}
        disabled={busy}
        onChoose={(digits) => configure(session, { ...settings, size: digits })}
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

function start(session: Session): void {
  focusOn(session);
  if (!slow.peek()) {
    stopSlow();
    session.start();
    return;
  }
  slowRunning.value = session;
  session.step();
}

function step(session: Session): void {
  focusOn(session);
  session.step();
}

function pause(session: Session): void {
  if (slowRunning.peek()) slowRunning.value = null;
  else session.pause();
}

/** Everything that starts, stops and chooses, in a single row. */
export function Controls() {
  const session = active.value;
  const { status } = session.run.value;
  const going = status === 'running' || status === 'loading' || slowRunning.value === session;
  const over = status === 'done' || status === 'failed';
  return (
    <div class="controls">
      <Choices session={session} />
      <Speed />
      <button type="button" class="primary" disabled={over} onClick={() => (going ? pause(session) : start(session))}>
        {t(going ? 'train.pause' : status === 'paused' ? 'train.resume' : 'train.start')}
      </button>
      <button type="button" disabled={going || over} onClick={() => step(session)}>
        {t('train.step')}
      </button>
      <button
        type="button"
        disabled={status === 'new'}
        onClick={() => {
          stopSlow();
          session.reset();
        }}
      >
        {t('train.reset')}
      </button>
      {sessions.value.length === 1 && (
        <button type="button" onClick={compare}>
          {t('compare.start')}
        </button>
      )}
    </div>
  );
}
