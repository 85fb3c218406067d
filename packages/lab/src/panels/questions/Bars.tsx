import { t } from '../../state/language.js';
import { percent } from '../../state/numbers.js';
import { type Figure, figureOf } from './figures.js';
import type { Row } from './questions.js';
import { runHere } from './run.js';

/** Right end of the axis, in per cent: beyond every training that learnt. */
const END = 3.5;
const at = (value: number) => `${(100 * Math.min(value, END)) / END}%`;

/** Place of the stroke for ± one deviation; it ends with the axis. */
function spreadAt(mean: number, deviation: number): { left: string; width: string } {
  const [low, high] = [mean - deviation, mean + deviation].map((value) => Math.min(value, END)) as [number, number];
  return { left: at(low), width: at(high - low) };
}

/** Where a figure comes from. */
function wordsOf({ seeds, origin }: Figure): string {
  const count = t(seeds === 1 ? 'questions.seed' : 'questions.seeds', { count: seeds });
  return origin === 'report' ? `(${count})` : `(${count}, ${t('questions.prototype')})`;
}

function Bar({ row }: { row: Row }) {
  const figure = figureOf(row.id);
  const { mean = 0, deviation = 0 } = figure ?? {};
  return (
    <li class="row">
      <span class="row-name">{t(row.text)}</span>
      <span class="row-axis" aria-hidden="true">
        {figure && <i class="row-bar" style={{ width: at(mean) }} />}
        {figure && deviation !== null && <i class="row-spread" style={spreadAt(mean, deviation)} />}
      </span>
      <span class="row-value">
        {figure ? percent(mean) : <span class="quiet">{t('questions.unmeasured')}</span>}
        {figure && (
          <span class="quiet">
            {' '}
            {deviation === null ? '' : `± ${deviation.toFixed(2)} `}
            {wordsOf(figure)}
          </span>
        )}
      </span>
      <button type="button" aria-label={`${t('questions.run')}: ${t(row.text)}`} onClick={() => runHere(row)}>
        {t('questions.run')}
      </button>
    </li>
  );
}

/** Test errors of some rows on one axis from 0, each with the button that runs it here. */
export function Bars({ rows }: { rows: readonly Row[] }) {
  return (
    <ul class="rows">
      {rows.map((row) => (
        <Bar key={row.id} row={row} />
      ))}
    </ul>
  );
}
