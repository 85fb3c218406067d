import { t } from '../../state/language.js';
import { isChanged } from '../../training/changes.js';
import { nameOf } from '../../training/run.js';
import { activeIndex, compare, focusOn, sessions, stopComparing } from '../../training/sessions.js';

/** Which of two runs the controls act on; they share the axes. */
export function Slots() {
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

/** Adds a second run. */
export function CompareButton() {
  if (sessions.value.length > 1) return null;
  return (
    <button type="button" onClick={compare}>
      {t('compare.start')}
    </button>
  );
}
