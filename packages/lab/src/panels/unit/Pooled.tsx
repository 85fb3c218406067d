import type { SubsamplingLayer } from 'lenet5/core';
import { parameter, statesIn, statesOf } from '../../figure/sums.js';
import { network } from '../../state/model.js';
import { fixed, signed } from '../../state/numbers.js';
import { numbersVersion } from '../../state/subject.js';
import { type Unit, type Window, windowOf } from '../../state/units.js';
import { Ending } from './Ending.js';
import { say } from './texts.js';

/** A unit of a subsampling layer: the window, what becomes of it, coefficient and bias. */
export function Pooled({ layer, unit }: { layer: SubsamplingLayer; unit: Unit }) {
  numbersVersion.value;
  const net = network.value;
  const { name, from, pooling, trained } = layer;
  const states = statesIn(windowOf(layer) as Window, statesOf(net, from), from, unit.map, unit);
  const sum = states.reduce((all, value) => all + value, 0);
  const pooled = { sum, average: sum / states.length, max: Math.max(...states) }[pooling];
  const coefficient = trained ? (parameter(net, `${name}.weight`)[unit.map] ?? 0) : 1;
  const bias = trained ? (parameter(net, `${name}.bias`)[unit.map] ?? 0) : null;
  const kind = say(`pooling.${pooling}`);
  return (
    <section>
      <h2>{say('window', { layer: name, map: unit.map, from, pooling: kind })}</h2>
      <p class="product">
        {kind}({states.map((value) => fixed(value, 3)).join(', ')})
      </p>
      <ul class="ending">
        <li>{say('pooled', { pooling: kind, value: signed(pooled, 3) })}</li>
        {trained && <li>{say('coefficient', { coefficient: fixed(coefficient, 3) })}</li>}
      </ul>
      <Ending layer={layer} sum={coefficient * pooled} bias={bias} unit={unit} />
    </section>
  );
}
