import { REJECT } from 'lenet5';
import { t } from '../state/language.js';
import { network } from '../state/model.js';
import { fixed } from '../state/numbers.js';
import { reading } from '../state/subject.js';
import { Bitmap } from './Bitmap.js';

/** Right end of the axis: two bitmaps differ by 50 to 150; −log p of a softmax stays below 20. */
const ENDS = { distance: 160, cost: 20 };
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The ten distances as bars on one axis, the smallest chosen, with the two thresholds of the reject rule. */
export function Distances() {
  const now = reading.value;
  const linear = network.value.architecture.output === 'linear';
  const end = linear ? ENDS.cost : ENDS.distance;
  const at = (value: number) => `${(100 * Math.min(value, end)) / end}%`;
  const least = now ? (now.distances[now.digit] as number) : 0;
  return (
    <div class="distances">
      <ol aria-label={t(linear ? 'distances.scores' : 'distances.name')}>
        {DIGITS.map((digit) => {
          const value = now?.distances[digit];
          const role = digit === now?.digit ? 'chosen' : digit === now?.runnerUp ? 'runner-up' : '';
          return (
            <li key={digit} class={`distance ${role} ${now?.rejected && role === 'chosen' ? 'rejected' : ''}`}>
              <span class="distance-digit">{digit}</span>
              <Bitmap digit={digit} />
              <span class="distance-axis">
                <i class="bar" style={{ width: at(value ?? 0) }} />
              </span>
              <output class="number">{value === undefined ? '' : fixed(value, 1)}</output>
            </li>
          );
        })}
      </ol>
      {!linear && (
        <div class="thresholds" aria-hidden="true">
          <i class="threshold" style={{ left: at(REJECT.distance) }} />
          {now && <i class="threshold margin" style={{ left: at(least + REJECT.margin) }} />}
        </div>
      )}
      <div class="axis" aria-hidden="true">
        <span>0</span>
        <span>{end / 2}</span>
        <span>{end}</span>
      </div>
    </div>
  );
}
