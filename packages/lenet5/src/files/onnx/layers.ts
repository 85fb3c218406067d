import type { Squash } from '../../kernels/contract.js';
import { AMPLITUDE, SLOPE } from '../../kernels/squash.js';
import { BITMAPS } from '../../network/bitmaps.js';
import type { ConvolutionLayer, DenseLayer, DistancesLayer, Layer, SubsamplingLayer } from '../../network/layers.js';
import type { StateDict } from '../../network/network.js';
import type { OnnxConstant, OnnxNode } from './protobuf.js';

/** A piece of a graph: nodes in order, and the constants that they need. */
export interface Piece {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
}

/** Constants that several layers share. */
export function sharedConstants(): OnnxConstant[] {
  return [scalar('squash.slope', SLOPE), scalar('squash.amplitude', AMPLITUDE)];
}

export function scalar(name: string, value: number): OnnxConstant {
  return [name, [], Float32Array.of(value)];
}

export function wholeNumbers(name: string, values: readonly number[]): OnnxConstant {
  return [name, [values.length], BigInt64Array.from(values, BigInt)];
}

/** The nodes of a layer, from the output of the layer below to one called like the layer. */
export function pieceOf(layer: Layer, from: string, state: StateDict): Piece {
  if (layer.kind === 'convolution') return convolution(layer, from, state);
  if (layer.kind === 'subsampling') return subsampling(layer, from, state);
  if (layer.kind === 'dense') return dense(layer, from, state);
  return layer.measure === 'distance' ? distances(layer, from) : angles(layer, from);
}

function parameter(state: StateDict, name: string): Float32Array {
  return Float32Array.from(state.get(name)?.data ?? []);
}

/** From the weighted sum `${name}.sum` to the state `name`; where nothing is squashed, the sum is the state. */
function squash(name: string, kind: Squash): OnnxNode[] {
  if (kind === 'none') return [];
  if (kind === 'logistic') return [['Sigmoid', [`${name}.sum`], name]];
  return [
    ['Mul', [`${name}.sum`, 'squash.slope'], `${name}.scaled-sum`],
    ['Tanh', [`${name}.scaled-sum`], `${name}.tanh`],
    ['Mul', [`${name}.tanh`, 'squash.amplitude'], name],
  ];
}

function sumName(name: string, kind: Squash): string {
  return kind === 'none' ? name : `${name}.sum`;
}

const PADS = { pads: [0, 0, 0, 0] };

function convolution({ name, table, maps, squash: kind }: ConvolutionLayer, from: string, state: StateDict): Piece {
  const [weight, bias] = [`${name}.weight`, `${name}.bias`];
  const below = Math.max(...table.flat()) + 1;
  const attributes = { kernel_shape: [5, 5], strides: [1, 1], ...PADS };
  const [weights, biases] = state.has(weight)
    ? [parameter(state, weight), parameter(state, bias)]
    : joined(name, table, state);
  return {
    nodes: [['Conv', [from, weight, bias], sumName(name, kind), attributes], ...squash(name, kind)],
    constants: [
      [weight, [maps, below, 5, 5], weights],
      [bias, [maps], biases],
    ],
  };
}

/** C3 as one convolution over all maps of S2, with 0 where the table has no connection: its weights and biases. */
function joined(name: string, table: ConvolutionLayer['table'], state: StateDict): [Float32Array, Float32Array] {
  const below = Math.max(...table.flat()) + 1;
  const weight = new Float32Array(table.length * below * 25);
  const bias = new Float32Array(table.length);
  table.forEach((inputs, map) => {
    const data = parameter(state, `${name}.conv${map}.weight`);
    inputs.forEach((input, i) => {
      weight.set(data.subarray(25 * i, 25 * (i + 1)), 25 * (map * below + input));
    });
    bias.set(parameter(state, `${name}.conv${map}.bias`), map);
  });
  return [weight, bias];
}

