import { useComputed } from '@preact/signals';
import { type Key, t } from '../../state/language.js';
import { isChanged } from '../../training/changes.js';
import { nameOf } from '../../training/run.js';
import { sessions } from '../../training/sessions.js';
import { Chart } from './Chart.js';
import { endOf, errorLines, lossLines } from './curves.js';

const KEYS: readonly (readonly [mark: string, text: Key])[] = [
  ['line', 'curves.test'],
  ['hollow', 'curves.training'],
  ['thin', 'curves.stretch'],
  ['paper-test', 'curves.paperTest'],
  ['paper-training', 'curves.paperTraining'],
  ['blog', 'curves.blog'],
];

/** What each mark means, once for both charts. */
function Keys() {
  const both = sessions.value;
  return (
    <ul class="keys">
      {KEYS.map(([mark, text]) => (
        <li key={mark}>
          <i class={`key key-${mark}`} /> {t(text)}
        </li>
      ))}
      {both.length > 1 &&
        both.map(({ run }, i) => (
          <li key={run.value.id}>
            <i class={`key key-slot slot-${i}`} /> {nameOf(run.value.settings, isChanged(run.value.settings))}
          </li>
        ))}
    </ul>
  );
}

/** The blog's three curves, growing, with the paper's Fig. 5 and the blog's figures behind them. */
export function Curves() {
  const runs = useComputed(() => sessions.value.map(({ run }) => run.value));
  const errors = useComputed(() => ({ lines: errorLines(runs.value, endOf(runs.value)), end: endOf(runs.value) }));
  const losses = useComputed(() => ({ lines: lossLines(runs.value, endOf(runs.value)), end: endOf(runs.value) }));
  return (
    <>
      <div class="curves">
        <Chart
          title={t('curves.error')}
          data={errors}
          y={{ logarithmic: true, low: 0.1, high: 100, unit: '\u2009%' }}
        />
        <Chart title={t('curves.loss')} data={losses} y={{ logarithmic: false, low: 0, high: null, unit: '' }} />
      </div>
      <Keys />
    </>
  );
}
