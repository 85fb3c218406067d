import { useSignalEffect } from '@preact/signals';
import { t } from '../../state/language.js';
import { clock, duration, integer, percent, scientific } from '../../state/numbers.js';
import type { LiveRun } from '../../training/live-run.js';
import { active } from '../../training/open-runs.js';

/** Before the start: how long it will take here, measured and not guessed. */
function Forecast({ live }: { live: LiveRun }) {
  const { total } = live.run.value.progress;
  const speed = live.measured.value;
  if (live.unfit.value) return null;
  if (speed === null) return <p class="quiet">{t('train.measuring')}</p>;
  return <p class="quiet">{t('train.forecast', { speed: integer(speed), time: duration(total / speed) })}</p>;
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
function Standing({ live }: { live: LiveRun }) {
  const { progress, samplesPerSecond, passes, tests, status, stretches } = live.run.value;
  const { samples, total, rate } = progress;
  const left = samplesPerSecond > 0 ? clock((total - samples) / samplesPerSecond) : '–';
  const lastTest = tests.at(-1);
  const onTheFly = stretches.at(-1) ?? passes.at(-1);
  const facts: readonly (readonly [string, string])[] = [
    [t('train.pass'), `${progress.pass} / ${progress.passes}`],
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
  const live = active.value;
  const [status, settings] = [live.status.value, live.settings.value];
  useSignalEffect(() => {
    const now = active.value;
    if (now.status.value === 'new' && now.settings.value && now.measured.value === null)
      return whenIdle(() => now.measure());
  });
  const loading = live.loading.value;
  if (loading) return <Loading {...loading} />;
  return status === 'new' ? <Forecast key={settings.preset} live={live} /> : <Standing live={live} />;
}
