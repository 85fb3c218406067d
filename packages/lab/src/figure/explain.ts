import type { Network } from 'lenet5';
import type { ConvolutionLayer, DenseLayer, DistancesLayer, Layer, Squash, SubsamplingLayer } from 'lenet5/core';
import { inkText } from '../state/ink.js';
import { t } from '../state/language.js';
import { layerText } from '../state/layer-text.js';
import { fixed, integer, signed } from '../state/numbers.js';
import { isSwitchedOff } from '../state/switched-off.js';
import { indexOf, layerNamed, type Unit, type Window, windowOf } from '../state/units.js';
import { mapsBelow } from './receptive.js';
import { dot, kernelTerms, parameter, rowTerms, statesIn, statesOf } from './sums.js';

/** What is said of a unit: where it is, its value with the numbers put in, its connections, the paper's page. */
export interface Explanation {
  readonly place: string;
  readonly value: string;
  readonly formula: string;
  readonly connections: string;
  readonly page: string;
}

const SQUASHED: Readonly<Record<Exclude<Squash, 'none'>, (a: string) => string>> = {
  'scaled-tanh': (a) => `1.7159 tanh(⅔ · ${a})`,
  tanh: (a) => `tanh(${a})`,
  relu: (a) => `max(0, ${a})`,
  logistic: (a) => `1/(1 + exp(−${a}))`,
};

/** The weighted sum of a unit, and as text with its terms where they are few. */
interface Sum {
  readonly a: number;
  readonly text: string;
}

const subscript = (n: number) => String(n).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)));

/** A squashing function with its argument put in. */
export function squashText(squash: Exclude<Squash, 'none'>, a: string): string {
  return SQUASHED[squash](a);
}

/** More terms than these are shown as one sum. */
const MOST_TERMS = 8;

function withBias(
  terms: readonly { readonly sum: number; readonly text: string }[],
  inputs: number,
  bias: number,
): Sum {
  const total = terms.reduce((all, { sum }) => all + sum, 0);
  const text =
    terms.length > MOST_TERMS
      ? `Σ${subscript(inputs)} ${signed(total, 2)}`
      : terms.map((term) => `${signed(term.sum, 2)}${term.text}`).join(' ');
  return { a: total + bias, text: `${text} ${signed(bias, 2)}` };
}

function convolutionSum(network: Network, layer: ConvolutionLayer, unit: Unit): Sum {
  const { kernels, bias } = kernelTerms(network, layer, unit);
  const terms = kernels.map(({ map, weights, states }) => ({
    sum: dot(weights, states),
    text: layer.from === 'input' ? '' : subscript(map),
  }));
  return withBias(
    terms,
    kernels.reduce((count, { weights }) => count + weights.length, 0),
    bias,
  );
}

function denseSum(network: Network, layer: DenseLayer, unit: Unit): Sum {
  const { weights, states, bias } = rowTerms(network, layer, unit);
  const sum = dot(weights, states);
  return { a: sum + bias, text: `Σ${subscript(layer.inputs)} ${signed(sum, 2)} ${signed(bias, 2)}` };
}

function pooledSum(network: Network, layer: SubsamplingLayer, unit: Unit): Sum {
  const { name, from, pooling } = layer;
  const states = statesIn(windowOf(layer) as Window, statesOf(network, from), from, unit.map, unit);
  const sum = states.reduce((total, value) => total + value, 0);
  const pooled = { sum, average: sum / states.length, max: Math.max(...states) }[pooling];
  const text = `${t(`explain.${pooling}`)}(${states.map((value) => fixed(value, 2)).join(', ')})`;
  if (!layer.trained) return { a: pooled, text };
  const coefficient = parameter(network, `${name}.weight`)[unit.map] ?? 0;
  const bias = parameter(network, `${name}.bias`)[unit.map] ?? 0;
  return { a: coefficient * pooled + bias, text: `${fixed(coefficient, 3)} × ${text} ${signed(bias, 2)}` };
}

/** The distance to a bitmap, and the share of the unit furthest from it. */
function distanceText(network: Network, layer: DistancesLayer, unit: Unit): string {
  const { from, inputs, measure } = layer;
  const states = statesOf(network, from).subarray(0, inputs);
  const target = network.bitmaps[unit.row] ?? [];
  if (measure === 'angle') {
    const length = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
    const cosine = dot(states, target) / (length(states) * length(target) || 1);
    return `2 · ${inputs} · (1 − ${fixed(cosine, 3)})`;
  }
  const furthest = Math.max(...Array.from(states, (value, i) => (value - (target[i] ?? 0)) ** 2));
  return t('explain.distance', { units: subscript(inputs), below: from, furthest: fixed(furthest, 2) });
}

function weightedSum(network: Network, layer: Exclude<Layer, DistancesLayer>, unit: Unit): Sum {
  if (layer.kind === 'convolution') return convolutionSum(network, layer, unit);
  return layer.kind === 'subsampling' ? pooledSum(network, layer, unit) : denseSum(network, layer, unit);
}

function formulaOf(network: Network, layer: Layer, unit: Unit): string {
  if (layer.kind === 'distances') return distanceText(network, layer, unit);
  const { a, text } = weightedSum(network, layer, unit);
  const terms = text.replace(/^\+/, '');
  if (layer.squash === 'none') return terms;
  return `${squashText(layer.squash, fixed(a, 3))}, a = ${terms} = ${fixed(a, 3)}`;
}

function connectionsOf(layer: Layer, unit: Unit): number {
  if (layer.kind === 'convolution') return 25 * mapsBelow(layer, unit.map).length + 1;
  if (layer.kind === 'subsampling') return layer.trained ? 5 : 4;
  return layer.kind === 'dense' ? layer.inputs + 1 : layer.inputs;
}

function placeText({ layer, map, row, column }: Unit, isBlock: boolean): string {
  if (layer === 'input') return t('explain.pixel', { row, column });
  if (isBlock) return t('explain.unit', { layer: layerText(layer), index: indexOf({ layer, map, row, column }) });
  return t('explain.place', { layer, map, row, column });
}

/** Where the paper describes a layer. */
const PAGES: Readonly<Record<string, number>> = { input: 7, C1: 7, S2: 7, C3: 7, S4: 8, C5: 8, F6: 8, Output: 8 };

function offOr(unit: Unit, formula: string): string {
  return isSwitchedOff(unit) ? t('explain.off', { formula }) : formula;
}

/** Puts a unit into words and numbers. */
export function explain(network: Network, unit: Unit): Explanation {
  const { family } = network.architecture;
  const layer = unit.layer === 'input' ? null : layerNamed(network.layers, unit.layer);
  const value = network.unitsNamed(unit.layer).state.data[indexOf(unit)] ?? 0;
  return {
    place: placeText(unit, layer?.shape.length === 1),
    value: signed(value, 3),
    formula: layer
      ? offOr(unit, formulaOf(network, layer, unit))
      : t('explain.input', { formula: inkText(network.architecture, value) }),
    connections: layer ? t('explain.connections', { count: integer(connectionsOf(layer, unit)) }) : '',
    page: family === 'lenet-5' ? t('explain.page', { page: PAGES[unit.layer] ?? '' }) : t('explain.paper1989'),
  };
}
