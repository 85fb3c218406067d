import type { DenseLayer } from 'lenet5/core';
import { dot, rowTerms } from '../../figure/sums.js';
import { network } from '../../state/model.js';
import { fixed, signed } from '../../state/numbers.js';
import { numbersVersion } from '../../state/subject.js';
import { gridOf, type Unit } from '../../state/units.js';
import { chosenIndex } from './chosen.js';
import { Ending } from './Ending.js';
import { say } from './texts.js';

const SHOWN = 10;

/** Where an input of the unit stands in the layer below: "map 3, row 1, column 2", short. */
function placeIn(from: string, at: number): string {
  const { maps, width, units } = gridOf(from);
  if (maps === 1) return String(at);
  const place = at % units;
  return `${Math.floor(at / units)}·${Math.floor(place / width)}·${place % width}`;
}

/** A unit that reads all units below: the largest of its summands. */
export function Summands({ layer, unit }: { layer: DenseLayer; unit: Unit }) {
  numbersVersion.value;
  const { states, weights, bias } = rowTerms(network.value, layer, unit);
  const summands = Array.from(weights, (weight, at) => ({ at, weight, state: states[at] ?? 0 }))
    .map((each) => ({ ...each, product: each.weight * each.state }))
    .sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  const shown = summands.slice(0, SHOWN);
  const rest = summands.slice(SHOWN).reduce((sum, { product }) => sum + product, 0);
  const full = Math.max(Math.abs(rest), ...shown.map(({ product }) => Math.abs(product))) || 1;
  const counts = { layer: layer.name, index: chosenIndex(), count: shown.length, inputs: layer.inputs };
  return (
    <section>
      <h2>{say('summands', counts)}</h2>
      <ol class="summands">
        {shown.map(({ at, weight, state, product }) => (
          <li key={at}>
            <span>{say('summand', { from: layer.from, at: placeIn(layer.from, at) })}</span>
            <span>
              {fixed(state, 2)} × {fixed(weight, 2)}
            </span>
            <Bar value={product} full={full} />
          </li>
        ))}
        <li>
          <span>{say('rest', { count: summands.length - shown.length })}</span>
          <span />
          <Bar value={rest} full={full} />
        </li>
      </ol>
      <Ending layer={layer} sum={dot(weights, states)} bias={bias} unit={unit} />
    </section>
  );
}

/** A signed value as a bar to one side of the middle. */
function Bar({ value, full }: { value: number; full: number }) {
  const width = `${(50 * Math.abs(value)) / full}%`;
  return (
    <>
      <span class="summand-axis">
        <i
          class={value < 0 ? 'negative' : 'positive'}
          style={value < 0 ? { right: '50%', width } : { left: '50%', width }}
        />
      </span>
      <span class="number">{signed(value, 3)}</span>
    </>
  );
}
