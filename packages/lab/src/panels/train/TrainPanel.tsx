import { errorText, t } from '../../state/language.js';
import { active, activeIndex, focusOn, openRuns, stopComparing } from '../../training/open-runs.js';
import { nameOf } from '../../training/settings.js';
import { Controls } from './Controls.js';
import { Curves } from './Curves.js';
import { StageLine, StatusLine } from './StatusLine.js';
import { Switches } from './Switches.js';
import './train.css';

/** Presets of which one line says what to expect. */
const EXPECTED = ['lenet-1989', 'tutorial', 'd2l'] as const;

/** From scratch, in front of everybody. */
export function TrainPanel() {
  const { failure, settings } = active.value.run.value;
  const expected = EXPECTED.find((preset) => preset === settings.preset);
  return (
    <div class="train">
      <Slots />
      <Controls />
      {expected && <p class="quiet">{t(`expect.${expected}`)}</p>}
      <StatusLine />
      {failure && (
        <p class="wrong" role="alert">
          {t('train.failed', { reason: errorText(failure) })}
        </p>
      )}
      <StageLine />
      <Curves />
      <Switches />
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
        const { id, settings } = live.run.value;
        return (
          <button
            key={id}
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
