import { BITMAPS, TABLE_I } from 'lenet5';
import {
  at,
  C1,
  C3,
  C5,
  distancesOf,
  type Example,
  F6,
  f,
  indexOf,
  nameOf,
  PIXEL,
  type Place,
  S2,
  S4,
  stateOf,
  statesOf,
  total,
  weightOf,
} from './example.js';
import { beside, entry, figure, grid, productSum, windowOf } from './lines.js';

/** What the walk computed, beside what the kernels did. */
function compared(example: Example, layer: string, index: number, sum: number): string[] {
  return [
    entry('f(sum) = 1.7159·tanh(2/3·sum)', figure(f(sum))),
    entry(`${layer} of the network`, figure(stateOf(example, layer, index))),
  ];
}

/** One pixel becomes an input. */
export function picture(example: Example): string[] {
  const { row, column } = PIXEL;
  const pixel = at(example.pixels, row * 28 + column);
  const value = (pixel * 1.275) / 255 - 0.1;
  return [
    `Pixel in row ${row}, column ${column} of 28×28: ${pixel}`,
    entry(`${pixel}·1.275/255 - 0.1`, figure(value)),
    entry(
      `input at row ${row + 2}, column ${column + 2}`,
      figure(stateOf(example, 'input', (row + 2) * 32 + column + 2)),
    ),
    entry('input at row 0, column 0', figure(stateOf(example, 'input', 0))),
  ];
}

/** One unit of C1: 25 products. */
export function c1(example: Example): string[] {
  const index = indexOf(C1, 28);
  const inputs = windowOf(statesOf(example, 'input'), C1.row * 32 + C1.column, 32, 5, 5);
  const kernel = windowOf(weights(example, 'C1.weight', C1.map * 25, 25), 0, 5, 5, 5);
  const products = productSum(inputs, kernel);
  const bias = weightOf(example, 'C1.bias', C1.map);
  return [
    `${nameOf('C1', C1)}: 25 inputs times 25 weights`,
    ...beside(grid(inputs, 2, 7), grid(kernel, 2, 7), '   ×  '),
    entry('sum of the 25 products', figure(products)),
    entry('+ bias', figure(bias)),
    entry('= weighted sum', figure(products + bias)),
    ...compared(example, 'C1', index, products + bias),
  ];
}

/** `length` values of a parameter from `start` on. */
function weights(example: Example, name: string, start: number, length: number): number[] {
  return Array.from({ length }, (_, i) => weightOf(example, name, start + i));
}

/** One unit of a subsampling layer: the sum of four, a coefficient, a bias. */
function subsampled(example: Example, layer: 'S2' | 'S4', below: 'C1' | 'C3', place: Place, side: number): string[] {
  const corner = indexOf({ map: place.map, row: 2 * place.row, column: 2 * place.column }, 2 * side);
  const four = windowOf(statesOf(example, below), corner, 2 * side, 2, 2);
  const sum = total(four.flat());
  const [coefficient, bias] = [
    weightOf(example, `${layer}.weight`, place.map),
    weightOf(example, `${layer}.bias`, place.map),
  ];
  return [
    `${nameOf(layer, place)}: four units of ${below}`,
    ...grid(four, 4, 11),
    entry('their sum', figure(sum)),
    entry('· coefficient', figure(coefficient)),
    entry('+ bias', figure(bias)),
    entry('= weighted sum', figure(coefficient * sum + bias)),
    ...compared(example, layer, indexOf(place, side), coefficient * sum + bias),
  ];
}

/** One unit of C3: as many windows as Table I gives its map. */
export function c3(example: Example): string[] {
  const maps = TABLE_I[C3.map] ?? [];
  const parts = maps.map((from, i) => {
    const inputs = windowOf(statesOf(example, 'S2'), indexOf({ ...C3, map: from }, 14), 14, 5, 5);
    const kernel = windowOf(weights(example, `C3.conv${C3.map}.weight`, i * 25, 25), 0, 5, 5, 5);
    return { from, sum: productSum(inputs, kernel) };
  });
  const bias = weightOf(example, `C3.conv${C3.map}.bias`, 0);
  const sum = parts.reduce((total, part) => total + part.sum, bias);
  return [
    `${nameOf('C3', C3)}: it reads the maps ${maps.join(', ')} of S2`,
    ...parts.map((part) => entry(`25 products with map ${part.from}`, figure(part.sum))),
    entry('+ bias', figure(bias)),
    entry('= weighted sum', figure(sum)),
    ...compared(example, 'C3', indexOf(C3, 10), sum),
  ];
}

/** One unit of a fully connected layer. */
function dense(example: Example, layer: 'C5' | 'F6', below: 'S4' | 'C5', unit: number, count: number): string[] {
  const inputs = statesOf(example, below);
  const products = weights(example, `${layer}.weight`, unit * count, count).map((w, i) => w * at(inputs, i));
  const sum = total(products);
  const bias = weightOf(example, `${layer}.bias`, unit);
  return [
    `${layer}, unit ${unit}: ${count} units of ${below}`,
    entry(`sum of the ${count} products`, figure(sum)),
    entry('+ bias', figure(bias)),
    entry('= weighted sum', figure(sum + bias)),
    ...compared(example, layer, unit, sum + bias),
  ];
}

/** The ten distances, one of them term by term. */
export function output(example: Example): string[] {
  const { network, label } = example;
  const x = statesOf(example, 'F6');
  const rows = distancesOf(example).map((distance, i) => {
    const sum = (BITMAPS[i] ?? []).reduce((collected, w, k) => collected + (at(x, k) - w) ** 2, 0);
    const mark = i === network.answer(0) ? '  the smallest: the answer' : '';
    return `  ${i}${figure(sum, 2, 12)}${figure(distance, 2, 20)}${mark}`;
  });
  return [`Distances to the ten bitmaps (label: ${label})`, '     by the formula      by the network', ...rows];
}

export const s2 = (example: Example) => subsampled(example, 'S2', 'C1', S2, 14);
export const s4 = (example: Example) => subsampled(example, 'S4', 'C3', S4, 5);
export const c5 = (example: Example) => dense(example, 'C5', 'S4', C5, 400);
export const f6 = (example: Example) => dense(example, 'F6', 'C5', F6, 120);
