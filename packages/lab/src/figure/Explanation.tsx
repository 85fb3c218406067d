import { t } from '../state/language.js';
import { network } from '../state/model.js';
import { pointed } from '../state/pointed.js';
import { statesVersion } from '../state/subject.js';
import { explain } from './explain.js';
import { Legend } from './Legend.js';

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
