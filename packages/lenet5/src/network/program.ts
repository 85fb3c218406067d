/**
 * The network as a list of kernel calls: layers become operations, `fuse` rewrites their list, and `compile` binds each
 * operation to a backend and its buffers. A new kind of layer, or of operation, is added here.
 */
import type { Tensor } from '../kernels/arena.js';
import type { Backend, Border, Filter, Kernel, Parameter, Pooling, Squash, Units } from '../kernels/contract.js';
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
      readonly border?: Border;
      /** Biases of units are added by the call that follows. */
      readonly biased: boolean;
    }
  | { readonly op: 'unit-bias'; readonly layer: string }
  | { readonly op: 'pool'; readonly pooling: Pooling }
  | { readonly op: 'scale'; readonly layer: string }
  | { readonly op: 'dense'; readonly layer: string }
  | { readonly op: 'distances'; readonly measure: DistancesLayer['measure'] }
);

/** The calls that compute a layer, in order. A subsampling layer passes on its pooled units from the first to the second. */
export function operationsOf(layer: Layer): Operation[] {
  const { name, from } = layer;
  switch (layer.kind) {
    case 'convolution': {
      const { table, squash, border, biases } = layer;
      const common = { op: 'convolve', from, layer: name, table, ...(border && { border }) } as const;
      if (biases === 'map') return [{ ...common, to: name, squash, biased: true }];
      return [
        { ...common, to: `${name}.sums`, squash: 'none', biased: false },
        { op: 'unit-bias', from: `${name}.sums`, to: name, layer: name },
      ];
    }
    case 'subsampling': {
      if (!layer.trained) return [{ op: 'pool', from, to: name, pooling: layer.pooling }];
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

/** Everything an operation may be bound to. */
export interface Buffers {
  readonly units: ReadonlyMap<string, Units>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly bitmaps: Tensor;
  /** Only the backward calls will be made, on squares. */
  readonly backwardAlone?: boolean;
}

/** The buffer of that name. @throws Error where there is none */
export function named<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`No buffer is called ${name}.`);
  return found;
}

/** Where the weights of each output map lie: one parameter for all maps (C1, H1, H2), or one for each (C3). */
function filtersOf(
  { layer: name, table, biased }: Extract<Operation, { op: 'convolve' }>,
  parameters: Buffers['parameters'],
): Filter[] {
  const shared = parameters.get(`${name}.weight`);
  return table.map((inputs, map) => {
    const length = inputs.length * 25;
    const weight = shared ?? named(parameters, `${name}.conv${map}.weight`);
    const bias = biased ? named(parameters, shared ? `${name}.bias` : `${name}.conv${map}.bias`) : null;
    return {
      inputs,
      weights: { parameter: weight, start: shared ? map * length : 0, length },
      bias: bias && { parameter: bias, start: shared ? map : 0, length: 1 },
    };
  });
}

/** Binds one operation: the kernel holds its forward and its backward call side by side. */
function bind(operation: Operation, backend: Backend, buffers: Buffers): Kernel {
  const { units, parameters, bitmaps, backwardAlone = false } = buffers;
  const input = named(units, operation.from);
  const output = named(units, operation.to);
  const pair = (layer: string) => [named(parameters, `${layer}.weight`), named(parameters, `${layer}.bias`)] as const;
  switch (operation.op) {
    case 'convolve': {
      const { pooling, border } = operation;
      const cells = border && { ...border, value: backwardAlone ? border.value ** 2 : border.value };
      const rest = { ...(pooling && { pooling }), ...(cells && { border: cells }), backwardAlone };
      return backend.convolution({ input, output, filters: filtersOf(operation, parameters), ...rest });
    }
    case 'unit-bias':
      return backend.unitBias({ input, output, bias: named(parameters, `${operation.layer}.bias`) });
    case 'pool':
      return backend.pool({ input, output, pooling: operation.pooling });
    case 'scale': {
      const [coefficient, bias] = pair(operation.layer);
      return backend.scale({ input, output, coefficient, bias });
    }
    case 'dense': {
      const [weights, bias] = pair(operation.layer);
      return backend.dense({ input, output, weights, bias });
    }
    case 'distances':
      return backend.distances({ input, output, targets: bitmaps, measure: operation.measure });
  }
}

/** The network as a list of kernels: forward runs it from the first to the last, backward from the last to the first. */
export function compile(operations: readonly Operation[], backend: Backend, buffers: Buffers): Kernel[] {
  return operations.map((operation) => bind(operation, backend, buffers));
}
