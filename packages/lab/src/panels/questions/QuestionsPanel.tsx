import { Save } from '../../elements/Save.js';
import { percent } from '../../state/numbers.js';
import { panel } from '../../state/page.js';
import { type Figure, figureOf, settingsOfRow } from '../../training/figures.js';
import { focusOn, openRun } from '../../training/open-runs.js';
import { type Axis, axisOf } from './axis.js';
import { isShown, QUESTIONS, type Row } from './questions.js';
import { say } from './texts.js';
import './questions.css';
import { verdictOf } from './verdict.js';

/** The blog's questions, each with its answer, what was measured, and a button that measures it again. */
export function QuestionsPanel() {
  return (
    <div class="questions">
      <p class="quiet">{say('questions.note')}</p>
      {QUESTIONS.filter(isShown).map((question) => (
        <article key={question.id} class={question.id === 'gap' ? 'gap' : undefined} data-picture>
          <div class="titled" data-unsaved>
            <h2>{say(`question.${question.id}`)}</h2>
            <Save
              name={`question-${question.id}`}
              format="svg"
              title={say(`question.${question.id}`)}
              source={say('questions.source')}
            />
          </div>
          <p class="verdict">{verdictOf(question)}</p>
          <Rows rows={question.rows} />
          <p class="quiet">{say(`answer.${question.id}`)}</p>
        </article>
      ))}
    </div>
  );
}

/** Trains a row in this tab, where it can be watched. */
function runHere(row: Row): void {
  const settings = settingsOfRow(row);
  if (!settings) return;
  const live = openRun(settings);
  focusOn(live);
  live.start();
  panel.value = 'train';
}

/** Test errors of some rows on one axis, each with the button that runs it here. */
function Rows({ rows }: { rows: readonly Row[] }) {
  const axis = axisOf(rows.map(figureOf).filter((figure) => figure !== null));
  return (
    <ul class="rows">
      {rows.map((row) => (
        <Line key={row.id} row={row} axis={axis} />
      ))}
      {axis && (
        <li class="row row-ticks" aria-hidden="true">
          <span class="row-name quiet">{say('questions.axis')}</span>
          <span class="row-axis">
            {axis.ticks.map((tick) => (
              <i key={tick} style={{ left: `${axis.at(tick)}%` }}>
                {Number(tick.toFixed(1))}
              </i>
            ))}
          </span>
        </li>
      )}
    </ul>
  );
}

function Line({ row, axis }: { row: Row; axis: Axis | null }) {
  const figure = figureOf(row);
  return (
    <li class="row">
      <span class="row-name">{say(row.text)}</span>
      <span class="row-axis" aria-hidden="true">
        {axis?.ticks.map((tick) => (
          <i key={tick} class="row-tick" style={{ left: `${axis.at(tick)}%` }} />
        ))}
        {figure && axis && <Mark figure={figure} axis={axis} />}
      </span>
      <span class="row-value">{figure && <Value figure={figure} />}</span>
      <button
        type="button"
        data-unsaved
        aria-label={`${say('questions.run')}: ${say(row.text)}`}
        onClick={() => runHere(row)}
      >
        {say('questions.run')}
      </button>
    </li>
  );
}

/** A dot at the mean, a stroke for ± one deviation. */
function Mark({ figure: { mean, deviation }, axis }: { figure: Figure; axis: Axis }) {
  if (mean === null) return null;
  const [low, high] = [axis.at(Math.max(0, mean - (deviation ?? 0))), axis.at(mean + (deviation ?? 0))];
  return (
    <>
      <i class="row-spread" style={{ left: `${low}%`, width: `${high - low}%` }} />
      <i class="row-dot" style={{ left: `${axis.at(mean)}%` }} />
    </>
  );
}

/** Mean, deviation, over how many seeds; and of trainings that collapsed, how many. */
function Value({ figure: { mean, deviation, seeds, stopped } }: { figure: Figure }) {
  const count = say(seeds === 1 ? 'questions.seed' : 'questions.seeds', { count: seeds });
  const spread = deviation === null ? `(${count})` : `± ${deviation.toFixed(2)} (${count})`;
  if (mean === null) {
    return (
      <>
        {say('questions.stopped')} <span class="quiet">({count})</span>
      </>
    );
  }
  return (
    <>
      {percent(mean)}{' '}
      <span class="quiet">{stopped > 0 ? `${spread}, ${stopped} ${say('questions.stopped')}` : spread}</span>
    </>
  );
}
