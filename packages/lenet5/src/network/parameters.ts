import type { Arena } from '../kernels/arena.js';
import type { Parameter } from '../kernels/contract.js';
import type { Layer } from './layers.js';

/** A parameter before it has memory: its name in the blog's state dict, its shape, and how many inputs its unit has. */
export interface ParameterInfo {
  /** Its name in the blog's state dict. */
  readonly name: string;
  /** The layer it belongs to. */
  readonly layer: string;
  /** What it does in a unit. */
  readonly role: 'weight' | 'bias' | 'coefficient' | 'subsampling-bias';
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** Inputs of one unit: 25 × maps read, 4 for subsampling, the number of units below for full connection. */
  readonly fanIn: number;
  /** Maps of the layer. */
  readonly maps: number;
}

/** The trainable parameters of a layer, in the order of the blog's state dict. */
export function parametersOf(layer: Layer): ParameterInfo[] {
  const { name } = layer;
  if (layer.kind === 'convolution' && layer.from === 'input') {
    const common = { layer: name, fanIn: 25, maps: layer.maps };
    return [
      { name: `${name}.weight`, role: 'weight', shape: [layer.maps, 1, 5, 5], ...common },
      { name: `${name}.bias`, role: 'bias', shape: [layer.maps], ...common },
    ];
  }
  if (layer.kind === 'convolution') {
    return layer.table.flatMap((inputs, map): ParameterInfo[] => {
      const common = { layer: name, fanIn: 25 * inputs.length, maps: layer.maps };
      return [
        { name: `${name}.conv${map}.weight`, role: 'weight', shape: [1, inputs.length, 5, 5], ...common },
        { name: `${name}.conv${map}.bias`, role: 'bias', shape: [1], ...common },
      ];
    });
  }
  if (layer.kind === 'subsampling') {
    const common = { layer: name, shape: [layer.maps], fanIn: 4, maps: layer.maps };
    return [
      { name: `${name}.weight`, role: 'coefficient', ...common },
      { name: `${name}.bias`, role: 'subsampling-bias', ...common },
    ];
  }
  if (layer.kind === 'dense') {
    const common = { layer: name, fanIn: layer.inputs, maps: layer.units };
    return [
      { name: `${name}.weight`, role: 'weight', shape: layer.weightShape, ...common },
      { name: `${name}.bias`, role: 'bias', shape: [layer.units], ...common },
    ];
  }
  return [];
}

/**
 * Plans memory for all parameters, without gaps and in state-dict order, and for their gradients in the same layout.
 * The largest, C5.weight, starts on a cache line.
 */
export function planParameters(arena: Arena, infos: readonly ParameterInfo[]): Map<string, Parameter & ParameterInfo> {
  const values = arena.consecutive(infos, 'C5.weight');
  const gradients = arena.consecutive(infos, 'C5.weight');
  return new Map(
    infos.map((info, i) => [
      info.name,
      { ...info, value: values[i], gradient: gradients[i] } as Parameter & ParameterInfo,
    ]),
  );
}
