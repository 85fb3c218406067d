import type { Candidate, Point } from 'lenet5/recognition';
import { byteInk, Tile } from '../elements/Tile.js';
import { classNames } from '../state/classes.js';
import { type Key, t } from '../state/language.js';
import { network } from '../state/model.js';
import { integer, percent } from '../state/numbers.js';
import { chooseTracing, recognition, subject, tracing } from '../state/subject.js';
import { drawing } from './drawing.js';
import { contain } from './raster.js';
import './trace.css';

/** Shows on the pad, and below the figure, how it was read. */
export function TraceSwitch() {
  return (
    <label class="field trace-switch">
      <input
        type="checkbox"
        checked={tracing.value}
        onChange={({ currentTarget }) => chooseTracing(currentTarget.checked)}
      />
      <span>{t('trace.switch')}</span>
    </label>
  );
}

function way(points: readonly Point[]): string {
  return `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`;
}

/** Twice, so that it shows on ink and on paper. */
function Way({ points, kind }: { points: readonly Point[]; kind: string }) {
  const d = way(points);
  return (
    <>
      <path class="halo" d={d} />
      <path class={kind} d={d} />
    </>
  );
}

/** Lines, cuts and the best path, over what is on the pad. */
export function TraceLines() {
  const now = subject.value;
  const trace = recognition.value?.trace;
  if (now.kind !== 'pad' || !now.image || !trace) return null;
  const { width, height } = now.image;
  const frame = contain(now.image, 100);
  const place = { left: `${frame.x}%`, top: `${frame.y}%`, width: `${frame.width}%`, height: `${frame.height}%` };
  const path = trace.candidates.filter(({ taken }) => taken === 'digit');
  return (
    <svg
      class={`trace-lines ${drawing.value.picture ? 'on-picture' : ''}`}
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      style={place}
    >
      {trace.lines.map(({ from, to }) => (
        <Way key={way([from, to])} kind="form-line" points={[from, to]} />
      ))}
      {trace.cuts.map(({ points, taken }) => (
        <Way key={way(points)} kind={taken ? 'cut taken' : 'cut'} points={points} />
      ))}
      {path.map(({ box: { x, y, width: across, height: down } }) => {
        const points = [
          { x, y: y + down },
          { x: x + across, y: y + down },
        ];
        return <Way key={way(points)} kind="best-path" points={points} />;
      })}
    </svg>
  );
}

/** What each mark over the pad is, in a sentence. */
const MARKS: readonly (readonly [kind: string, name: Key, words: Key])[] = [
  ['form-line', 'trace.line', 'trace.line.words'],
  ['cut', 'trace.cut', 'trace.cut.words'],
  ['best-path', 'trace.path', 'trace.path.words'],
  ['refused', 'trace.refused', 'trace.refused.words'],
];

/** More candidates are counted only. */
const MOST = 80;

/** The words for what is drawn over the pad, and all that the network was asked about. */
export function TraceRow() {
  if (!tracing.value) return null;
  const candidates = (subject.value.kind === 'pad' && recognition.value?.trace?.candidates) || [];
  const hidden = candidates.length - MOST;
  return (
    <section class="trace" aria-label={t('trace.switch')}>
      <ul class="trace-marks">
        {MARKS.map(([kind, name, words]) => (
          <li key={kind}>
            <svg aria-hidden="true" viewBox="0 0 24 12">
              <path class={kind} d="M1 6H23" />
            </svg>
            <p>
              <b>{t(name)}</b> {t(words)}
            </p>
          </li>
        ))}
      </ul>
      <ol class="candidates" aria-label={t('trace.candidates')}>
        {candidates.slice(0, MOST).map((candidate, i) => (
          <CandidateTile key={i} candidate={candidate} />
        ))}
      </ol>
      {hidden > 0 && <p class="quiet">{t('trace.more', { count: integer(hidden) })}</p>}
    </section>
  );
}

function CandidateTile({ candidate: { image, digit, confidence, rejected, taken } }: { candidate: Candidate }) {
  const fate = taken ?? (rejected ? 'refused' : 'beside');
  const sure = percent(Math.floor(100 * confidence), 0);
  return (
    <li class={`candidate ${fate}`}>
      <Tile values={image} columns={28} rows={28} colour={byteInk} label={t(`trace.${fate}.name`)} />
      <span>
        {classNames(network.value)[digit]}: <small>{sure}</small>
      </span>
    </li>
  );
}