function subsampling(layer: SubsamplingLayer, from: string, state: StateDict): Piece {
  const { name, maps, pooling, squash: kind } = layer;
  const piece = (suffix: string) => `${name}.${suffix}`;
  // ONNX knows no sum of a window: it is four times the average, and the four can stand in the coefficient.
  const coefficient = parameter(state, piece('weight')).map((value) => (pooling === 'sum' ? 4 * value : value));
  const attributes = { kernel_shape: [2, 2], strides: [2, 2], ...PADS };
  return {
    nodes: [
      [pooling === 'max' ? 'MaxPool' : 'AveragePool', [from], piece('pooled'), attributes],
      ['Mul', [piece('pooled'), piece('coefficient')], piece('product')],
      ['Add', [piece('product'), piece('bias')], sumName(name, kind)],
      ...squash(name, kind),
    ],
    constants: [
      [piece('coefficient'), [maps, 1, 1], coefficient],
      [piece('bias'), [maps, 1, 1], parameter(state, piece('bias'))],
    ],
  };
}

/** A matrix product; where the weights have the shape of maps (C5), the maps below become one row first. */
function dense(layer: DenseLayer, from: string, state: StateDict): Piece {
  const { name, units, inputs: below, weightShape, squash: kind } = layer;
  const piece = (suffix: string) => `${name}.${suffix}`;
  const ofMaps = weightShape.length > 2;
  const row = ofMaps ? piece('row') : from;
  const reshape: OnnxNode[] = ofMaps ? [['Reshape', [from, piece('row-shape')], row]] : [];
  return {
    nodes: [
      ...reshape,
      ['Gemm', [row, piece('weight'), piece('bias')], sumName(name, kind), { transB: 1 }],
      ...squash(name, kind),
    ],
    constants: [
      ...(ofMaps ? [wholeNumbers(piece('row-shape'), [-1, below])] : []),
      [piece('weight'), [units, below], parameter(state, piece('weight'))],
      [piece('bias'), [units], parameter(state, piece('bias'))],
    ],
  };
}

/**
 * Σ (x − w)². The state of F6 stands ten times in a row, so that the bitmaps are subtracted as a bias is: runtimes that
 * cannot spread a row over a matrix (OpenCV 4.6) run it too.
 */
function distances({ name, inputs: units }: DistancesLayer, from: string): Piece {
  const piece = (suffix: string) => `${name}.${suffix}`;
  const opposite = Float32Array.from(BITMAPS.flat(), (value) => -value);
  return {
    nodes: [
      ['Concat', BITMAPS.map(() => from), piece('rows'), { axis: 1 }],
      ['Add', [piece('rows'), piece('opposite')], piece('difference')],
      ['Mul', [piece('difference'), piece('difference')], piece('square')],
      ['Reshape', [piece('square'), piece('shape')], piece('squares')],
      ['ReduceSum', [piece('squares')], name, { axes: [2], keepdims: 0 }],
    ],
    constants: [
      wholeNumbers(piece('shape'), [-1, BITMAPS.length, units]),
      [piece('opposite'), [opposite.length], opposite],
    ],
  };
}

/** 2·units·(1 − cos); the zero vector has no direction, its cosine counts as 0. */
function angles({ name, inputs: units }: DistancesLayer, from: string): Piece {
  const piece = (suffix: string) => `${name}.${suffix}`;
  // Bitmaps of +1 and −1 all have the length √units. The product is that of −cos, on which Gemm puts the 1.
  const opposite = Float32Array.from(BITMAPS.flat(), (value) => -value / Math.sqrt(units));
  return {
    nodes: [
      ['ReduceL2', [from], piece('norm'), { axes: [1], keepdims: 1 }],
      ['Max', [piece('norm'), piece('least')], piece('divisor')],
      ['Div', [from, piece('divisor')], piece('direction')],
      ['Gemm', [piece('direction'), piece('opposite'), piece('one')], piece('angle'), { transB: 1 }],
      ['Mul', [piece('angle'), piece('factor')], name],
    ],
    constants: [
      [piece('opposite'), [BITMAPS.length, units], opposite],
      scalar(piece('least'), 1e-30),
      scalar(piece('one'), 1),
      scalar(piece('factor'), 2 * units),
    ],
  };
}
