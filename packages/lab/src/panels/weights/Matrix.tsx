import { Scroll } from '../../elements/Scroll.js';
import { Tile } from '../../elements/Tile.js';
import { t } from '../../state/language.js';
import { fullOf, type Values } from './values.js';

interface Properties {
  readonly values: Values;
  readonly layer: 'C5' | 'F6';
  readonly rows: number;
  readonly columns: number;
}

/** All weights of a fully connected layer: a row for each unit, a column for each of its inputs. */
export function Matrix({ values, layer, rows, columns }: Properties) {
  const all = values(`${layer}.weight`);
  const full = fullOf(all);
  return (
    <section>
      <h2>{t('weights.matrix', { layer, rows, columns })}</h2>
      <Scroll label={layer}>
        <Tile class={`matrix matrix-${layer}`} values={all} columns={columns} rows={rows} full={full} label={layer} />
      </Scroll>
      <p class="quiet fine">{t('weights.full', { full: full.toPrecision(2) })}</p>
    </section>
  );
}
