import { elementsOf } from '../kernels/arena.js';
import type { Border, Pooling, Squash } from '../kernels/contract.js';
import { BITMAP_PIXELS } from './bitmaps.js';
import type { ParameterInfo } from './parameters.js';

/** What all layers have. */
interface CommonLayer<Kind extends string> {
  /** What the layer does. */
  readonly kind: Kind;
  /** C1 … Output, or H1 … Output. */
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

/** A 5×5 convolution: stride 1, or with a border stride 2. */
export interface ConvolutionLayer extends CommonLayer<'convolution'> {
  /** Feature maps. */
  readonly maps: number;
  /** Side of a map, in units. */
  readonly size: number;
  /** For each map, the maps below that it reads, ascending. */
  readonly table: readonly (readonly number[])[];
  /** From one unit to the next, in units of the layer below. */
  readonly stride: 1 | 2;
  /** Cells around the maps below; null for none. */
  readonly border: Border | null;
  /** What has a bias of its own: each map (1998), or each unit (1989). */
  readonly biases: 'map' | 'unit';
}

/** 2×2 subsampling, with a trained coefficient and bias for each map or without. */
export interface SubsamplingLayer extends CommonLayer<'subsampling'> {
  /** Feature maps. */
  readonly maps: number;
  /** Side of a map, in units. */
  readonly size: number;
  /** What becomes of a window. */
  readonly pooling: Pooling;
  /** Whether it has coefficients and biases; without it has no squashing function either. */
  readonly trained: boolean;
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
  /** Classes to tell apart. */
  readonly classes: number;
  /** Units of the layer below. */
  readonly inputs: number;
  /** Squared distance, or that of unit vectors. */
  readonly measure: 'distance' | 'angle';
}

/** A row of the layer table. */
export type Layer = ConvolutionLayer | SubsamplingLayer | DenseLayer | DistancesLayer;

/** What a row of the table says; the rest of a layer follows from it. */
type Row<L extends Layer, Told extends keyof L> = Pick<L, Told | 'from'>;

/** A row of a convolution that shares its biases, or has a border with stride 2 and a bias for each unit. */
export function convolution(
  name: string,
  row: Row<ConvolutionLayer, 'maps' | 'size' | 'table' | 'squash'> & { readonly border?: Border },
): ConvolutionLayer {
  const { from, maps, size, table, border = null } = row;
  const kernels = (prefix: string, shape: readonly number[], biases?: readonly number[]) =>
    weightsAndBias({ layer: name, maps, fanOut: 25 * maps }, prefix, shape, biases);
  const [inputs = []] = table;
  const biases = border ? 'unit' : 'map';
  const parameters = border
    ? kernels(name, [maps, inputs.length, 5, 5], [maps, size, size])
    : from === 'input' // one parameter for all maps, or one for each
      ? kernels(name, [maps, 1, 5, 5])
      : table.flatMap((read, map) => kernels(`${name}.conv${map}`, [1, read.length, 5, 5]));
  const fanIns = table.reduce((sum, read) => sum + 25 * read.length + 1, 0);
  const stride = border ? 2 : 1;
  const shape = [maps, size, size];
  const rest = { stride, border, biases, shape, parameters, connections: fanIns * size * size } as const;
  return { kind: 'convolution', name, ...row, ...rest };
}

export function subsampling(
  name: string,
  row: Row<SubsamplingLayer, 'maps' | 'size' | 'pooling' | 'squash' | 'trained'>,
): SubsamplingLayer {
  const { maps, size, trained } = row;
  const common = { layer: name, shape: [maps], fanIn: 4, fanOut: 1, maps };
  const parameters: ParameterInfo[] = [
    { name: `${name}.weight`, role: 'coefficient', ...common },
    { name: `${name}.bias`, role: 'subsampling-bias', ...common },
  ];
  const connections = maps * size * size * (trained ? 4 + 1 : 4);
  const rest = { shape: [maps, size, size], parameters: trained ? parameters : [], connections };
  return { kind: 'subsampling', name, ...row, ...rest };
}

export function dense(name: string, row: Row<DenseLayer, 'weightShape' | 'squash'>): DenseLayer {
  const [units = 0, ...below] = row.weightShape;
  const parameters = weightsAndBias({ layer: name, maps: units, fanOut: units }, name, row.weightShape);
  const sizes = { shape: [units], units, inputs: elementsOf(below) };
  return { kind: 'dense', name, ...row, ...sizes, parameters, connections: valuesIn(parameters) };
}

export function distances(name: string, row: Row<DistancesLayer, 'measure' | 'classes'>): DistancesLayer {
  const sizes = { shape: [row.classes], inputs: BITMAP_PIXELS, connections: row.classes * BITMAP_PIXELS };
  return { kind: 'distances', name, ...row, ...sizes, squash: 'none', parameters: [] };
}

/** Weights of the shape [outputs, …inputs], and a bias for each output unless another shape is given. */
function weightsAndBias(
  common: Pick<ParameterInfo, 'layer' | 'maps' | 'fanOut'>,
  prefix: string,
  shape: readonly number[],
  biases: readonly number[] = shape.slice(0, 1),
): ParameterInfo[] {
  const fanIn = elementsOf(shape.slice(1));
  return [
    { name: `${prefix}.weight`, role: 'weight', shape, fanIn, ...common },
    { name: `${prefix}.bias`, role: 'bias', shape: biases, fanIn, ...common },
  ];
}

/** How many numbers parameters hold together. */
export function valuesIn(parameters: readonly ParameterInfo[]): number {
  return parameters.reduce((sum, { shape }) => sum + elementsOf(shape), 0);
}
