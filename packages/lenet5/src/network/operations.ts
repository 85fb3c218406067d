import type { Pooling, Squash } from '../kernels/contract.js';
import type { ConvolutionLayer, DenseLayer, DistancesLayer, Layer } from './layers.js';

/** One kernel call, still without memory: reads the units called `from`, writes those called `to`. */
export type Operation =
  | {
      readonly op: 'convolve';
      readonly from: string;
      readonly to: string;
      readonly layer: ConvolutionLayer;
      readonly pooling?: 'sum' | 'average';
    }
  | { readonly op: 'pool'; readonly from: string; readonly to: string; readonly pooling: Pooling }
  | { readonly op: 'scale'; readonly from: string; readonly to: string; readonly layer: string }
  | { readonly op: 'dense'; readonly from: string; readonly to: string; readonly layer: DenseLayer }
  | { readonly op: 'distances'; readonly from: string; readonly to: string; readonly layer: DistancesLayer };

/** Units that operations pass on: shape of one sample, and the squashing function that made them. */
export interface UnitsInfo {
  readonly name: string;
  readonly shape: readonly number[];
  readonly squash: Squash;
}

/** Name of the units between the two halves of a subsampling layer. */
export function pooledName(layer: string): string {
  return `${layer}.pooled`;
}

/** The calls that compute a layer, in order. */
export function operationsOf(layer: Layer): Operation[] {
  const { name, from } = layer;
  if (layer.kind === 'convolution') return [{ op: 'convolve', from, to: name, layer }];
  if (layer.kind === 'subsampling') {
    return [
      { op: 'pool', from, to: pooledName(name), pooling: layer.pooling },
      { op: 'scale', from: pooledName(name), to: name, layer: name },
    ];
  }
  if (layer.kind === 'dense') return [{ op: 'dense', from, to: name, layer }];
  return [{ op: 'distances', from, to: name, layer }];
}

/** The units that a layer's operations write. */
export function unitsOf(layer: Layer): UnitsInfo[] {
  const { name } = layer;
  if (layer.kind === 'convolution')
    return [{ name, shape: [layer.maps, layer.size, layer.size], squash: layer.squash }];
  if (layer.kind === 'subsampling') {
    const shape = [layer.maps, layer.size, layer.size];
    return [
      { name: pooledName(name), shape, squash: 'none' },
      { name, shape, squash: layer.squash },
    ];
  }
  if (layer.kind === 'dense') return [{ name, shape: [layer.units], squash: layer.squash }];
  return [{ name, shape: [layer.classes], squash: 'none' }];
}

/**
 * A convolution without squashing function, followed by the sum or the average of 2×2 windows, is one linear map: a
 * convolution with stride 2, with a quarter of the products. Rewrites the list so; the units between are never computed.
 */
export function fuse(operations: readonly Operation[]): Operation[] {
  return operations.flatMap((operation, i): Operation[] => {
    const [before, next] = [operations[i - 1], operations[i + 1]];
    if (isFusible(before, operation)) return [];
    if (operation.op === 'convolve' && next?.op === 'pool' && next.pooling !== 'max' && isFusible(operation, next)) {
      return [{ ...operation, to: next.to, pooling: next.pooling }];
    }
    return [operation];
  });
}

function isFusible(first: Operation | undefined, second: Operation): boolean {
  return first?.op === 'convolve' && first.layer.squash === 'none' && second.op === 'pool' && second.pooling !== 'max';
}
