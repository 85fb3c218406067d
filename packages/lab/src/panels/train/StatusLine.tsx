import { useSignalEffect } from '@preact/signals';
import { type Key, t } from '../../state/language.js';
import { weightChange } from '../../state/model.js';
import { clock, fixed, integer, largest, percent, scientific } from '../../state/numbers.js';
import { reading } from '../../state/subject.js';
import type { Session } from '../../training/session.js';
import { active } from '../../training/sessions.js';
import { STAGES, type Stage, stage } from '../../training/slow.js';

/** Before the start: how long it will take here, measured and not guessed. */
function Forecast({ session }: { session: Session }) {
  const { total } = session.run.value;
  const speed = session.measured.value;
  if (speed === null) return <p class="quiet">{t('train.measuring')}</p>;
  return <p class="quiet">{t('train.forecast', { speed: integer(speed), time: clock(total / speed) })}</p>;
}

function Loading({ loaded, total }: { loaded: number; total: number }) {
  return (
    <p>
      <progress max={total} value={loaded} aria-label={t('train.loading.name')} />{' '}
      {t('train.loading', { share: percent((100 * loaded) / total, 0) })}
    </p>
  );
}

/** Where the run stands: real samples a second, real time left. */
function Standing({ session }: { session: Session }) {
  const { settings, samples, total, samplesPerSecond, rate, passes, tests, status, stretches } = session.run.value;
  const left = samplesPerSecond > 0 ? clock((total - samples) / samplesPerSecond) : '–';
  const pass = Math.min(settings.recipe.passes, Math.floor(samples / settings.size) + 1);
  const lastTest = tests.at(-1);
  const onTheFly = stretches.at(-1) ?? passes.at(-1);
  const facts: readonly (readonly [string, string])[] = [
    [t('train.pass'), `${pass} / ${settings.recipe.passes}`],
    [t('train.samples'), `${integer(samples)} / ${integer(total)}`],
    [t('train.speed.now'), samplesPerSecond > 0 ? integer(samplesPerSecond) : '–'],
    [t('train.left'), status === 'done' ? '0:00' : left],
    [t('train.rate'), rate === 0 ? '–' : scientific(rate)],
    [t('train.onTheFly'), onTheFly ? percent(onTheFly.errorPercent) : '–'],
    [t('train.test'), lastTest ? percent(lastTest.errorPercent) : '–'],
  ];
  return (
    <dl class="standing" data-status={status}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The worker is as large as the rest of the page: it comes when the page has nothing else to do. */
function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, 500);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(work, { timeout: 2000 });
  return () => cancelIdleCallback(request);
}

/** What is known of the run, in one line. */
export function StatusLine() {
  const session = active.value;
  const { status, settings } = session.run.value;
  useSignalEffect(() => {
    const now = active.value;
    if (now.run.value.status === 'new' && now.measured.value === null) return whenIdle(() => now.measure());
  });
  const loading = session.loading.value;
  if (loading) return <Loading {...loading} />;
  return status === 'new' ? <Forecast key={settings.preset} session={session} /> : <Standing session={session} />;
}

function wordsOf(name: Stage, label: number, loss: number, rate: number): string {
  const own = reading.value?.distances[label] ?? 0;
  const values: Record<Stage, Record<string, string | number>> = {
    forward: { label, digit: reading.value?.digit ?? '' },
    loss: { label, distance: fixed(own, 2), loss: fixed(loss, 3) },
    backward: {},
    update: {
      rate: scientific(rate),
      change: scientific(largest(weightChange.value ?? [])),
    },
  };
  return t(`stage.${name}` satisfies Key, values[name]);
}

/** The stages of a single step; the present one in words and numbers. */
export function StageLine() {
  const now = stage.value;
  if (!now) return null;
  const { label, loss, rate } = now.step;
  return (
    <div class="stages" aria-live="polite">
      <ol>
        {STAGES.map((name, i) => (
          <li key={name} aria-current={name === now.name ? 'step' : undefined}>
            {i + 1} {t(`stage.${name}.name` satisfies Key)}
          </li>
        ))}
      </ol>
      <p>{wordsOf(now.name, label, loss, rate)}</p>
    </div>
  );
}
