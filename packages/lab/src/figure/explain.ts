import type { Network, Squash } from 'lenet5';
import { type Key, t } from '../state/language.js';
import { fixed, integer, signed } from '../state/numbers.js';
import { type Column, indexOf, layerNamed, type Unit } from '../state/units.js';
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

function parameter(network: Network, name: string): ArrayLike<number> {
  return network.parameters.find((each) => each.name === name)?.value.data ?? [];
}

/** Σ weights × states over a 5×5 window of one map. */
function window5(
  weights: ArrayLike<number>,
  start: number,
  states: ArrayLike<number>,
  side: number,
  unit: Unit,
  map: number,
) {
  let sum = 0;
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 5; x++) {
      const state = states[(map * side + unit.row + y) * side + unit.column + x] as number;
      sum += (weights[start + 5 * y + x] as number) * state;
    }
  }
  return sum;
}

/** The weighted sum of a unit as text, with its terms where they are few. */
function convolutionSum(network: Network, unit: Unit): { a: number; text: string } {
  const first = unit.layer === 'C1';
  const weights = parameter(network, first ? 'C1.weight' : `C3.conv${unit.map}.weight`);
  const bias = (
    first ? parameter(network, 'C1.bias')[unit.map] : parameter(network, `C3.conv${unit.map}.bias`)[0]
  ) as number;
  const below = network.unitsNamed(first ? 'input' : 'S2').state.data;
  const maps = mapsBelow(layerNamed(network.layers, unit.layer), unit.map);
  const terms = maps.map((map, i) => window5(weights, (first ? unit.map : i) * 25, below, first ? 32 : 14, unit, map));
  const a = terms.reduce((sum, term) => sum + term, bias);
  const named = terms.map((term, i) => `${signed(term, 2)}${first ? '' : subscript(maps[i] as number)}`);
  return { a, text: `${named.join(' ')} ${signed(bias, 2)}` };
}

const subscript = (n: number) => String(n).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] as string);

function denseSum(network: Network, unit: Unit): { a: number; text: string } {
  const weights = parameter(network, `${unit.layer}.weight`);
  const layer = layerNamed(network.layers, unit.layer);
  const inputs = layer.kind === 'dense' ? layer.inputs : 0;
  const below = network.unitsNamed(unit.layer === 'C5' ? 'S4' : 'C5').state.data;
  const at = indexOf(unit);
  const bias = parameter(network, `${unit.layer}.bias`)[at] as number;
  let sum = 0;
  for (let i = 0; i < inputs; i++) sum += (weights[at * inputs + i] as number) * (below[i] as number);
  return { a: sum + bias, text: `Σ${subscript(inputs)} ${signed(sum, 2)} ${signed(bias, 2)}` };
}

const POOLED: Readonly<Record<string, Key>> = { sum: 'explain.sum', average: 'explain.average', max: 'explain.max' };

function pooledSum(network: Network, unit: Unit): { a: number; text: string } {
  const layer = layerNamed(network.layers, unit.layer);
  const pooled = network.unitsNamed(`${unit.layer}.pooled`).state.data[indexOf(unit)] as number;
  const coefficient = parameter(network, `${unit.layer}.weight`)[unit.map] as number;
  const bias = parameter(network, `${unit.layer}.bias`)[unit.map] as number;
  const name = t(POOLED[layer.kind === 'subsampling' ? layer.pooling : 'sum'] as Key);
  return {
    a: coefficient * pooled + bias,
    text: `${fixed(coefficient, 3)} × ${name}₄ ${fixed(pooled, 2)} ${signed(bias, 2)}`,
  };
}

function weightedSum(network: Network, unit: Unit): { a: number; text: string } {
  if (unit.layer === 'C1' || unit.layer === 'C3') return convolutionSum(network, unit);
  return unit.layer === 'S2' || unit.layer === 'S4' ? pooledSum(network, unit) : denseSum(network, unit);
}

function connectionsOf(network: Network, unit: Unit): number {
  const layer = layerNamed(network.layers, unit.layer);
  if (layer.kind === 'convolution') return 25 * mapsBelow(layer, unit.map).length + 1;
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
  const value = network.unitsNamed(unit.layer).state.data[indexOf(unit)] as number;
  const base = {
    place: placeText(unit),
    value: signed(value, 3),
    page: t('explain.page', { page: PAGES[unit.layer] }),
  };
  if (unit.layer === 'input') {
    const pixel = integer(((value + 0.1) / 1.275) * 255);
    return { ...base, formula: t('explain.input', { pixel }), connections: '' };
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
