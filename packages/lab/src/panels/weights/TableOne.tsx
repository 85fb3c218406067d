import { useSignal } from '@preact/signals';
import type { Network } from 'lenet5';
import { Scroll } from '../../elements/Scroll.js';
import { Tile } from '../../elements/Tile.js';
import { t } from '../../state/language.js';
import { signed } from '../../state/numbers.js';
import { pointed } from '../../state/pointed.js';
import { layerNamed } from '../../state/units.js';
import { fullOf, type Values } from './values.js';

const S2_MAPS = [0, 1, 2, 3, 4, 5];
const KERNEL = 25;

/** One kernel, or nothing where the two maps are not connected. */
function kernelOf(net: Network, values: Values, map: number, below: number): ArrayLike<number> | null {
  const layer = layerNamed(net.layers, 'C3');
  const place = layer.kind === 'convolution' ? (layer.table[map]?.indexOf(below) ?? -1) : -1;
  if (place < 0) return null;
  const all = values(`C3.conv${map}.weight`);
  return Array.from({ length: KERNEL }, (_, i) => all[place * KERNEL + i] as number);
}

function kernelWords(map: number, below: number, kernel: ArrayLike<number>): string {
  const rows = [0, 1, 2, 3, 4].map((y) => [0, 1, 2, 3, 4].map((x) => signed(kernel[5 * y + x] as number, 2)).join(' '));
  return t('weights.kernel', { map, below, values: rows.join(' / ') });
}

/** Table I of the paper with the kernels in place of its crosses. The column or row of the map pointed at is lit. */
export function TableOne({ net, values }: { net: Network; values: Values }) {
  const words = useSignal('');
  const layer = layerNamed(net.layers, 'C3');
  const maps = layer.kind === 'convolution' ? layer.table.map((_, map) => map) : [];
  const full = fullOf(...maps.map((map) => values(`C3.conv${map}.weight`)));
  const unit = pointed.value;
  const lit = (map: number, below: number) =>
    (unit?.layer === 'C3' && unit.map === map) || (unit?.layer === 'S2' && unit.map === below);
  return (
    <section>
      <h2>{t('weights.c3')}</h2>
      <Scroll label={t('weights.c3')}>
        <table class="table-one">
          <thead>
            <tr>
              <td />
              {maps.map((map) => (
                <th key={map} scope="col" class={lit(map, -1) ? 'lit' : ''}>
                  {map}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {S2_MAPS.map((below) => (
              <tr key={below}>
                <th scope="row" class={lit(-1, below) ? 'lit' : ''}>
                  {below}
                </th>
                {maps.map((map) => {
                  const kernel = kernelOf(net, values, map, below);
                  return (
                    <td
                      key={map}
                      class={lit(map, below) ? 'lit' : ''}
                      onPointerEnter={() => {
                        words.value = kernel ? kernelWords(map, below, kernel) : t('weights.none', { map, below });
                      }}
                    >
                      {kernel && (
                        <Tile
                          class="kernel"
                          values={kernel}
                          columns={5}
                          rows={5}
                          full={full}
                          label={`C3 ${map} ← S2 ${below}`}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="quiet fine">{words.value || t('weights.full', { full: full.toPrecision(2) })}</p>
    </section>
  );
}
