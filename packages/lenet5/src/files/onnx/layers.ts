import type { Border, Squash } from '../../kernels/contract.js';
import { AMPLITUDE, SLOPE } from '../../kernels/squash.js';
import type { ConvolutionLayer, DenseLayer, DistancesLayer, Layer, SubsamplingLayer } from '../../network/layers.js';
import type { Network, StateDict } from '../../network/network.js';
import type { OnnxConstant, OnnxNode } from './protobuf.js';

/** A piece of a graph: nodes in order, and the constants that they need. */
export interface Piece {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
}

/** Constants that several layers share. */
export function sharedConstants(layers: readonly Layer[]): OnnxConstant[] {
  if (layers.every(({ squash: kind }) => kind !== 'scaled-tanh')) return [];
  return [scalar('squash.slope', SLOPE), scalar('squash.amplitude', AMPLITUDE)];
}

export function scalar(name: string, value: number): OnnxConstant {
  return [name, [], Float32Array.of(value)];
}

export function wholeNumbers(name: string, values: readonly number[]): OnnxConstant {
  return [name, [values.length], BigInt64Array.from(values, BigInt)];
}

/** What a layer is made from. */
interface Surroundings {
  /** The output of the layer below. */
  readonly from: string;
  /** Its units: maps × side × side, or their number. */
  readonly below: readonly number[];
  readonly state: StateDict;
  readonly bitmaps: Network['bitmaps'];
}

/** The nodes of a layer, from the output of the layer below to one called like the layer. */
export function pieceOf(layer: Layer, { from, below, state, bitmaps }: Surroundings): Piece {
  if (layer.kind === 'convolution') return convolution(layer, from, below[0] ?? 1, state);
  if (layer.kind === 'subsampling') return subsampling(layer, from, state);
  if (layer.kind === 'dense') return dense(layer, from, below.length > 1, state);
  return layer.measure === 'distance' ? distances(layer, from, bitmaps) : angles(layer, from, bitmaps);
}

function parameter(state: StateDict, name: string): Float32Array {
  return Float32Array.from(state.get(name)?.data ?? []);
}

/** From the weighted sum `${name}.sum` to the state `name`; where nothing is squashed, the sum is the state. */
function squash(name: string, kind: Squash): OnnxNode[] {
  if (kind === 'none') return [];
  if (kind !== 'scaled-tanh') return [[OPERATORS[kind], [`${name}.sum`], name]];
  return [
    ['Mul', [`${name}.sum`, 'squash.slope'], `${name}.scaled-sum`],
    ['Tanh', [`${name}.scaled-sum`], `${name}.tanh`],
    ['Mul', [`${name}.tanh`, 'squash.amplitude'], name],
  ];
}

const OPERATORS = { logistic: 'Sigmoid', tanh: 'Tanh', relu: 'Relu' } as const;

function sumName(name: string, kind: Squash): string {
  return kind === 'none' ? name : `${name}.sum`;
}

const PADS = { pads: [0, 0, 0, 0] };

function convolution(layer: ConvolutionLayer, from: string, below: number, state: StateDict): Piece {
  const { name, maps, stride, border, squash: kind } = layer;
  const piece = (suffix: string) => `${name}.${suffix}`;
  const around = border ? bordered(name, border, from) : { nodes: [], constants: [] };
  const input = border ? piece('bordered') : from;
  const attributes = { kernel_shape: [5, 5], strides: [stride, stride], ...PADS };
  const weight: OnnxConstant = [piece('weight'), [maps, below, 5, 5], joined(layer, below, state)];
  const sum = sumName(name, kind);
  const ofMaps = layer.biases === 'map';
  const biases = ofMaps ? null : biasesOfUnits(layer, sum, state);
  const conv: OnnxNode = biases
    ? ['Conv', [input, piece('weight')], piece('product'), attributes]
    : ['Conv', [input, piece('weight'), piece('bias')], sum, attributes];
  return {
    nodes: [...around.nodes, conv, ...(biases?.nodes ?? []), ...squash(name, kind)],
    constants: [
      ...around.constants,
      weight,
      ...(biases?.constants ?? [[piece('bias'), [maps], biasesOf(layer, state)] satisfies OnnxConstant]),
    ],
  };
}

/** A bias for each unit, from `product` to `sum`: added as a row, because OpenCV (4.6) takes it for one of maps otherwise. */
function biasesOfUnits({ name, shape }: ConvolutionLayer, sum: string, state: StateDict): Piece {
  const piece = (suffix: string) => `${name}.${suffix}`;
  const bias = parameter(state, piece('bias'));
  return {
    nodes: [
      ['Reshape', [piece('product'), piece('row-shape')], piece('row')],
      ['Add', [piece('row'), piece('bias')], piece('biased')],
      ['Reshape', [piece('biased'), piece('shape')], sum],
    ],
    constants: [
      [piece('bias'), [bias.length], bias],
      wholeNumbers(piece('row-shape'), [-1, bias.length]),
      wholeNumbers(piece('shape'), [-1, ...shape]),
    ],
  };
}

/** Cells around the maps below: Conv would put zeros there. */
function bordered(name: string, { cells, value }: Border, from: string): Piece {
  const [pads, beyond] = [`${name}.border`, `${name}.beyond`];
  return {
    nodes: [['Pad', [from, pads, beyond], `${name}.bordered`, { mode: 'constant' }]],
    constants: [wholeNumbers(pads, [0, 0, cells, cells, 0, 0, cells, cells]), scalar(beyond, value)],
  };
}

