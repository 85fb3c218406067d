import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { t } from '../state/language.js';
import { report, tourLeft, tourStep } from '../state/page.js';
import './tour.css';

/** As many as steps.ts has, which comes with the tour. */
const STEPS = 7;

/** One sentence that says what this is, and the way into the tour. */
export function About() {
  return (
    <section class="about" aria-label={t('about.name')}>
      <p>{t('about.sentence')}</p>
      <button type="button" onClick={() => (tourStep.value = tourLeft.peek())}>
        {t('tour.start', { steps: STEPS })}
      </button>
    </section>
  );
}

/** The tour comes as a file of its own, when it is first taken. */
export function Tour() {
  const loaded = useSignal<{ Stops: ComponentType } | null>(null);
  useSignalEffect(() => {
    if (tourStep.value === null || loaded.peek()) return;
    import('./Stops.js').then(({ Stops }) => {
      loaded.value = { Stops };
    }, report);
  });
  const now = loaded.value;
  return now && <now.Stops />;
}
