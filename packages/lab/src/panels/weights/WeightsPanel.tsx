import { useSignal } from '@preact/signals';
import { Scroll, Section } from '../../elements/Section.js';
import { signedBy, Tile } from '../../elements/Tile.js';
import { t } from '../../state/language.js';
import { weightChange } from '../../state/model.js';
import { signed } from '../../state/numbers.js';
import { pointed } from '../../state/units.js';
import { TableOne } from './TableOne.js';
import { fullOf, fullText, KERNEL, shownValues, type Values } from './values.js';
import './weights.css';

/** All 60,000 parameters of the network in the figure, as they are now. */
export function WeightsPanel() {
  const changes = useSignal(false);
  const { net, values } = shownValues(changes.value);
  return (
    <div class="weights">
      <label class="field">
        <input
          type="checkbox"
          checked={changes.value && weightChange.value !== null}
          disabled={weightChange.value === null}
          onChange={({ currentTarget }) => {
            changes.value = currentTarget.checked;
          }}
        />
        <span>{t('weights.changes')}</span>
      </label>
      <div class="weights-row">
        <FirstKernels values={values} />
        <TableOne net={net} values={values} />
      </div>
      <div class="weights-row">
        <Matrix values={values} layer="C5" rows={120} columns={400} />
        <Matrix values={values} layer="F6" rows={84} columns={120} />
      </div>
      <Subsampling values={values} layer="S2" />
      <Subsampling values={values} layer="S4" />
    </div>
  );
}

/** The six kernels of C1. */
function FirstKernels({ values }: { values: Values }) {
  const all = values('C1.weight');
  const full = fullOf(all);
  const lit = (map: number) => pointed.value?.layer === 'C1' && pointed.value.map === map;
  return (
    <Section title={t('weights.c1')}>
      <div class="kernels">
        {[0, 1, 2, 3, 4, 5].map((map) => (
          <figure key={map} class={lit(map) ? 'lit' : ''}>
            <Tile
              class="kernel large"
              values={all.subarray(map * KERNEL, (map + 1) * KERNEL)}
              columns={5}
              rows={5}
              colour={signedBy(full)}
              label={`C1 ${map}`}
            />
            <figcaption>{map}</figcaption>
          </figure>
        ))}
      </div>
      <p class="quiet fine">{fullText(full)}</p>
    </Section>
  );
}

/** Coefficient and bias of every map of S2 and S4. */
function Subsampling({ values, layer }: { values: Values; layer: 'S2' | 'S4' }) {
  const rows = [
    [t('weights.coefficient'), values(`${layer}.weight`)],
    [t('weights.bias'), values(`${layer}.bias`)],
  ] as const;
  const title = t('weights.subsampling', { layer });
  return (
    <Section title={title}>
      <Scroll label={title}>
        <table class="numbers">
          <tbody>
            {rows.map(([name, numbers]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {Array.from(numbers, (value, map) => (
                  <td key={map}>{signed(value, 2)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  );
}

interface MatrixProperties {
  readonly values: Values;
  readonly layer: 'C5' | 'F6';
  readonly rows: number;
  readonly columns: number;
}

/** All weights of a fully connected layer: a row for each unit, a column for each of its inputs. */
function Matrix({ values, layer, rows, columns }: MatrixProperties) {
  const all = values(`${layer}.weight`);
  const full = fullOf(all);
  return (
    <Section title={t('weights.matrix', { layer, rows, columns })}>
      <Scroll label={layer}>
        <Tile
          class={`matrix matrix-${layer}`}
          values={all}
          columns={columns}
          rows={rows}
          colour={signedBy(full)}
          label={layer}
        />
      </Scroll>
      <p class="quiet fine">{fullText(full)}</p>
    </Section>
  );
}
