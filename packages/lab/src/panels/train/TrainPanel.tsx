import { t } from '../../state/language.js';
import { sentenceFor } from '../../state/page.js';
import { isChanged } from '../../training/changes.js';
import { nameOf } from '../../training/run.js';
import { active, activeIndex, focusOn, sessions, stopComparing } from '../../training/sessions.js';
import { Controls } from './Controls.js';
import { Curves } from './Curves.js';
import { StageLine, StatusLine } from './StatusLine.js';
import { Switches } from './Switches.js';
import './train.css';

/** From scratch, in front of everybody. */
export function TrainPanel() {
  const { failure, failureCode } = active.value.run.value;
  return (
    <div class="train">
      <Slots />
      <Controls />
      <StatusLine />
      {failure && (
        <p class="wrong" role="alert">
          {t('train.failed', { reason: sentenceFor(failureCode, failure) })}
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
  const both = sessions.value;
  if (both.length < 2) return null;
  return (
    <fieldset class="slots" aria-label={t('compare.name')}>
      {both.map((session, i) => {
        const { id, settings } = session.run.value;
        return (
          <button
            key={id}
            type="button"
            class={`slot slot-${i}`}
            aria-pressed={i === activeIndex.value}
            onClick={() => {
              activeIndex.value = i;
              focusOn(session);
            }}
          >
            {nameOf(settings, isChanged(settings))}
          </button>
        );
      })}
      <button type="button" onClick={stopComparing}>
        {t('compare.stop')}
      </button>
    </fieldset>
  );
}
