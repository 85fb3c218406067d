import type { Architecture } from '../switches/table.js';
import { type Layer, layersOf, valuesIn } from './layers.js';

/** What the paper states of a layer (p.7-8). Connections count the bias as one input of every unit. */
export interface LayerCounts {
  /** Name of the layer: C1 … Output. */
  readonly name: string;
  /** Maps × side × side, or units. */
  readonly shape: readonly number[];
  /** Trainable parameters. */
  readonly parameters: number;
  /** Connections, weights that are shared counted at every place. */
  readonly connections: number;
  /** Its squashing function, or what the output compares by. */
  readonly squash: string;
}

function countsOf(layer: Layer): LayerCounts {
  const { name, shape, connections } = layer;
  const squash = layer.kind === 'distances' ? MEASURES[layer.measure] : layer.squash;
  return { name, shape, parameters: valuesIn(layer.parameters), connections, squash };
}

const MEASURES = { distance: 'squared distance', angle: 'angle' };

/** Counts of every layer and of the whole. */
export function countNetwork(architecture: Architecture): {
  layers: LayerCounts[];
  parameters: number;
  connections: number;
} {
  const layers = layersOf(architecture).map(countsOf);
  const sum = (count: 'parameters' | 'connections') => layers.reduce((total, layer) => total + layer[count], 0);
  return { layers, parameters: sum('parameters'), connections: sum('connections') };
}
