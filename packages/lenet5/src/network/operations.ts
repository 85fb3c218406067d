import type { Pooling, Squash } from '../kernels/contract.js';
import type { ConvolutionLayer, DistancesLayer, Layer } from './layers.js';

/** One kernel call, still without memory: reads the units called `from`, writes those called `to`. */
export type Operation = { readonly from: string; readonly to: string } & (
  | {
      readonly op: 'convolve';
      /** The layer whose weights it takes. */
      readonly layer: string;
      readonly table: ConvolutionLayer['table'];
      readonly squash: Squash;
      readonly pooling?: 'sum' | 'average';
    }
  | { readonly op: 'pool'; readonly pooling: Pooling }
  | { readonly op: 'scale'; readonly layer: string }
  | { readonly op: 'dense'; readonly layer: string }
  | { readonly op: 'distances'; readonly measure: DistancesLayer['measure'] }
);

/** The calls that compute a layer, in order. A subsampling layer passes on its pooled units from the first to the second. */
export function operationsOf(layer: Layer): Operation[] {
  const { name, from } = layer;
  switch (layer.kind) {
    case 'convolution':
      return [{ op: 'convolve', from, to: name, layer: name, table: layer.table, squash: layer.squash }];
    case 'subsampling': {
      const pooled = `${name}.pooled`;
      return [
        { op: 'pool', from, to: pooled, pooling: layer.pooling },
        { op: 'scale', from: pooled, to: name, layer: name },
      ];
    }
    case 'dense':
      return [{ op: 'dense', from, to: name, layer: name }];
    case 'distances':
      return [{ op: 'distances', from, to: name, measure: layer.measure }];
  }
}

/** Units that operations pass on: shape of one sample, and the squashing function that made them. */
export interface UnitsInfo {
  readonly name: string;
  readonly shape: readonly number[];
  readonly squash: Squash;
}

/** The units that a layer's operations write: its own, and what is between, of the same shape and without function. */
export function unitsOf(layer: Layer): UnitsInfo[] {
  const { name, shape, squash } = layer;
  return operationsOf(layer).map(({ to }) => ({ name: to, shape, squash: to === name ? squash : 'none' }));
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
  return first?.op === 'convolve' && first.squash === 'none' && second.op === 'pool' && second.pooling !== 'max';
}
