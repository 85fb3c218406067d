import type { OnnxConstant, OnnxNode } from '../formats/onnx/graph.js';
import type { Squash } from '../kernels/contract.js';
import { AMPLITUDE, SLOPE } from '../kernels/reference/squash.js';
import { BITMAPS } from '../network/bitmaps.js';
import type { ConvolutionLayer, DenseLayer, DistancesLayer, Layer, SubsamplingLayer } from '../network/layers.js';
import type { StateDict } from '../network/network.js';

/** A piece of a graph: nodes in order, and the constants that they need. */
export interface Piece {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
}

/** Constants that several layers share. */
export const SHARED: readonly OnnxConstant[] = [scalar('squash.slope', SLOPE), scalar('squash.amplitude', AMPLITUDE)];

export function scalar(name: string, value: number): OnnxConstant {
  return { name, shape: [], data: Float32Array.of(value) };
}

export function wholeNumbers(name: string, values: readonly number[]): OnnxConstant {
  return { name, shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}

/** The nodes of a layer, from the output of the layer below to one called like the layer. */
export function pieceOf(layer: Layer, from: string, state: StateDict): Piece {
  if (layer.kind === 'convolution') return convolution(layer, from, state);
  if (layer.kind === 'subsampling') return subsampling(layer, from, state);
  if (layer.kind === 'dense') return dense(layer, from, state);
  return layer.measure === 'distance' ? distances(layer, from) : angles(layer, from);
}

function parameter(state: StateDict, name: string): { readonly shape: readonly number[]; readonly data: Float32Array } {
  const found = state.get(name);
  if (!found) throw new RangeError(`The network has no ${name}.`);
  return { shape: found.shape, data: Float32Array.from(found.data) };
}

/** From the weighted sum `${name}.sum` to the state `name`; where nothing is squashed, the sum is the state. */
function squash(name: string, kind: Squash): OnnxNode[] {
  const sum = sumName(name, kind);
  if (kind === 'none') return [];
  if (kind === 'logistic') return [{ operator: 'Sigmoid', inputs: [sum], output: name }];
  return [
    { operator: 'Mul', inputs: [sum, 'squash.slope'], output: `${name}.scaled-sum` },
    { operator: 'Tanh', inputs: [`${name}.scaled-sum`], output: `${name}.tanh` },
    { operator: 'Mul', inputs: [`${name}.tanh`, 'squash.amplitude'], output: name },
  ];
}

function sumName(name: string, kind: Squash): string {
  return kind === 'none' ? name : `${name}.sum`;
}

const NO_PADS = [0, 0, 0, 0];

function convolution({ name, table, maps, squash: kind }: ConvolutionLayer, from: string, state: StateDict): Piece {
  const { weight, bias } = name === 'C3' ? joined(name, table, state) : plain(name, state);
  const attributes = { kernel_shape: [5, 5], strides: [1, 1], pads: NO_PADS };
  const inputs = [from, `${name}.weight`, `${name}.bias`];
  return {
    nodes: [{ operator: 'Conv', inputs, output: sumName(name, kind), attributes }, ...squash(name, kind)],
    constants: [
      { name: `${name}.weight`, ...weight },
      { name: `${name}.bias`, shape: [maps], data: bias.data },
    ],
  };
}

function plain(name: string, state: StateDict) {
  return { weight: parameter(state, `${name}.weight`), bias: parameter(state, `${name}.bias`) };
}

/** C3 as one convolution over all maps of S2, with 0 where the table has no connection. */
function joined(name: string, table: ConvolutionLayer['table'], state: StateDict) {
  const below = Math.max(...table.flat()) + 1;
  const shape = [table.length, below, 5, 5];
  const weight = new Float32Array(table.length * below * 25);
  const bias = new Float32Array(table.length);
  table.forEach((inputs, map) => {
    const { data } = parameter(state, `${name}.conv${map}.weight`);
    inputs.forEach((input, i) => {
      weight.set(data.subarray(25 * i, 25 * (i + 1)), 25 * (map * below + input));
    });
    bias.set(parameter(state, `${name}.conv${map}.bias`).data, map);
  });
  return { weight: { shape, data: weight }, bias: { shape: [table.length], data: bias } };
}

function subsampling(layer: SubsamplingLayer, from: string, state: StateDict): Piece {
  const { name, maps, pooling, squash: kind } = layer;
  // ONNX knows no sum of a window: it is four times the average, and the four can stand in the coefficient.
  const coefficient = parameter(state, `${name}.weight`).data.map((value) => (pooling === 'sum' ? 4 * value : value));
  const pool: OnnxNode = {
    operator: pooling === 'max' ? 'MaxPool' : 'AveragePool',
    inputs: [from],
    output: `${name}.pooled`,
    attributes: { kernel_shape: [2, 2], strides: [2, 2], pads: NO_PADS },
  };
  return {
    nodes: [
      pool,
      { operator: 'Mul', inputs: [`${name}.pooled`, `${name}.coefficient`], output: `${name}.product` },
      { operator: 'Add', inputs: [`${name}.product`, `${name}.bias`], output: sumName(name, kind) },
      ...squash(name, kind),
    ],
    constants: [
      { name: `${name}.coefficient`, shape: [maps, 1, 1], data: coefficient },
      { name: `${name}.bias`, shape: [maps, 1, 1], data: parameter(state, `${name}.bias`).data },
    ],
  };
}

/** A matrix product; where the weights have the shape of maps (C5), the maps below become one row first. */
function dense(layer: DenseLayer, from: string, state: StateDict): Piece {
  const { name, units, inputs: below, weightShape, squash: kind } = layer;
  const ofMaps = weightShape.length > 2;
  const row = ofMaps ? `${from}.row` : from;
  const product: OnnxNode = {
    operator: 'Gemm',
    inputs: [row, `${name}.weight`, `${name}.bias`],
    output: sumName(name, kind),
    attributes: { transB: 1 },
  };
  const reshape: OnnxNode = { operator: 'Reshape', inputs: [from, `${name}.row-shape`], output: row };
  return {
    nodes: [...(ofMaps ? [reshape] : []), product, ...squash(name, kind)],
    constants: [
      ...(ofMaps ? [wholeNumbers(`${name}.row-shape`, [-1, below])] : []),
      { name: `${name}.weight`, shape: [units, below], data: parameter(state, `${name}.weight`).data },
      { name: `${name}.bias`, shape: [units], data: parameter(state, `${name}.bias`).data },
    ],
  };
}

/** Σ (x − w)². */
function distances({ name, inputs: units }: DistancesLayer, from: string): Piece {
  const piece = (suffix: string) => `${name}.${suffix}`;
  return {
    nodes: [
      { operator: 'Reshape', inputs: [from, piece('row-shape')], output: piece('row') },
      { operator: 'Sub', inputs: [piece('row'), piece('bitmaps')], output: piece('difference') },
      { operator: 'Mul', inputs: [piece('difference'), piece('difference')], output: piece('square') },
      {
        operator: 'ReduceSum',
        inputs: [piece('square'), piece('axis')],
        output: name,
        attributes: { keepdims: 0 },
      },
    ],
    constants: [
      wholeNumbers(piece('row-shape'), [-1, 1, units]),
      wholeNumbers(piece('axis'), [2]),
      { name: piece('bitmaps'), shape: [1, BITMAPS.length, units], data: Float32Array.from(BITMAPS.flat()) },
    ],
  };
}

/** 2·units·(1 − cos); the zero vector has no direction, its cosine counts as 0. */
function angles({ name, inputs: units }: DistancesLayer, from: string): Piece {
  const piece = (suffix: string) => `${name}.${suffix}`;
  // Bitmaps of +1 and −1 all have the length √units.
  const directions = Float32Array.from(BITMAPS.flat(), (value) => value / Math.sqrt(units));
  return {
    nodes: [
      { operator: 'ReduceL2', inputs: [from], output: piece('norm'), attributes: { axes: [1], keepdims: 1 } },
      { operator: 'Max', inputs: [piece('norm'), piece('least')], output: piece('divisor') },
      { operator: 'Div', inputs: [from, piece('divisor')], output: piece('direction') },
      {
        operator: 'Gemm',
        inputs: [piece('direction'), piece('directions'), piece('none')],
        output: piece('cosine'),
        attributes: { transB: 1 },
      },
      { operator: 'Sub', inputs: [piece('one'), piece('cosine')], output: piece('angle') },
      { operator: 'Mul', inputs: [piece('angle'), piece('factor')], output: name },
    ],
    constants: [
      { name: piece('directions'), shape: [BITMAPS.length, units], data: directions },
      { name: piece('none'), shape: [BITMAPS.length], data: new Float32Array(BITMAPS.length) },
      scalar(piece('least'), 1e-30),
      scalar(piece('one'), 1),
      scalar(piece('factor'), 2 * units),
    ],
  };
}
