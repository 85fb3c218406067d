import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { pixelsOf } from '../../data/test-set.js';
import { byteInk, Tile } from '../../elements/Tile.js';
import { t } from '../../state/language.js';
import { source } from '../../state/model.js';
import { integer, percent } from '../../state/numbers.js';
import { show } from '../../state/subject.js';
import { type Choice, Confusion } from './Confusion.js';
import { bringDigits, current, type Measured, measureShown, measuring, stale } from './measured.js';
import './misread.css';

const SIDE = 28;
/** More than these nobody looks at; early in a training there are thousands. */
const MOST = 240;

function Gallery({ measured: { evaluation, test }, choice }: { measured: Measured; choice: Choice }) {
  const all = evaluation.misread.filter(
    ({ label, answer }) => !choice || (choice.label === label && choice.answer === answer),
  );
  return (
    <div>
      <ul class="gallery" aria-label={t('misread.gallery')}>
        {all.slice(0, MOST).map(({ index, label, answer }) => {
          const pixels = pixelsOf(test, index);
          const words = t('misread.one', { index, label, answer });
          return (
            <li key={index}>
              <button
                type="button"
                aria-label={`${label}→${answer}, ${words}`}
                title={words}
                onClick={() => show({ kind: 'sample', index, label, pixels })}
              >
                <Tile class="digit" values={pixels} columns={SIDE} rows={SIDE} colour={byteInk} />
                <span>
                  {label}→<b class="wrong">{answer}</b>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {all.length > MOST && <p class="quiet">{t('misread.more', { count: integer(all.length - MOST) })}</p>}
    </div>
  );
}

/** The paper's Fig. 8 for the weights in the figure: every test digit that they misread. */
export function MisreadPanel() {
  const choice = useSignal<Choice>(null);
  useSignalEffect(() => {
    if (source.value.kind !== 'none' && stale() && !measuring.value) void measureShown();
  });
  useEffect(() => void bringDigits(), []);
  const now = current();
  if (!now) return <p class="quiet">{t('misread.measuring')}</p>;
  const { errors, count, errorPercent, confusion } = now.evaluation;
  return (
    <div class="misread">
      <div>
        <p>{t('misread.summary', { errors: integer(errors), count: integer(count), share: percent(errorPercent) })}</p>
        <Confusion confusion={confusion} choice={choice} />
        <p class="quiet fine">{t('misread.paper')}</p>
      </div>
      <Gallery measured={now} choice={choice.value} />
    </div>
  );
}
