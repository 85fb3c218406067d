import { t } from '../state/language.js';
import { network } from '../state/model.js';
import { fixed } from '../state/numbers.js';
import { shown, statesVersion } from '../state/subject.js';
import { signedCss, theme } from '../state/theme.js';
import { pointed } from '../state/units.js';
import { explain } from './explain.js';
import { rangeOf } from './range.js';

/** One line on the unit pointed at. */
export function ExplanationLine() {
  statesVersion.value;
  const unit = pointed.value;
  const words = unit && explain(network.value, unit);
  return (
    <div class="explanation-row">
      <p id="explanation" class="explanation" aria-live="polite">
        {words ? (
          <>
            <b>{words.place}</b> <output>{words.value}</output> <span>= {words.formula}</span>
            <span class="quiet"> {[words.connections, words.page].filter(Boolean).join(' · ')}</span>
          </>
        ) : (
          <span class="quiet">{t('figure.hint')}</span>
        )}
      </p>
      <Legend />
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
