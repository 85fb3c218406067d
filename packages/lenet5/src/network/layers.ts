import { elementsOf } from '../kernels/arena.js';
import type { Pooling, Squash } from '../kernels/contract.js';
import { checkArchitecture } from '../switches/check.js';
import type { Architecture } from '../switches/table.js';
import { BITMAP_PIXELS, CLASSES } from './bitmaps.js';
import type { ParameterInfo } from './parameters.js';
import { fullTable, TABLE_I } from './table-one.js';

/** What all layers have. */
interface CommonLayer<Kind extends string> {
  /** What the layer does. */
  readonly kind: Kind;
  /** C1 … Output. */
  readonly name: string;
  /** Name of the layer below, or input. */
  readonly from: string;
  /** Its units: maps × side × side, or their number. */
  readonly shape: readonly number[];
  /** Squashing function; that of distances is none. */
  readonly squash: Squash;
  /** What is trained, in the order of the blog's state dict. */
  readonly parameters: readonly ParameterInfo[];
  /** Connections, weights that are shared counted at every place and the bias as one input of every unit (paper p.7-8). */
  readonly connections: number;
}

/** A 5×5 convolution. */
export interface ConvolutionLayer extends CommonLayer<'convolution'> {
  /** Feature maps. */
  readonly maps: number;
  /** Side of a map, in units. */
  readonly size: number;
  /** For each map, the maps below that it reads, ascending. */
  readonly table: readonly (readonly number[])[];
}

/** 2×2 subsampling with a trained coefficient and bias for each map. */
export interface SubsamplingLayer extends CommonLayer<'subsampling'> {
  /** Feature maps. */
  readonly maps: number;
  /** Side of a map, in units. */
  readonly size: number;
  /** What becomes of a window. */
  readonly pooling: Pooling;
}

/** Full connection. */
export interface DenseLayer extends CommonLayer<'dense'> {
  /** Units of the layer. */
  readonly units: number;
  /** Units of the layer below. */
  readonly inputs: number;
  /** Shape of the weights in the state dict: [units, inputs], and for C5 [120, 16, 5, 5], as the blog stores them. */
  readonly weightShape: readonly number[];
}

/** Distances between the units below and the fixed bitmap of each class. */
export interface DistancesLayer extends CommonLayer<'distances'> {
  /** Digits to tell apart. */
  readonly classes: number;
  /** Units of the layer below. */
  readonly inputs: number;
  /** Squared distance, or that of unit vectors. */
  readonly measure: 'distance' | 'angle';
}

/** A row of the layer table. */
export type Layer = ConvolutionLayer | SubsamplingLayer | DenseLayer | DistancesLayer;

/** Side of the input: 28×28 pictures with a border of 2 (paper p.7). */
export const INPUT_SIDE = 32;

/**
 * The layer table (paper p.7-8). Kernels, counts, files and pictures of the network are all made from this list. At the
 * end of each row stand the layer's trainable parameters and its connections, which are checked where it is made.
 * @throws SettingError as `checkArchitecture` does
 */
export function layersOf(architecture: Architecture): Layer[] {
  const { squash, pooling, c3, output } = checkArchitecture(architecture);
  const [table, parameters, connections] =
    c3 === 'table' ? ([TABLE_I, 1_516, 151_600] as const) : ([fullTable(16, 6), 2_416, 241_600] as const);
  return [
    convolution('C1', { from: 'input', maps: 6, size: 28, table: fullTable(6, 1), squash: squash.C1 }, 156, 122_304),
    subsampling('S2', { from: 'C1', maps: 6, size: 14, pooling, squash: squash.S2 }, 12, 5_880),
    convolution('C3', { from: 'S2', maps: 16, size: 10, table, squash: squash.C3 }, parameters, connections),
    subsampling('S4', { from: 'C3', maps: 16, size: 5, pooling, squash: squash.S4 }, 32, 2_000),
    dense('C5', { from: 'S4', weightShape: [120, 16, 5, 5], squash: squash.C5 }, 48_120, 48_120),
    dense('F6', { from: 'C5', weightShape: [84, 120], squash: squash.F6 }, 10_164, 10_164),
    output === 'linear'
      ? dense('Output', { from: 'F6', weightShape: [CLASSES, 84], squash: 'none' }, 850, 850)
      : distances('Output', { from: 'F6', measure: output === 'rbf' ? 'distance' : 'angle' }, 0, 840),
  ];
}

