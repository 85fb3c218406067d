import { cssColour } from '../state/colour.js';
import { t } from '../state/language.js';
import { shown } from '../state/subject.js';
import { theme } from '../state/theme.js';

const STEPS = Array.from({ length: 21 }, (_, i) => (i - 10) / 10);

/** The one colour scale, once. */
export function Legend() {
  const deltas = shown.value === 'deltas';
  return (
    <div class="legend" role="img" aria-label={t(deltas ? 'legend.deltas.name' : 'legend.states.name')}>
      <span>{deltas ? t('legend.least') : '−1.72'}</span>
      <span class="legend-scale">
        {STEPS.map((value) => (
          <i key={value} style={{ background: cssColour(theme.value, value) }} />
        ))}
      </span>
      <span>{deltas ? t('legend.most') : '+1.72'}</span>
    </div>
  );
}
