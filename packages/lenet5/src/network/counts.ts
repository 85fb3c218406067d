import type { Architecture } from '../switches/table.js';
import { layersOf } from './families.js';
import { type Layer, valuesIn } from './layers.js';

/** What the paper states of a layer (p.7-8). */
export interface LayerCounts extends Pick<Layer, 'name' | 'shape' | 'connections'> {
  /** Trainable ones; 0 for distances, whose bitmaps are fixed. */
  readonly parameters: number;
  /** Its squashing function, or what the output compares by. */
  readonly squash: string;
}

/** The counts of a network, the sums over its layers. */
export interface NetworkCounts extends Pick<LayerCounts, 'parameters' | 'connections'> {
  /** From C1 to Output. */
  readonly layers: readonly LayerCounts[];
}

function countsOf(layer: Layer): LayerCounts {
  const { name, shape, connections } = layer;
  const squash = layer.kind === 'distances' ? MEASURES[layer.measure] : layer.squash;
  return { name, shape, parameters: valuesIn(layer.parameters), connections, squash };
}

const MEASURES = { distance: 'squared distance', angle: 'angle' };

/**
 * Counts of every layer and of the whole; the paper states 60,000 parameters and 340,908 connections (p.7-8).
 * @throws SettingError as `checkArchitecture` does
 * @example
 * import { ARCHITECTURES, countNetwork } from 'lenet5';
 * const { parameters, connections } = countNetwork(ARCHITECTURES.paper); // 60,000 and 340,908
 */
export function countNetwork(architecture: Architecture): NetworkCounts {
  const layers = layersOf(architecture).map(countsOf);
  const sum = (count: 'parameters' | 'connections') => layers.reduce((total, layer) => total + layer[count], 0);
  return { layers, parameters: sum('parameters'), connections: sum('connections') };
}
