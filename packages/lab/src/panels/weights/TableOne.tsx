import { useSignal } from '@preact/signals';
import type { Network } from 'lenet5';
import { Scroll, Section } from '../../elements/Section.js';
import { signedBy, Tile } from '../../elements/Tile.js';
import { t } from '../../state/language.js';
import { pointed } from '../../state/units.js';
import { fullOf, fullText, kernelOf, kernelText, tableOf, type Values } from './values.js';

const S2_MAPS = [0, 1, 2, 3, 4, 5];

/** Marks the column or row of the map that is pointed at in the figure. */
function litWhere(map: number | null, below: number | null): string {
  const unit = pointed.value;
  return (unit?.layer === 'C3' && unit.map === map) || (unit?.layer === 'S2' && unit.map === below) ? 'lit' : '';
}

/** Table I of the paper with the kernels in place of its crosses. */
export function TableOne({ net, values }: { net: Network; values: Values }) {
  const words = useSignal('');
  const maps = tableOf(net).map((_, map) => map);
  const full = fullOf(...maps.map((map) => values(`C3.conv${map}.weight`)));
  const cell = (map: number, below: number) => {
    const kernel = kernelOf(net, values, map, below);
    const label = `C3 ${map} ← S2 ${below}`;
    const tell = () => {
      words.value = kernelText(map, below, kernel);
    };
    return (
      <td key={map} class={litWhere(map, below)} onPointerEnter={tell}>
        {kernel && <Tile class="kernel" values={kernel} columns={5} rows={5} colour={signedBy(full)} label={label} />}
      </td>
    );
  };
  return (
    <Section title={t('weights.c3')}>
      <Scroll label={t('weights.c3')}>
        <table class="table-one">
          <thead>
            <tr>
              <td />
              {maps.map((map) => (
                <th key={map} scope="col" class={litWhere(map, null)}>
                  {map}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {S2_MAPS.map((below) => (
              <tr key={below}>
                <th scope="row" class={litWhere(null, below)}>
                  {below}
                </th>
                {maps.map((map) => cell(map, below))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="quiet fine">{words.value || fullText(full)}</p>
    </Section>
  );
}
