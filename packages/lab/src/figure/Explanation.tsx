import { Save } from '../elements/Save.js';
import { t } from '../state/language.js';
import { network, weightsMove } from '../state/model.js';
import { fixed } from '../state/numbers.js';
import { shown, statesVersion } from '../state/subject.js';
import { signedCss, theme } from '../state/theme.js';
import { pointed } from '../state/units.js';
import { explain } from './explain.js';
import { rangeOf } from './range.js';

/** On a phone the bars of the outputs are far from that line: what one of them is made of stands below them. */
export function OutputWords() {
  statesVersion.value;
  const unit = pointed.value;
  const words = unit?.layer === 'Output' ? explain(network.value, unit) : null;
  return (
    <p class="output-words" aria-live="polite">
      {words && (
        <>
          <b>{words.place}</b> <span>{words.value}</span> <span>= {words.formula}</span>
        </>
      )}
    </p>
  );
}

/** One line on the unit pointed at. */
export function ExplanationLine() {
  statesVersion.value;
  const unit = pointed.value;
  const words = unit && explain(network.value, unit);
  return (
    <div class={`explanation-row ${unit?.layer === 'Output' ? 'of-output' : ''}`}>
      <p id="explanation" class="explanation" aria-live={weightsMove.value ? 'off' : 'polite'}>
        {words ? (
          <>
            <b>{words.place}</b> <span>{words.value}</span> <span>= {words.formula}</span>
            <span class="quiet"> {[words.connections, words.page].filter(Boolean).join(' · ')}</span>
          </>
        ) : (
          <span class="quiet">{t('figure.hint')}</span>
        )}
      </p>
      <Legend />
      <Save name="layers" format="png" title={t('figure.name')} of=".figure, .explanation-row" />
    </div>
  );
}

const STEPS = Array.from({ length: 21 }, (_, i) => (i - 10) / 10);

/** The one colour scale, once. */
function Legend() {
  const what = shown.value;
  const range = what === 'changes' ? 1 : what === 'deltas' ? null : rangeOf(network.value);
  const full = range === null ? '' : fixed(range, 2);
  const name =
    what === 'states'
      ? range === null
        ? 'legend.largest.name'
        : 'legend.states.name'
      : (`legend.${what}.name` as const);
  return (
    <div class="legend" role="img" aria-label={t(name, { full })}>
      <span>{full ? `−${full}` : t('legend.least')}</span>
      <span class="legend-scale">
        {STEPS.map((value) => (
          <i key={value} style={{ background: signedCss(theme.value, value) }} />
        ))}
      </span>
      <span>{full ? `+${full}` : t('legend.most')}</span>
    </div>
  );
}
