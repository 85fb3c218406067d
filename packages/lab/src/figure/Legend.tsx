import { theme } from '../app/theme.js';
import { t } from '../language/index.js';
import { shown } from '../model/subject.js';
import { cssColour } from './colour.js';

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
