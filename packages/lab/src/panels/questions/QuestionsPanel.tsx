import { t } from '../../state/language.js';
import { percent } from '../../state/numbers.js';
import { type Figure, figureOf, isShown, QUESTIONS, type Row, runHere, STAIRS } from './questions.js';
import './questions.css';

/** The blog's questions, each with what was measured and a button that measures it again. */
export function QuestionsPanel() {
  return (
    <div class="questions">
      <p class="quiet">{t('questions.note')}</p>
      <article class="stairs">
        <h2>{t('question.gap')}</h2>
        <p>{t('answer.gap')}</p>
        <Bars rows={STAIRS} />
      </article>
      {QUESTIONS.filter(isShown).map(({ id, rows }) => (
        <article key={id}>
          <h2>{t(`question.${id}`)}</h2>
          <p>{t(`answer.${id}`)}</p>
          <Bars rows={rows} />
        </article>
      ))}
    </div>
  );
}

/** Test errors of some rows on one axis from 0, each with the button that runs it here. */
function Bars({ rows }: { rows: readonly Row[] }) {
  const end = endOf(rows);
  return (
    <ul class="rows">
      {rows.map((row) => (
        <Bar key={row.id} row={row} end={end} />
      ))}
    </ul>
  );
}

function Bar({ row, end }: { row: Row; end: number }) {
  const figure = figureOf(row);
  const at = (value: number) => `${(100 * Math.min(value, end)) / end}%`;
  return (
    <li class="row">
      <span class="row-name">{t(row.text)}</span>
      <span class="row-axis" aria-hidden="true">
        {figure && <i class="row-bar" style={{ width: at(figure.mean) }} />}
        {figure && <i class="row-spread" style={spreadAt(figure, end, at)} />}
      </span>
      <span class="row-value">
        {figure ? percent(figure.mean) : <span class="quiet">{t('questions.unmeasured')}</span>}
        {figure && <span class="quiet"> {spreadText(figure)}</span>}
      </span>
      <button type="button" aria-label={`${t('questions.run')}: ${t(row.text)}`} onClick={() => runHere(row)}>
        {t('questions.run')}
      </button>
    </li>
  );
}

/** Right end of the axis, in per cent, and the error above which nothing was learnt: its bar is as long as the axis. */
const END = 3.5;
const NOTHING_LEARNT = 20;

/** Right end of the axis of some rows: the same for all cards unless one of them has more. */
function endOf(rows: readonly Row[]): number {
  const means = rows.map((row) => figureOf(row)?.mean ?? 0);
  return Math.max(END, ...means.filter((mean) => mean < NOTHING_LEARNT).map((mean) => 1.1 * mean));
}

/** Place of the stroke for ± one deviation; it ends with the axis. */
function spreadAt(
  { mean, deviation }: Figure,
  end: number,
  at: (value: number) => string,
): { left: string; width: string } {
  const low = Math.min(mean - (deviation ?? 0), end);
  const high = Math.min(mean + (deviation ?? 0), end);
  return { left: at(low), width: at(high - low) };
}

/** Over how many seeds the mean is, and how far they lie apart. */
function spreadText({ deviation, seeds }: Figure): string {
  const count = t(seeds === 1 ? 'questions.seed' : 'questions.seeds', { count: seeds });
  return deviation === null ? `(${count})` : `± ${deviation.toFixed(2)} (${count})`;
}
