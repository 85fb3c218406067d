import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { panel, tourLeft, tourStep } from '../state/page.js';
import { statesVersion } from '../state/subject.js';
import { keep } from '../state/units.js';
import { STEPS, type Step } from './steps.js';
import { say } from './texts.js';

function go(step: number): void {
  tourStep.value = Math.max(1, Math.min(STEPS.length, step));
}

/** Who came by keyboard stands again where the tour begins, and may return. */
function leave(): void {
  tourStep.value = null;
  keep(null);
  document.querySelector<HTMLElement>('.about button')?.focus({ preventScroll: true });
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

/** The open step of the tour, below everything; nothing on the page is locked meanwhile. */
export function Stops() {
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
    tourLeft.value = place;
    if (step.panel) panel.value = step.panel;
    keep(step.unit());
  });
  useSignalEffect(() => {
    heading.current?.focus({ preventScroll: true });
    return frame(step.target);
  });
  return (
    <section class="tour" aria-label={say('tour.name')} onKeyDown={pressed}>
      <div>
        <h2 ref={heading} tabIndex={-1}>
          {place} / {STEPS.length} {say(`tour.${step.name}.title`)}
        </h2>
        <p>{say(`tour.${step.name}`)}</p>
      </div>
      <div class="tour-buttons">
        <button type="button" disabled={place === 1} onClick={() => go(place - 1)}>
          {say('tour.back')}
        </button>
        {place < STEPS.length && (
          <button type="button" class="primary" onClick={() => go(place + 1)}>
            {say('tour.next')}
          </button>
        )}
        <button type="button" onClick={leave}>
          {say('tour.leave')}
        </button>
      </div>
    </section>
  );
}
