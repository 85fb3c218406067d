import { BITMAPS, type Reading, reasonText } from 'lenet5';
import { BITMAP_HEIGHT, BITMAP_WIDTH } from 'lenet5/core';
import { REJECT } from 'lenet5/recognition';
import { language, t } from '../state/language.js';
import { network } from '../state/model.js';
import { fixed, percent } from '../state/numbers.js';
import { reading, recognition, subject } from '../state/subject.js';

function verdict(now: Reading | null): string {
  if (now && !now.rejected) {
    const runnerUp = t('answer.runnerUp', { digit: now.runnerUp, margin: fixed(now.margin, 1) });
    // The costs of a softmax are its probabilities already.
    if (network.value.architecture.output === 'linear') return runnerUp;
    return `${t('answer.sure', { percent: percent(Math.floor(100 * now.confidence), 0) })} · ${runnerUp}`;
  }
  return reasonText(now?.reason ?? recognition.value?.reason ?? 'nothing-drawn', now, language.value);
}

/** The digit that was read, or in words why there is none; below it the ten distances that say so. */
export function Answer() {
  const now = reading.value;
  const text = recognition.value?.text ?? (now && !now.rejected ? String(now.digit) : '');
  const label = subject.value.kind === 'pad' ? null : subject.value.label;
  const wrong = label !== null && now !== null && now.digit !== label;
  return (
    <>
      <div class="answer" aria-live="polite">
        <output class={`answer-digit ${wrong ? 'wrong' : ''} ${text.length > 1 ? 'several' : ''}`}>
          {text || '–'}
        </output>
        <p class="answer-words">{verdict(now)}</p>
        {label !== null && <p class="quiet">{t('answer.label', { label })}</p>}
      </div>
      <Distances />
    </>
  );
}

/** Right end of the axis: two bitmaps differ by 50 to 150; −log p of a softmax stays below 20. */
const ENDS = { distance: 160, cost: 20 };

/** The ten distances as bars on one axis, the smallest chosen, with the two thresholds of the reject rule. */
function Distances() {
  const now = reading.value;
  const linear = network.value.architecture.output === 'linear';
  const end = linear ? ENDS.cost : ENDS.distance;
  const at = (value: number) => `${(100 * Math.min(value, end)) / end}%`;
  const least = now?.distances[now.digit] ?? 0;
  return (
    <div class="distances">
      <ol aria-label={t(linear ? 'distances.scores' : 'distances.name')}>
        {BITMAPS.map((_, digit) => {
          const value = now?.distances[digit];
          const role = digit === now?.digit ? 'chosen' : digit === now?.runnerUp ? 'runner-up' : '';
          return (
            <li key={digit} class={`distance ${role} ${now?.rejected && role === 'chosen' ? 'rejected' : ''}`}>
              <span class="distance-digit">{digit}</span>
              <Bitmap digit={digit} />
              <span class="distance-axis">
                <i class="bar" style={{ width: at(value ?? 0) }} />
              </span>
              <output class="number">{value === undefined ? '' : fixed(value, 1)}</output>
            </li>
          );
        })}
      </ol>
      {!linear && (
        <div class="thresholds" aria-hidden="true">
          <i class="threshold" style={{ left: at(REJECT.distance) }} />
          {now && <i class="threshold margin" style={{ left: at(least + REJECT.margin) }} />}
        </div>
      )}
      <div class="axis" aria-hidden="true">
        <span>0</span>
        <span>{end / 2}</span>
        <span>{end}</span>
      </div>
    </div>
  );
}

const PATHS = BITMAPS.map((code) =>
  code.map((v, i) => (v > 0 ? `M${i % BITMAP_WIDTH} ${Math.floor(i / BITMAP_WIDTH)}h1v1h-1z` : '')).join(''),
);

/** The fixed code of a digit, 7×12. */
function Bitmap({ digit }: { digit: number }) {
  const box = `0 0 ${BITMAP_WIDTH} ${BITMAP_HEIGHT}`;
  return (
    <svg class="bitmap" viewBox={box} aria-hidden="true" shape-rendering="crispEdges">
      <path d={PATHS[digit]} />
    </svg>
  );
}
