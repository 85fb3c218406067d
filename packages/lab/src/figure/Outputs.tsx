import { BITMAP_HEIGHT, BITMAP_WIDTH } from 'lenet5/core';
import { REJECT } from 'lenet5/recognition';
import { useMemo } from 'preact/hooks';
import { Save } from '../elements/Save.js';
import { classNames } from '../state/classes.js';
import { type Key, t } from '../state/language.js';
import { network } from '../state/model.js';
import { fixed } from '../state/numbers.js';
import { reading, statesVersion } from '../state/subject.js';
import { keep, leave, pointed, toggle, type Unit } from '../state/units.js';

/** What the outputs are shown as: on which axis, and how it is called. */
interface Axis {
  readonly name: Key;
  readonly start: number;
  readonly end: number;
}

/** Two bitmaps differ by 50 to 150; −log p of a softmax stays below 20; a tanh ends at ±1. */
const DISTANCES: Axis = { name: 'distances.name', start: 0, end: 160 };
const COSTS: Axis = { name: 'distances.costs', start: 0, end: 20 };
const SCORES: Axis = { name: 'distances.scores', start: -1, end: 1 };

/** Above so many classes the rows are narrow. */
const FEW = 10;

function axisOf(): Axis {
  const output = network.value.layers.at(-1);
  if (output?.kind === 'distances') return DISTANCES;
  return output?.squash === 'none' ? COSTS : SCORES;
}

/** The outputs on that axis; none while there is nothing to read. */
function valuesOn(axis: Axis): ArrayLike<number> {
  statesVersion.value;
  const now = reading.value;
  if (!now) return [];
  return axis === SCORES ? network.value.outputs.state.data : now.distances;
}

function outputUnit(row: number): Unit {
  return { layer: 'Output', map: 0, row, column: 0 };
}

/** Arrow keys go from class to class, Enter keeps one, Escape lets go. */
function walk(event: KeyboardEvent, classes: number): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const now = pointed.peek();
  if (event.key === 'Escape') keep(null);
  if (event.key === 'Enter') toggle(now);
  if (!step) return;
  event.preventDefault();
  const row = now?.layer === 'Output' ? now.row + step : 0;
  pointed.value = outputUnit(Math.max(0, Math.min(classes - 1, row)));
}

/** A bar for each class on one axis, the answer chosen, with the two thresholds of the reject rule. */
export function Outputs() {
  const { bitmaps } = network.value;
  const axis = axisOf();
  const values = valuesOn(axis);
  const now = reading.value;
  const at = (value: number) => {
    const share = (value - axis.start) / (axis.end - axis.start);
    return `${100 * Math.min(1, Math.max(0, share))}%`;
  };
  const names = classNames(network.value);
  return (
    <div
      class={`distances ${names.length > FEW ? 'many' : ''} ${names.some((name) => name.length > 2) ? 'named' : ''}`}
    >
      <div class="distance-rows">
        <ol
          aria-label={t(axis.name)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go from class to class
          tabIndex={0}
          onKeyDown={(event) => walk(event, names.length)}
          onBlur={leave}
        >
          {names.map((name, i) => {
            const value = values[i];
            const role = i === now?.digit ? 'chosen' : i === now?.runnerUp ? 'runner-up' : '';
            return (
              <li
                key={name}
                class={`distance ${role} ${now?.rejected && role === 'chosen' ? 'rejected' : ''}`}
                onPointerEnter={({ pointerType }) => {
                  if (pointerType !== 'touch') pointed.value = outputUnit(i);
                }}
                onPointerLeave={leave}
                onPointerUp={() => toggle(outputUnit(i))}
              >
                <span class="distance-digit" title={name}>
                  {name}
                </span>
                <Bitmap code={bitmaps[i]} />
                <span class="distance-axis">
                  <i
                    class={`bar ${(value ?? 0) > axis.end ? 'beyond' : ''}`}
                    style={{ width: at(value ?? axis.start) }}
                  />
                </span>
                <span class="number">{value === undefined ? '' : fixed(value, axis === SCORES ? 2 : 1)}</span>
              </li>
            );
          })}
        </ol>
        {axis === DISTANCES && (
          <div class="thresholds" aria-hidden="true">
            <i class="threshold" style={{ left: at(REJECT.distance) }} />
            {now && <i class="threshold margin" style={{ left: at((values[now.digit] ?? 0) + REJECT.margin) }} />}
          </div>
        )}
      </div>
      <div class="axis" aria-hidden="true">
        <span>{fixed(axis.start, 0)}</span>
        <span>{fixed((axis.start + axis.end) / 2, 0)}</span>
        <span>{fixed(axis.end, 0)}</span>
      </div>
      {axis === DISTANCES && (
        <ul class="threshold-words">
          <li>
            <i class="threshold" /> {t('distances.limit', { limit: REJECT.distance })}
          </li>
          <li>
            <i class="threshold margin" /> {t('distances.margin', { margin: REJECT.margin })}
          </li>
          <li>
            <i class="torn" /> {t('distances.beyond', { end: axis.end })}
          </li>
        </ul>
      )}
      <Save name="outputs" format="svg" title={t(axis.name)} of=".answer, .distances, .compared" />
    </div>
  );
}

function inkOf(code: readonly number[]): string {
  const at = (i: number) => `M${i % BITMAP_WIDTH} ${Math.floor(i / BITMAP_WIDTH)}h1v1h-1z`;
  return code.map((value, i) => (value > 0 ? at(i) : '')).join('');
}

/** The fixed code of a class, 7×12; nothing where there are none. */
function Bitmap({ code }: { code: readonly number[] | undefined }) {
  const ink = useMemo(() => code && inkOf(code), [code]);
  if (!ink) return <span class="bitmap" />;
  const box = `0 0 ${BITMAP_WIDTH} ${BITMAP_HEIGHT}`;
  return (
    <svg class="bitmap" viewBox={box} aria-hidden="true" shape-rendering="crispEdges">
      <path d={ink} />
    </svg>
  );
}
