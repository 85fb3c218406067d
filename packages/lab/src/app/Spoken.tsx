import { computed, useSignal, useSignalEffect } from '@preact/signals';
import { t } from '../state/language.js';
import { integer, percent } from '../state/numbers.js';
import { active } from '../training/open-runs.js';

/** Between two lines, in milliseconds: a screen reader must come to the end of one. */
const EVERY = 5000;

const status = computed(() => active.value.status.value);

/** Where the run stands, in one line; nothing where there is nothing to say. */
function line(): string {
  const { status: now, progress, stretches, tests } = active.peek().run.peek();
  if (now !== 'running' && now !== 'paused' && now !== 'done') return '';
  const [training, test] = [stretches.at(-1), tests.at(-1)];
  return t(`spoken.${now}`, {
    pass: progress.pass,
    passes: progress.passes,
    samples: integer(progress.samples),
    training: training ? percent(training.errorPercent, 1) : '–',
    test: test ? percent(test.errorPercent, 1) : '–',
  });
}

/** What a screen reader hears of a training: a line every few seconds, and at once when it starts, stops or ends. */
export function Spoken() {
  const text = useSignal('');
  useSignalEffect(() => {
    const say = () => {
      text.value = line();
    };
    if (status.value === 'new') return;
    say();
    if (status.value !== 'running') return;
    const timer = setInterval(say, EVERY);
    return () => clearInterval(timer);
  });
  return (
    <p class="spoken" role="status">
      {text.value}
    </p>
  );
}
