import { BITMAPS, TABLE_I } from 'lenet5';
import {
  at,
  backward,
  C1,
  C3,
  C5,
  competition,
  deltasOf,
  distanceGradients,
  distancesOf,
  type Example,
  F6,
  indexOf,
  measuredSlope,
  nameOf,
  parameterOf,
  S4,
  slopeAt,
  stateOf,
  statesOf,
  total,
  weightOf,
} from './example.js';
import { entry, figure, productSum, significant, windowOf } from './lines.js';

const deltaOf = (example: Example, layer: string, index: number) => at(deltasOf(example, layer), index);

/** Loss by both criteria, and what the competition makes of every class. */
export function loss(example: Example): string[] {
  const y = distancesOf(example);
  const right = at(y, example.label);
  const { loss: eq9, shares } = competition(y, example.label);
  const rows = shares.map((share, i) => {
    const name = i < 10 ? `${i}` : 'j';
    const derivative = i < 10 ? significant((i === example.label ? 1 : 0) - share) : 'fixed';
    return `  ${name}${figure(i < 10 ? at(y, i) : 3, 2, 11)}   ${significant(share).padEnd(14)}${derivative}`;
  });
  return [
    `Loss of the digit, whose label is ${example.label}`,
    entry(`Eq. 8: the distance y${example.label}`, figure(right)),
    entry('Eq. 9: y + log(e^-j + Σ e^-y)', figure(eq9)),
    '  i          y   share e^-y/Σ  ∂E/∂y by Eq. 9',
    ...rows,
  ];
}

/** A gradient by the formula, by the backward pass, and from two forward passes. */
function threeWays(example: Example, name: string, index: number, formula: number): string[] {
  const passed = at(parameterOf(example, name).gradient.data, index);
  return [
    entry('by the formula', significant(formula)),
    entry('by the backward pass', significant(passed)),
    entry('from the loss at w ± 1/256', significant(measuredSlope(example, name, index), 3)),
  ];
}

function twoWays(example: Example, layer: string, index: number, formula: number): string[] {
  return [
    entry('by the formula', significant(formula)),
    entry('by the backward pass', significant(deltaOf(example, layer, index))),
  ];
}

/** From the distances to a unit of F6. */
export function f6(example: Example): string[] {
  backward(example);
  const x = stateOf(example, 'F6', F6);
  const derivatives = distanceGradients(distancesOf(example), example.label);
  const sum = total(derivatives.map((d, i) => d * 2 * (x - (BITMAPS[i]?.[F6] ?? 0))));
  const delta = sum * slopeAt(x);
  const input = stateOf(example, 'C5', C5);
  return [
    `F6, unit ${F6}: state ${figure(x)}, bitmap of the ${example.label} ${BITMAPS[example.label]?.[F6]}`,
    entry('∂E/∂x = Σ ∂E/∂y·2(x − w)', significant(sum)),
    entry("f'(a)", significant(slopeAt(x))),
    'its delta, ∂E/∂a',
    ...twoWays(example, 'F6', F6, delta),
    `F6.weight[${F6}, ${C5}], whose input is ${figure(input)}: delta · input`,
    ...threeWays(example, 'F6.weight', F6 * 120 + C5, delta * input),
  ];
}

/** From F6 to a unit of C5, and a weight of C5. */
export function c5(example: Example): string[] {
  backward(example);
  const sent = Array.from(deltasOf(example, 'F6'), (d, k) => d * weightOf(example, 'F6.weight', k * 120 + C5));
  const x = stateOf(example, 'C5', C5);
  const delta = total(sent) * slopeAt(x);
  const from = indexOf(S4, 5);
  const input = stateOf(example, 'S4', from);
  return [
    `C5, unit ${C5}: state ${figure(x)}; 84 deltas of F6 come back through its 84 weights`,
    ...twoWays(example, 'C5', C5, delta),
    `C5.weight[${C5}, ${S4.map}, ${S4.row}, ${S4.column}], whose input is ${figure(input)}: delta · input`,
    ...threeWays(example, 'C5.weight', C5 * 400 + from, delta * input),
  ];
}

/** S4: one coefficient has 25 units; every unit of a window receives coefficient times delta. */
export function s4(example: Example): string[] {
  backward(example);
  const { map } = S4;
  const deltas = Array.from(deltasOf(example, 'S4')).slice(map * 25, (map + 1) * 25);
  const sums = statesOf(example, 'S4.pooled');
  const gradient = total(deltas.map((d, i) => d * at(sums, map * 25 + i)));
  const index = indexOf(C3, 10);
  const delta = deltaOf(example, 'S4', indexOf(S4, 5));
  const formula = delta * weightOf(example, 'S4.weight', map) * slopeAt(stateOf(example, 'C3', index));
  return [
    `S4.weight[${map}], the coefficient of map ${map}: sum over 25 units of delta · sum of the window`,
    ...threeWays(example, 'S4.weight', map, gradient),
    `${nameOf('C3', C3)}: delta of its window · coefficient · f'(a)`,
    ...twoWays(example, 'C3', index, formula),
  ];
}

/** C3: one weight is shared by 100 units. */
export function c3(example: Example): string[] {
  backward(example);
  const { map } = C3;
  const input = TABLE_I[map]?.indexOf(C1.map) ?? 0;
  const inputs = windowOf(statesOf(example, 'S2'), indexOf({ map: C1.map, row: 2, column: 2 }, 14), 14, 10, 10);
  const deltas = windowOf(deltasOf(example, 'C3'), map * 100, 10, 10, 10);
  return [
    `C3.conv${map}.weight[0, ${input}, 2, 2], the centre of its kernel on map ${C1.map}: sum over 100 places of delta · input`,
    ...threeWays(example, `C3.conv${map}.weight`, input * 25 + 12, productSum(inputs, deltas)),
  ];
}

/** C1: one weight is shared by 784 units, and every map of S2 hears from several maps of C3. */
export function c1(example: Example): string[] {
  backward(example);
  const { map } = C1;
  const inputs = windowOf(statesOf(example, 'input'), 2 * 32 + 2, 32, 28, 28);
  const deltas = windowOf(deltasOf(example, 'C1'), map * 784, 28, 28, 28);
  const listeners = TABLE_I.flatMap((maps, i) => (maps.includes(map) ? [i] : []));
  return [
    `Map ${map} of S2 is read by the maps ${listeners.join(', ')} of C3`,
    `C1.weight[${map}, 0, 2, 2], the centre of its kernel: sum over 784 places of delta · input`,
    ...threeWays(example, 'C1.weight', map * 25 + 12, productSum(inputs, deltas)),
    `C1.bias[${map}]: sum of the deltas`,
    ...threeWays(example, 'C1.bias', map, total(deltas.flat())),
  ];
}
