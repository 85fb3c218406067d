import { Late } from '../elements/Late.js';
import { t } from '../state/language.js';
import { tourLeft, tourStep } from '../state/page.js';
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

const stops = async () => (await import('./Stops.js')).Stops;

/** The tour comes as a file of its own, when it is first taken. */
export function Tour() {
  return tourStep.value !== null && <Late load={stops} />;
}
