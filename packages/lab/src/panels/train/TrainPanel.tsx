import { useSignal } from '@preact/signals';
import { Late } from '../../elements/Late.js';
import { errorText, t } from '../../state/language.js';
import { active, activeIndex, focusOn, openRuns, stopComparing } from '../../training/open-runs.js';
import { changesOf, nameOf } from '../../training/settings.js';
import { Controls } from './Controls.js';
import { Curves } from './Curves.js';
import { StatusLine } from './StatusLine.js';
import './train.css';

const expectation = async () => (await import('./Expectation.js')).Expectation;
const switches = async () => (await import('./Switches.js')).Switches;

/** From scratch, in front of everybody. */
export function TrainPanel() {
  const live = active.value;
  const failure = live.failure.value;
  const [settings, status, isElsewhere] = [live.settings.value, live.status.value, live.isElsewhere.value];
  const [unfit, measured] = [live.unfit.value, live.measured.value];
  const isOpen = useSignal(false);
  const changed = changesOf(settings).length;
  return (
    <div class="train">
      <Slots />
      <Controls />
      <p class="quiet expected">{(measured !== null || status !== 'new') && <Late load={expectation} />}</p>
      <StatusLine />
      {isElsewhere && (
        <p class="wrong" role="status">
          {t('train.elsewhere')}
        </p>
      )}
      {failure && (
        <p class="wrong" role="alert">
          {t('train.failed', { reason: errorText(failure) })}
        </p>
      )}
      {unfit && (
        <p class="wrong" role="alert" id="unfit">
          {errorText(unfit.failure)}
        </p>
      )}
      <Curves />
      <details
        class="switches"
        onToggle={({ currentTarget }) => {
          isOpen.value = currentTarget.open;
        }}
      >
        <summary>{t('switch.summary', { count: changed })}</summary>
        {isOpen.value && <Late load={switches} />}
      </details>
    </div>
  );
}

/** Which of two runs the controls act on; they share the axes. */
function Slots() {
  const both = openRuns.value;
  if (both.length < 2) return null;
  return (
    <fieldset class="slots" aria-label={t('compare.name')}>
      {both.map((live, i) => {
        const settings = live.settings.value;
        return (
          <button
            key={i}
            type="button"
            class={`slot slot-${i}`}
            aria-pressed={i === activeIndex.value}
            onClick={() => {
              activeIndex.value = i;
              focusOn(live);
            }}
          >
            {nameOf(settings)}
          </button>
        );
      })}
      <button type="button" onClick={stopComparing}>
        {t('compare.stop')}
      </button>
    </fieldset>
  );
}
