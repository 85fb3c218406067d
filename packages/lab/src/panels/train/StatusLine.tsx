import { useSignalEffect } from '@preact/signals';
import { type Key, t } from '../../state/language.js';
import { network, weightChange } from '../../state/model.js';
import { clock, fixed, integer, largest, percent, scientific } from '../../state/numbers.js';
import { reading } from '../../state/subject.js';
import type { LiveRun } from '../../training/live-run.js';
import { active } from '../../training/open-runs.js';
import { STAGES, type Stage, stage } from '../../training/slow-motion.js';

/** Before the start: how long it will take here, measured and not guessed. */
function Forecast({ live }: { live: LiveRun }) {
  const { total } = live.run.value.progress;
  const speed = live.measured.value;
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
  const { status, settings } = live.run.value;
  useSignalEffect(() => {
    const now = active.value;
    if (now.run.value.status === 'new' && now.measured.value === null) return whenIdle(() => now.measure());
  });
  const loading = live.loading.value;
  if (loading) return <Loading {...loading} />;
  return status === 'new' ? <Forecast key={settings.preset} live={live} /> : <Standing live={live} />;
}

function wordsOf(name: Stage, label: number, loss: number, rate: number): string {
  const net = network.value;
  const own = net.outputs.state.data[label] ?? 0;
  const changes = [...(weightChange.value?.values() ?? [])];
  const values: Record<Stage, Record<string, string | number>> = {
    forward: { label, digit: reading.value?.digit ?? '' },
    loss: { label, own: fixed(own, 2), loss: fixed(loss, 3) },
    backward: {},
    update: { rate: scientific(rate), change: scientific(largest(...changes.map(({ data }) => data))) },
  };
  const compared = net.layers.at(-1)?.kind === 'distances';
  const key = compared || name === 'backward' || name === 'update' ? name : (`${name}.scores` as const);
  return t(`stage.${key}` satisfies Key, values[name]);
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
