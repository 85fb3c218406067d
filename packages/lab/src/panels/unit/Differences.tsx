import { BITMAP_HEIGHT, BITMAP_WIDTH, type DistancesLayer } from 'lenet5/core';
import { signedBy, Tile } from '../../elements/Tile.js';
import { rangeOf } from '../../figure/range.js';
import { statesOf } from '../../figure/sums.js';
import { classNames } from '../../state/classes.js';
import { network } from '../../state/model.js';
import { fixed } from '../../state/numbers.js';
import { numbersVersion } from '../../state/subject.js';
import type { Unit } from '../../state/units.js';
import { say } from './texts.js';

/** An output that is a distance: the code, the bitmap, and the square of each difference, which sum up to it. */
export function Differences({ layer, unit }: { layer: DistancesLayer; unit: Unit }) {
  numbersVersion.value;
  const net = network.value;
  const states = Array.from(statesOf(net, layer.from).subarray(0, layer.inputs));
  const target = net.bitmaps[unit.row] ?? [];
  const squares = states.map((value, i) => (value - (target[i] ?? 0)) ** 2);
  const most = Math.max(...squares);
  const furthest = squares.indexOf(most);
  const digit = classNames(net)[unit.row] ?? '';
  const shape = { columns: BITMAP_WIDTH, rows: BITMAP_HEIGHT };
  const range = signedBy(rangeOf(net) ?? 1);
  const distance = fixed(
    squares.reduce((sum, value) => sum + value, 0),
    1,
  );
  return (
    <section>
      <h2>{say('differences', { distance, digit, inputs: layer.inputs })}</h2>
      <div class="differences">
        {(
          [
            ['states', states, range],
            ['bitmap', target, range],
            ['squares', squares, signedBy(most || 1)],
          ] as const
        ).map(([name, values, colour]) => (
          <figure key={name}>
            <Tile class="code" values={values} {...shape} colour={colour} label={say(name, { digit })} />
            <figcaption>{say(name, { digit })}</figcaption>
          </figure>
        ))}
      </div>
      <p>
        {say('furthest', {
          at: furthest,
          state: fixed(states[furthest] ?? 0, 2),
          target: fixed(target[furthest] ?? 0, 0),
          square: fixed(most, 2),
        })}
      </p>
    </section>
  );
}
