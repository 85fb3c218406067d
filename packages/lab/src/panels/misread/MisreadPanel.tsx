import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { pixelsOf } from '../../data/test-set.js';
import { Save } from '../../elements/Save.js';
import { Still } from '../../elements/Still.js';
import { classNames, haveDigits } from '../../state/classes.js';
import { network, source } from '../../state/model.js';
import { integer, percent } from '../../state/numbers.js';
import { show } from '../../state/subject.js';
import { weightsText } from '../../state/weights-text.js';
import { type Choice, Confusion } from './Confusion.js';
import { bringDigits, current, type Measured, measureShown, measuring, stale } from './measured.js';
import { say } from './texts.js';
import './misread.css';

const SIDE = 28;
/** More than these nobody looks at; early in a training there are thousands. */
const MOST = 240;

interface Properties {
  readonly measured: Measured;
  readonly names: readonly string[];
  readonly choice: Choice;
  /** What was measured of which weights, and when. */
  readonly source: string;
}

function Gallery({ measured: { evaluation, test }, names, choice, source: measured }: Properties) {
  const all = evaluation.misread.filter(
    ({ label, answer }) => !choice || (choice.label === label && choice.answer === answer),
  );
  return (
    <div data-picture>
      <Save name="misread" format="png" title={say('misread.gallery')} source={measured} />
      <ul class="gallery" aria-label={say('misread.gallery')}>
        {all.slice(0, MOST).map(({ index, label, answer }) => {
          const pixels = pixelsOf(test, index);
          const [right, read] = [names[label] ?? label, names[answer] ?? answer];
          const words = say('misread.one', { index, label: right, answer: read });
          return (
            <li key={index}>
              <button
                type="button"
                aria-label={`${right}→${read}, ${words}`}
                title={words}
                onClick={() => show({ kind: 'sample', index, label, pixels })}
              >
                <Still class="digit" bytes={pixels} columns={SIDE} rows={SIDE} />
                <span>
                  {right}→<b class="wrong">{read}</b>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {all.length > MOST && <p class="quiet">{say('misread.more', { count: integer(all.length - MOST) })}</p>}
    </div>
  );
}

/** The paper's Fig. 8 for the weights in the figure: every test digit that they misread. */
export function MisreadPanel() {
  const choice = useSignal<Choice>(null);
  useSignalEffect(() => {
    if (source.value.kind !== 'none' && haveDigits(network.value) && stale() && !measuring.value) void measureShown();
  });
  useEffect(() => void bringDigits(), []);
  if (!haveDigits(network.value)) return <p class="quiet">{say('misread.noDigits')}</p>;
  const names = classNames(network.value);
  const now = current.value;
  if (!now) return <p class="quiet">{say('misread.measuring')}</p>;
  const { errors, count, errorPercent, confusion } = now.evaluation;
  const summary = say('misread.summary', {
    errors: integer(errors),
    count: integer(count),
    share: percent(errorPercent),
    weights: weightsText(now.of),
  });
  return (
    <div class="misread">
      <div>
        <p>{summary}</p>
        <Confusion confusion={confusion} names={names} choice={choice} source={summary} />
        <p class="quiet fine">{say('misread.paper')}</p>
      </div>
      <Gallery measured={now} names={names} choice={choice.value} source={summary} />
    </div>
  );
}
