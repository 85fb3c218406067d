import type { Network } from 'lenet5';
import type { Floats, Pooling, Squash } from 'lenet5/core';
import { type Key, t } from '../state/language.js';
import { fixed, integer, signed } from '../state/numbers.js';
import { type Column, indexOf, inkOf, layerNamed, type Unit } from '../state/units.js';
import { mapsBelow } from './receptive.js';

/** What is said of a unit: where it is, its value with the numbers put in, its connections, the paper's page. */
export interface Explanation {
  readonly place: string;
  readonly value: string;
  readonly formula: string;
  readonly connections: string;
  readonly page: string;
}

const PAGES: Readonly<Record<Column, number>> = { input: 7, C1: 7, S2: 7, C3: 7, S4: 8, C5: 8, F6: 8 };

function squashText(squash: Squash, a: string): string {
  if (squash === 'scaled-tanh') return `1.7159 tanh(⅔ · ${a})`;
  return squash === 'logistic' ? `1/(1 + exp(−${a}))` : a;
}

function parameter(network: Network, name: string): Floats {
  return network.parameters.find((each) => each.name === name)?.value.data ?? new Float32Array();
}

/** Σ weights × states. */
function dot(weights: Floats, states: ArrayLike<number>): number {
  let sum = 0;
  for (const [i, weight] of weights.entries()) sum += weight * (states[i] ?? 0);
  return sum;
}

/** The 5×5 states of one map below that a unit of a convolution reads. */
function windowOf(states: Floats, side: number, map: number, { row, column }: Unit): number[] {
  return [0, 1, 2, 3, 4].flatMap((y) => {
    const start = (map * side + row + y) * side + column;
    return [...states.subarray(start, start + 5)];
  });
}

/** The weighted sum of a unit, and as text with its terms where they are few. */
interface Sum {
  readonly a: number;
  readonly text: string;
}

function convolutionSum(network: Network, unit: Unit): Sum {
  const first = unit.layer === 'C1';
  // Each map of C3 has parameters of its own; those of C1 stand together.
  const name = first ? 'C1' : `C3.conv${unit.map}`;
  const own = first ? unit.map : 0;
  const weights = parameter(network, `${name}.weight`);
  const bias = parameter(network, `${name}.bias`)[own] ?? 0;
  const below = network.unitsNamed(first ? 'input' : 'S2').state.data;
  const maps = mapsBelow(network.layers, unit.layer, unit.map);
  const terms = maps.map((map, i) => {
    const kernel = weights.subarray((own + i) * 25, (own + i + 1) * 25);
    return { map, sum: dot(kernel, windowOf(below, first ? 32 : 14, map, unit)) };
  });
  const named = terms.map(({ map, sum }) => `${signed(sum, 2)}${first ? '' : subscript(map)}`);
  return { a: terms.reduce((total, { sum }) => total + sum, bias), text: `${named.join(' ')} ${signed(bias, 2)}` };
}

const subscript = (n: number) => String(n).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit)));

function denseSum(network: Network, unit: Unit): Sum {
  const layer = layerNamed(network.layers, unit.layer);
  const inputs = layer.kind === 'dense' ? layer.inputs : 0;
  const at = indexOf(unit);
  const weights = parameter(network, `${unit.layer}.weight`).subarray(at * inputs, (at + 1) * inputs);
  const bias = parameter(network, `${unit.layer}.bias`)[at] ?? 0;
  const sum = dot(weights, network.unitsNamed(unit.layer === 'C5' ? 'S4' : 'C5').state.data);
  return { a: sum + bias, text: `Σ${subscript(inputs)} ${signed(sum, 2)} ${signed(bias, 2)}` };
}

const POOLED: Readonly<Record<Pooling, Key>> = { sum: 'explain.sum', average: 'explain.average', max: 'explain.max' };

function pooledSum(network: Network, unit: Unit): Sum {
  const layer = layerNamed(network.layers, unit.layer);
  const pooled = network.unitsNamed(`${unit.layer}.pooled`).state.data[indexOf(unit)] ?? 0;
  const coefficient = parameter(network, `${unit.layer}.weight`)[unit.map] ?? 0;
  const bias = parameter(network, `${unit.layer}.bias`)[unit.map] ?? 0;
  const name = t(POOLED[layer.kind === 'subsampling' ? layer.pooling : 'sum']);
  return {
    a: coefficient * pooled + bias,
    text: `${fixed(coefficient, 3)} × ${name}₄ ${fixed(pooled, 2)} ${signed(bias, 2)}`,
  };
}

function weightedSum(network: Network, unit: Unit): Sum {
  if (unit.layer === 'C1' || unit.layer === 'C3') return convolutionSum(network, unit);
  return unit.layer === 'S2' || unit.layer === 'S4' ? pooledSum(network, unit) : denseSum(network, unit);
}

function connectionsOf(network: Network, unit: Unit): number {
  const layer = layerNamed(network.layers, unit.layer);
  if (layer.kind === 'convolution') return 25 * mapsBelow(network.layers, unit.layer, unit.map).length + 1;
  return layer.kind === 'dense' ? layer.inputs + 1 : 5;
}

function placeText({ layer, map, row, column }: Unit): string {
  if (layer === 'input') return t('explain.pixel', { row, column });
  if (layer === 'C5' || layer === 'F6')
    return t('explain.unit', { layer, index: indexOf({ layer, map, row, column }) });
  return t('explain.place', { layer, map, row, column });
}

/** Puts a unit into words and numbers. */
export function explain(network: Network, unit: Unit): Explanation {
  const value = network.unitsNamed(unit.layer).state.data[indexOf(unit)] ?? 0;
  const base = {
    place: placeText(unit),
    value: signed(value, 3),
    page: t('explain.page', { page: PAGES[unit.layer] }),
  };
  if (unit.layer === 'input') {
    return { ...base, formula: t('explain.input', { pixel: integer(255 * inkOf(value)) }), connections: '' };
  }
  const layer = layerNamed(network.layers, unit.layer);
  const { a, text } = weightedSum(network, unit);
  const squash = layer.kind === 'distances' ? 'none' : layer.squash;
  const outer = squash === 'none' ? '' : `${squashText(squash, fixed(a, 3))}, a = `;
  return {
    ...base,
    formula: `${outer}${text.replace(/^\+/, '')}${squash === 'none' ? '' : ` = ${fixed(a, 3)}`}`,
    connections: t('explain.connections', { count: integer(connectionsOf(network, unit)) }),
  };
}