/** A layer as one convolution over all maps below, with 0 where the table has no connection. */
function joined({ name, table, maps }: ConvolutionLayer, below: number, state: StateDict): Float32Array {
  const weight = new Float32Array(maps * below * 25);
  const shared = state.has(`${name}.weight`) ? parameter(state, `${name}.weight`) : null;
  let at = 0;
  table.forEach((inputs, map) => {
    const data = shared?.subarray(at) ?? parameter(state, `${name}.conv${map}.weight`);
    inputs.forEach((input, i) => {
      weight.set(data.subarray(25 * i, 25 * (i + 1)), 25 * (map * below + input));
    });
    at += 25 * inputs.length;
  });
  return weight;
}

function biasesOf({ name, table }: ConvolutionLayer, state: StateDict): Float32Array {
  if (state.has(`${name}.bias`)) return parameter(state, `${name}.bias`);
  return Float32Array.from(table, (_, map) => parameter(state, `${name}.conv${map}.bias`)[0] ?? 0);
}

function subsampling(layer: SubsamplingLayer, from: string, state: StateDict): Piece {
  const { name, maps, pooling, trained, squash: kind } = layer;
  const piece = (suffix: string) => `${name}.${suffix}`;
  const operator = pooling === 'max' ? 'MaxPool' : 'AveragePool';
  const attributes = { kernel_shape: [2, 2], strides: [2, 2], ...PADS };
  // ONNX knows no sum of a window: it is four times the average, and the four can stand in the coefficient.
  const factor = pooling === 'sum' ? 4 : 1;
  if (!trained && factor === 1) return { nodes: [[operator, [from], name, attributes]], constants: [] };
  const pooled: OnnxNode = [operator, [from], piece('pooled'), attributes];
  if (!trained) {
    return {
      nodes: [pooled, ['Mul', [piece('pooled'), piece('coefficient')], name]],
      constants: [scalar(piece('coefficient'), factor)],
    };
  }
  return {
    nodes: [
      pooled,
      ['Mul', [piece('pooled'), piece('coefficient')], piece('product')],
      ['Add', [piece('product'), piece('bias')], sumName(name, kind)],
      ...squash(name, kind),
    ],
    constants: [
      [piece('coefficient'), [maps, 1, 1], parameter(state, piece('weight')).map((value) => factor * value)],
      [piece('bias'), [maps, 1, 1], parameter(state, piece('bias'))],
    ],
  };
}

/** A matrix product; maps below become one row first. */
function dense(layer: DenseLayer, from: string, ofMaps: boolean, state: StateDict): Piece {
  const { name, units, inputs: below, squash: kind } = layer;
  const piece = (suffix: string) => `${name}.${suffix}`;
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
 * Σ (x − w)². The state of F6 stands in a row once for each class, so that the bitmaps are subtracted as a bias is, and the
 * sum is a convolution: OpenCV 4.6 cannot spread a row over a matrix, and its ReduceSum forgets a batch that is free.
 */
function distances({ name, inputs: units }: DistancesLayer, from: string, bitmaps: Network['bitmaps']): Piece {
  const piece = (suffix: string) => `${name}.${suffix}`;
  const opposite = Float32Array.from(bitmaps.flat(), (value) => -value);
  return {
    nodes: [
      ['Concat', bitmaps.map(() => from), piece('rows'), { axis: 1 }],
      ['Add', [piece('rows'), piece('opposite')], piece('difference')],
      ['Mul', [piece('difference'), piece('difference')], piece('square')],
      ['Reshape', [piece('square'), piece('shape')], piece('squares')],
      [
        'Conv',
        [piece('squares'), piece('ones')],
        piece('sums'),
        { kernel_shape: [1, units], strides: [1, 1], ...PADS },
      ],
      ['Reshape', [piece('sums'), piece('row-shape')], name],
    ],
    constants: [
      wholeNumbers(piece('shape'), [-1, 1, bitmaps.length, units]),
      [piece('ones'), [1, 1, 1, units], new Float32Array(units).fill(1)],
      wholeNumbers(piece('row-shape'), [-1, bitmaps.length]),
      [piece('opposite'), [opposite.length], opposite],
    ],
  };
}

/**
 * 2·units·(1 − cos); the zero vector has no direction, its cosine counts as 0. A product with ones spreads the
 * length over the classes: OpenCV 4.6 has neither a Max with a constant nor a ReduceL2 of a batch that is free.
 */
function angles({ name, inputs: units }: DistancesLayer, from: string, bitmaps: Network['bitmaps']): Piece {
  const piece = (suffix: string) => `${name}.${suffix}`;
  const classes = bitmaps.length;
  // Bitmaps of +1 and −1 all have the length √units. The product is that of −cos.
  const opposite = Float32Array.from(bitmaps.flat(), (value) => -value / Math.sqrt(units));
  return {
    nodes: [
      ['Mul', [from, from], piece('square')],
      ['Gemm', [piece('square'), piece('ones'), piece('least')], piece('squares'), { transB: 1 }],
      ['Sqrt', [piece('squares')], piece('lengths')],
      ['Gemm', [from, piece('opposite'), piece('none')], piece('product'), { transB: 1 }],
      ['Div', [piece('product'), piece('lengths')], piece('angle')],
      ['Mul', [piece('angle'), piece('factor')], piece('scaled')],
      ['Add', [piece('scaled'), piece('factor')], name],
    ],
    constants: [
      [piece('opposite'), [classes, units], opposite],
      [piece('ones'), [classes, units], new Float32Array(classes * units).fill(1)],
      [piece('least'), [classes], new Float32Array(classes).fill(1e-30)],
      [piece('none'), [classes], new Float32Array(classes)],
      scalar(piece('factor'), 2 * units),
    ],
  };
}
