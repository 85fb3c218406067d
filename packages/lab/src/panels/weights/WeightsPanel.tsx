import { useSignal } from '@preact/signals';
import { t } from '../../state/language.js';
import { weightChange } from '../../state/model.js';
import { FirstKernels, Matrix, Subsampling } from './Layers.js';
import { TableOne } from './TableOne.js';
import { shownValues } from './values.js';
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
