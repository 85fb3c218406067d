import type { Pooling, Squash } from '../kernels/contract.js';
import type { Architecture } from '../switches/table.js';
import { BITMAPS } from './bitmaps.js';
import { fullTable, TABLE_I } from './table.js';

/** A 5×5 convolution; `table[map]` lists the maps below that a map reads. */
export interface ConvolutionLayer {
  /** Tells the layers apart. */
  readonly kind: 'convolution';
  /** C1 … Output. */
  readonly name: string;
  /** Name of the layer below, or input. */
  readonly from: string;
  /** Feature maps. */
  readonly maps: number;
  /** Side of a map, in units. */
  readonly size: number;
  /** For each map, the maps below that it reads, ascending. */
  readonly table: readonly (readonly number[])[];
  /** Squashing function. */
  readonly squash: Squash;
}

/** 2×2 subsampling with a trained coefficient and bias for each map. */
export interface SubsamplingLayer {
  /** Tells the layers apart. */
  readonly kind: 'subsampling';
  /** C1 … Output. */
  readonly name: string;
  /** Name of the layer below, or input. */
  readonly from: string;
  /** Feature maps. */
  readonly maps: number;
  /** Side of a map, in units. */
  readonly size: number;
  /** What becomes of a window. */
  readonly pooling: Pooling;
  /** Squashing function. */
  readonly squash: Squash;
}

/** Full connection. `kernel` keeps the shape in which the blog's state dict stores the weights of C5. */
export interface DenseLayer {
  /** Tells the layers apart. */
  readonly kind: 'dense';
  /** C1 … Output. */
  readonly name: string;
  /** Name of the layer below, or input. */
  readonly from: string;
  /** Units of the layer. */
  readonly units: number;
  /** Units of the layer below. */
  readonly inputs: number;
  /** Shape of the weights in the state dict. */
  readonly weightShape: readonly number[];
  /** Squashing function. */
  readonly squash: Squash;
}

/** Distances between the units below and the fixed bitmap of each class. */
export interface DistancesLayer {
  /** Tells the layers apart. */
  readonly kind: 'distances';
  /** C1 … Output. */
  readonly name: string;
  /** Name of the layer below, or input. */
  readonly from: string;
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
/** Digits to tell apart. */
export const CLASSES = 10;

/** The layer table (paper p.7-8). Kernels, counts, files and pictures of the network are all made from this list. */
export function layersOf({ squash, pooling, c3, output }: Architecture): Layer[] {
  const table = c3 === 'table' ? TABLE_I : fullTable(16, 6);
  return [
    convolution('C1', { from: 'input', maps: 6, size: 28, table: fullTable(6, 1), squash: squash.C1 }),
    subsampling('S2', { from: 'C1', maps: 6, size: 14, pooling, squash: squash.S2 }),
    convolution('C3', { from: 'S2', maps: 16, size: 10, table, squash: squash.C3 }),
    subsampling('S4', { from: 'C3', maps: 16, size: 5, pooling, squash: squash.S4 }),
    dense('C5', { from: 'S4', units: 120, inputs: 400, weightShape: [120, 16, 5, 5], squash: squash.C5 }),
    dense('F6', { from: 'C5', units: 84, inputs: 120, weightShape: [84, 120], squash: squash.F6 }),
    outputLayer(output),
  ];
}

function outputLayer(output: Architecture['output']): Layer {
  if (output === 'linear') {
    return dense('Output', { from: 'F6', units: CLASSES, inputs: 84, weightShape: [CLASSES, 84], squash: 'none' });
  }
  const measure = output === 'rbf' ? 'distance' : 'angle';
  return { kind: 'distances', name: 'Output', from: 'F6', classes: CLASSES, inputs: BITMAPS[0]?.length ?? 0, measure };
}

function convolution(name: string, rest: Omit<ConvolutionLayer, 'kind' | 'name'>): ConvolutionLayer {
  return { kind: 'convolution', name, ...rest };
}

function subsampling(name: string, rest: Omit<SubsamplingLayer, 'kind' | 'name'>): SubsamplingLayer {
  return { kind: 'subsampling', name, ...rest };
}

function dense(name: string, rest: Omit<DenseLayer, 'kind' | 'name'>): DenseLayer {
  return { kind: 'dense', name, ...rest };
}