/** What a row of the table says; the rest of a layer follows from it. */
type Row<L extends Layer, Told extends keyof L> = Pick<L, Told | 'from'>;
/** What a layer must come to. */
type Counts = readonly [parameters: number, connections: number];

function convolution(
  name: string,
  row: Row<ConvolutionLayer, 'maps' | 'size' | 'table' | 'squash'>,
  ...counts: Counts
): ConvolutionLayer {
  const { from, maps, size, table } = row;
  const shared = from === 'input'; // one parameter for all maps, or one for each
  const parameters = shared
    ? weightsAndBias(name, name, maps, [maps, 1, 5, 5])
    : table.flatMap((inputs, map) => weightsAndBias(name, `${name}.conv${map}`, maps, [1, inputs.length, 5, 5]));
  const connections = valuesIn(parameters) * size * size;
  return counted({ kind: 'convolution', name, ...row, shape: [maps, size, size], parameters, connections }, counts);
}

function subsampling(
  name: string,
  row: Row<SubsamplingLayer, 'maps' | 'size' | 'pooling' | 'squash'>,
  ...counts: Counts
): SubsamplingLayer {
  const { maps, size } = row;
  const common = { layer: name, shape: [maps], fanIn: 4, maps };
  const parameters: ParameterInfo[] = [
    { name: `${name}.weight`, role: 'coefficient', ...common },
    { name: `${name}.bias`, role: 'subsampling-bias', ...common },
  ];
  const connections = maps * size * size * (4 + 1);
  return counted({ kind: 'subsampling', name, ...row, shape: [maps, size, size], parameters, connections }, counts);
}

function dense(name: string, row: Row<DenseLayer, 'weightShape' | 'squash'>, ...counts: Counts): DenseLayer {
  const [units = 0, ...below] = row.weightShape;
  const parameters = weightsAndBias(name, name, units, row.weightShape);
  const sizes = { shape: [units], units, inputs: elementsOf(below) };
  return counted({ kind: 'dense', name, ...row, ...sizes, parameters, connections: valuesIn(parameters) }, counts);
}

function distances(name: string, row: Row<DistancesLayer, 'measure'>, ...counts: Counts): DistancesLayer {
  const sizes = { shape: [CLASSES], classes: CLASSES, inputs: BITMAP_PIXELS };
  const connections = CLASSES * BITMAP_PIXELS;
  return counted({ kind: 'distances', name, ...row, ...sizes, squash: 'none', parameters: [], connections }, counts);
}

/** Weights of the shape [outputs, …inputs], and a bias for each output. */
function weightsAndBias(layer: string, prefix: string, maps: number, shape: readonly number[]): ParameterInfo[] {
  const [outputs = 0, ...inputs] = shape;
  const common = { layer, fanIn: elementsOf(inputs), maps };
  return [
    { name: `${prefix}.weight`, role: 'weight', shape, ...common },
    { name: `${prefix}.bias`, role: 'bias', shape: [outputs], ...common },
  ];
}

/** @throws Error for a layer with other counts: a number of the table is wrong */
function counted<L extends Layer>(layer: L, [parameters, connections]: Counts): L {
  const found = valuesIn(layer.parameters);
  if (found !== parameters || layer.connections !== connections) {
    const expected = `${parameters} and ${connections}`;
    throw new Error(
      `${layer.name} has ${found} parameters and ${layer.connections} connections, expected ${expected}.`,
    );
  }
  return layer;
}

/** How many numbers parameters hold together. */
export function valuesIn(parameters: readonly ParameterInfo[]): number {
  return parameters.reduce((sum, { shape }) => sum + elementsOf(shape), 0);
}
