import { signal } from '@preact/signals';
import { type Key, t } from '../../state/language.js';
import { integer } from '../../state/numbers.js';
import { ALL_DIGITS, isPreset, PRESET_NAMES, settingsOf } from '../../training/presets.js';
import type { Session } from '../../training/session.js';
import { active, focusOn, openRun } from '../../training/sessions.js';
import { slowRunning, stopSlow } from '../../training/slow.js';
import { CompareButton } from './Slots.js';

const SIZES = [3000, 15_000, 30_000, ALL_DIGITS];

/** Full speed, or one sample at a time. */
const slow = signal(false);

/** Settings can be chosen until the run begins; after that another one is opened in its place. */
function configure(session: Session, settings: Session['run']['value']['settings']): void {
  if (session.run.peek().status === 'new') session.configure(settings);
  else openRun(settings);
}

function Choices({ session }: { session: Session }) {
  const { settings } = session.run.value;
  const busy = session.run.value.status === 'running' || session.run.value.status === 'loading';
  return (
    <>
      <label class="field">
        <span>{t('train.preset')}</span>
        <select
          value={settings.preset}
          disabled={busy}
          onChange={({ currentTarget: { value } }) => {
            if (isPreset(value)) configure(session, settingsOf(value, settings.seed, settings.size));
          }}
        >
          {PRESET_NAMES.map((name) => (
            <option key={name} value={name}>
              {t(`preset.${name}` satisfies Key)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t('train.seed')}</span>
        <input
          class="seed"
          type="number"
          min={0}
          disabled={busy}
          value={settings.seed}
          onChange={({ currentTarget: { valueAsNumber: seed } }) => {
            if (Number.isSafeInteger(seed) && seed >= 0) configure(session, { ...settings, seed });
          }}
        />
      </label>
      <label class="field">
        <span>{t('train.size')}</span>
        <select
          value={settings.size}
          disabled={busy}
          onChange={({ currentTarget: { value } }) => configure(session, { ...settings, size: Number(value) })}
        >
          {SIZES.map((size) => (
            <option key={size} value={size}>
              {integer(size)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Speed() {
  return (
    <label class="field">
      <span>{t('train.speed')}</span>
      <select
        value={slow.value ? 'slow' : 'full'}
        onChange={({ currentTarget: { value } }) => {
          slow.value = value === 'slow';
          if (active.peek().run.peek().status === 'running') active.peek().pause();
          stopSlow();
        }}
      >
        <option value="full">{t('train.speed.full')}</option>
        <option value="slow">{t('train.speed.slow')}</option>
      </select>
    </label>
  );
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
      <CompareButton />
    </div>
  );
}
