import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../state/language.js';
import { panel, tourStep } from '../state/page.js';
import { statesVersion } from '../state/subject.js';
import { keep } from '../state/units.js';
import { STEPS, type Step } from './steps.js';
import './tour.css';

/** Where the tour was left: there it goes on. */
let left = 1;

function go(step: number): void {
  left = Math.max(1, Math.min(STEPS.length, step));
  tourStep.value = left;
}

function leave(): void {
  tourStep.value = null;
  keep(null);
}

/** One sentence that says what this is, and the way into the tour. */
export function About() {
  return (
    <section class="about" aria-label={t('about.name')}>
      <p>{t('about.sentence')}</p>
      <button type="button" onClick={() => go(left)}>
        {t('tour.start', { steps: STEPS.length })}
      </button>
    </section>
  );
}

/** Frames what a step points at, as soon as it is there: a panel comes as a file of its own. */
function frame(target: string): () => void {
  let framed: Element | null = null;
  const look = () => {
    framed = document.querySelector(target);
    if (!framed) return false;
    framed.classList.add('tour-target');
    framed.scrollIntoView({ block: 'nearest', inline: 'center' });
    return true;
  };
  const timer = look() ? undefined : setInterval(() => look() && clearInterval(timer), 100);
  return () => {
    clearInterval(timer);
    framed?.classList.remove('tour-target');
  };
}

function pressed(event: KeyboardEvent): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === 'Escape') leave();
  if (step) go((tourStep.peek() ?? 1) + step);
}

/** The open step, below everything; nothing on the page is locked meanwhile. */
export function Tour() {
  const now = tourStep.value;
  const step = now === null ? undefined : STEPS[Math.min(now, STEPS.length) - 1];
  return step ? <Stop key={step.name} step={step} place={STEPS.indexOf(step) + 1} /> : null;
}

function Stop({ step, place }: { step: Step; place: number }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(false);
  useSignalEffect(() => {
    // A step of a pasted address waits for the first pass through the network.
    if (statesVersion.value === 0 || shown.current) return;
    shown.current = true;
    left = place;
    if (step.panel) panel.value = step.panel;
    keep(step.unit());
  });
  useSignalEffect(() => {
    heading.current?.focus({ preventScroll: true });
    return frame(step.target);
  });
  return (
    <section class="tour" aria-label={t('tour.name')} onKeyDown={pressed}>
      <div>
        <h2 ref={heading} tabIndex={-1}>
          {place} / {STEPS.length} {t(`tour.${step.name}.title`)}
        </h2>
        <p>{t(`tour.${step.name}`)}</p>
      </div>
      <div class="tour-buttons">
        <button type="button" disabled={place === 1} onClick={() => go(place - 1)}>
          {t('tour.back')}
        </button>
        {place < STEPS.length && (
          <button type="button" class="primary" onClick={() => go(place + 1)}>
            {t('tour.next')}
          </button>
        )}
        <button type="button" onClick={leave}>
          {t('tour.leave')}
        </button>
      </div>
    </section>
  );
}
