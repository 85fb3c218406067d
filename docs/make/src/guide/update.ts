import { createNetwork, type Network, RECIPES, type StateDict, Trainer } from 'lenet5';
import {
  backward,
  C5,
  competition,
  distancesOf,
  type Example,
  F6,
  parameterOf,
  slopeAt,
  stateOf,
  statesOf,
  weightOf,
  withWeight,
} from './example.js';
import { at, entry, significant } from './numbers.js';

/** The weight that is followed: from the unit of C5 to the unit of F6. */
const NAME = 'F6.weight';
const INDEX = F6 * 120 + C5;
const LABEL = `${NAME}[${F6}, ${C5}]`;

/** One step of gradient descent on this digit alone. */
export function step(example: Example): string[] {
  backward(example);
  const { network, label } = example;
  const rate = RECIPES.distorted.rate;
  const { value, gradient } = parameterOf(example, NAME);
  const before = network.parameters.map((parameter) => parameter.value.data.slice());
  const lossBefore = competition(distancesOf(example), label).loss;
  const [old, slope] = [at(value.data, INDEX), at(gradient.data, INDEX)];
  network.backward(1, { into: 'value', scale: -rate });
  network.forwardFromInput(1);
  const lines = [
    `One step at the highest rate of recipe distorted, η = ${rate}`,
    entry(`${LABEL} before`, significant(old, 6)),
    entry('its gradient', significant(slope)),
    entry('w - η·gradient', significant(old - rate * slope, 6)),
    entry('after the step', significant(at(value.data, INDEX), 6)),
    entry('loss of this digit before', significant(lossBefore)),
    entry('and after all weights moved', significant(competition(distancesOf(example), label).loss)),
  ];
  network.parameters.forEach((parameter, i) => {
    parameter.value.data.set(before[i] ?? []);
  });
  network.forwardFromInput(1);
  return lines;
}

/** h of one weight by the formula of Eq. 8, by the recursion, and from how far the states of F6 move. */
export function curvature(example: Example): string[] {
  const { network } = example;
  const squares = network.second?.squares;
  squares?.begin();
  squares?.add('F6', Array(84).fill(2), 1);
  const found = at([...(squares?.curvature() ?? [])].find(([name]) => name === NAME)?.[1].data ?? [], INDEX);
  const [x, input] = [stateOf(example, 'F6', F6), stateOf(example, 'C5', C5)];
  const old = weightOf(example, NAME, INDEX);
  const codeAt = (value: number) =>
    withWeight(example, NAME, INDEX, value, () => Array.from(statesOf(example, 'F6')).slice(0, 84));
  const [up, down] = [codeAt(old + 1 / 64), codeAt(old - 1 / 64)];
  const moved = up.reduce((sum, value, k) => sum + ((value - at(down, k)) * 32) ** 2, 0);
  return [
    `h of ${LABEL} on this digit alone, by Eq. 8`,
    entry("2·f'(a)²·input²", significant(2 * slopeAt(x) ** 2 * input ** 2)),
    entry('by the recursion', significant(found)),
    entry('2·Σ (∂x/∂w)² from x at w ± 1/64', significant(2 * moved, 3)),
    entry(
      'rate η/(0.02 + h), η = 5e-4',
      significant((RECIPES['paper-printed'].rates[0] ?? 0) / (RECIPES['paper-printed'].mu + found)),
    ),
  ];
}

/** Rates of a layer's parameters, ascending. */
export interface LayerRates {
  readonly layer: string;
  readonly initial: readonly number[];
  readonly trained: readonly number[];
}

/** The rates η/(μ + h) of a layer's parameters, ascending. */
function ratesByLayer(network: Network): Map<string, number[]> {
  const eta = RECIPES['paper-printed'].rates[0] ?? 0;
  const layers = new Map<string, number[]>();
  network.parameters.forEach(({ layer }, p) => {
    const rates = Array.from(network.second?.rates[p]?.data ?? [], (rate) => eta * rate);
    layers.set(layer, [...(layers.get(layer) ?? []), ...rates]);
  });
  for (const rates of layers.values()) rates.sort((a, b) => a - b);
  return layers;
}

/** Takes some seconds, so it is done once for each example. */
const known = new WeakMap<Example, LayerRates[]>();

/**
 * η/(μ + h) of every weight at the paper's first η, h on 500 training digits by recipe `paper`: of a network with the
 * initial values of seed 1, and of the trained one.
 */
export function layerRates(example: Example): LayerRates[] {
  const found = known.get(example) ?? measureRates(example);
  known.set(example, found);
  return found;
}

function measureRates({ network, train }: Example): LayerRates[] {
  const of = (weights: StateDict | null) => {
    const other = createNetwork({ capacity: 1, curvature: true });
    if (weights) other.loadStateDict(weights);
    new Trainer({
      network: other,
      recipe: RECIPES['paper-printed'],
      seed: 1,
      data: train,
      keepWeights: weights !== null,
    }).step();
    return ratesByLayer(other);
  };
  const [initial, trained] = [of(null), of(network.stateDict())];
  return [...initial].map(([layer, rates]) => ({ layer, initial: rates, trained: trained.get(layer) ?? [] }));
}

/** Lowest, middle and highest of ascending numbers. */
export function threeOf(sorted: readonly number[]): [number, number, number] {
  return [sorted[0] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0];
}

/** Lowest, middle and highest rate of every layer. */
export function rates(example: Example): string[] {
  const cells = (sorted: readonly number[]) => threeOf(sorted).map((rate) => rate.toExponential(1).padEnd(9));
  const rows = layerRates(example).map(({ layer, initial, trained }) => {
    return `  ${layer}   ${[...cells(initial), ...cells(trained)].join('')}`.trimEnd();
  });
  return [
    'Rates η/(0.02 + h) at η = 5e-4, h by recipe paper-printed on 500 training digits: lowest, median, highest',
    '       initial weights, seed 1    trained weights',
    ...rows,
  ];
}
