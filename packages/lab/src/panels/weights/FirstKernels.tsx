import { Tile } from '../../elements/Tile.js';
import { t } from '../../state/language.js';
import { pointed } from '../../state/pointed.js';
import { fullOf, type Values } from './values.js';

const KERNEL = 25;

/** The six kernels of C1. */
export function FirstKernels({ values }: { values: Values }) {
  const all = Array.from(values('C1.weight'));
  const full = fullOf(all);
  return (
    <section>
      <h2>{t('weights.c1')}</h2>
      <div class="kernels">
        {[0, 1, 2, 3, 4, 5].map((map) => (
          <figure key={map} class={pointed.value?.layer === 'C1' && pointed.value.map === map ? 'lit' : ''}>
            <Tile
              class="kernel large"
              values={all.slice(map * KERNEL, (map + 1) * KERNEL)}
              columns={5}
              rows={5}
              full={full}
              label={`C1 ${map}`}
            />
            <figcaption>{map}</figcaption>
          </figure>
        ))}
      </div>
      <p class="quiet fine">{t('weights.full', { full: full.toPrecision(2) })}</p>
    </section>
  );
}
