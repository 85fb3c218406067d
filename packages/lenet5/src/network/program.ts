import type { Tensor } from '../kernels/arena.js';
import type { Backend, Filter, Kernel, Parameter, Units } from '../kernels/contract.js';
import type { ConvolutionLayer } from './layers.js';
import type { Operation } from './operations.js';

/** Everything an operation may be bound to. */
export interface Buffers {
  readonly units: ReadonlyMap<string, Units>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly bitmaps: Tensor;
  /** Only the backward calls will be made. */
  readonly backwardAlone?: boolean;
}

/** The buffer of that name. @throws Error where there is none */
export function named<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`No buffer is called ${name}.`);
  return found;
}

/** Where the weights of each output map lie: one parameter for all maps (C1), or one for each (C3). */
function filtersOf(name: string, table: ConvolutionLayer['table'], parameters: Buffers['parameters']): Filter[] {
  const shared = parameters.get(`${name}.weight`);
  return table.map((inputs, map) => {
    const length = inputs.length * 25;
    const weight = shared ?? named(parameters, `${name}.conv${map}.weight`);
    const bias = named(parameters, shared ? `${name}.bias` : `${name}.conv${map}.bias`);
    return {
      inputs,
      weights: { parameter: weight, start: shared ? map * length : 0, length },
      bias: { parameter: bias, start: shared ? map : 0, length: 1 },
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
    case 'convolve':
      return backend.convolution({
        input,
        output,
        filters: filtersOf(operation.layer, operation.table, parameters),
        ...(operation.pooling && { pooling: operation.pooling }),
        backwardAlone,
      });
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
