import type { Layer } from 'lenet5/core';
import { squashText } from '../../figure/explain.js';
import { network } from '../../state/model.js';
import { fixed, signed } from '../../state/numbers.js';
import { numbersVersion } from '../../state/subject.js';
import { isSwitchedOff } from '../../state/switched-off.js';
import { indexOf, type Unit } from '../../state/units.js';
import { say } from './texts.js';

/** From the sum of the products to the value: bias, weighted sum, squash. */
export function Ending(properties: {
  layer: Exclude<Layer, { kind: 'distances' }>;
  sum: number;
  bias: number | null;
  unit: Unit;
}) {
  numbersVersion.value;
  const { layer, sum, bias, unit } = properties;
  const a = sum + (bias ?? 0);
  const value = signed(network.value.unitsNamed(layer.name).state.data[indexOf(unit)] ?? 0, 3);
  return (
    <ul class="ending">
      {bias !== null && <li>{say('bias', { bias: signed(bias, 3) })}</li>}
      <li>{say('weighted', { a: signed(a, 3) })}</li>
      <li>
        {isSwitchedOff(unit)
          ? say('off')
          : layer.squash === 'none'
            ? say('noSquash', { value })
            : say('squash', { formula: squashText(layer.squash, fixed(a, 3)), value })}
      </li>
    </ul>
  );
}
