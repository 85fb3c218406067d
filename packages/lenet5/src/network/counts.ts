import type { Architecture } from '../switches/table.js';
import { type Layer, layersOf } from './layers.js';

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

function connectedMaps(table: readonly (readonly number[])[]): number {
  return table.reduce((sum, inputs) => sum + inputs.length, 0);
}

function countsOf(layer: Layer): LayerCounts {
  const { name } = layer;
  if (layer.kind === 'convolution') {
    const parameters = connectedMaps(layer.table) * 25 + layer.maps;
    const shape = [layer.maps, layer.size, layer.size];
    return { name, shape, parameters, connections: parameters * layer.size * layer.size, squash: layer.squash };
  }
  if (layer.kind === 'subsampling') {
    const shape = [layer.maps, layer.size, layer.size];
    const connections = layer.maps * layer.size * layer.size * (4 + 1);
    return { name, shape, parameters: 2 * layer.maps, connections, squash: layer.squash };
  }
  if (layer.kind === 'dense') {
    const parameters = layer.units * (layer.inputs + 1);
    return { name, shape: [layer.units], parameters, connections: parameters, squash: layer.squash };
  }
  return {
    name,
    shape: [layer.classes],
    parameters: 0,
    connections: layer.classes * layer.inputs,
    squash: layer.measure === 'distance' ? 'squared distance' : 'angle',
  };
}

/** The paper's totals, which hold for every network with Table I and fixed bitmaps. */
const PARAMETERS = 60_000;
const CONNECTIONS = 340_908;

/** Counts of every layer and of the whole. @throws Error where a network that should have the paper's totals has not */
export function countNetwork(architecture: Architecture): {
  layers: LayerCounts[];
  parameters: number;
  connections: number;
} {
  const layers = layersOf(architecture).map(countsOf);
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const connections = layers.reduce((sum, layer) => sum + layer.connections, 0);
  if (architecture.c3 === 'table' && architecture.output !== 'linear') {
    if (parameters !== PARAMETERS || connections !== CONNECTIONS) {
      throw new Error(
        `Network has ${parameters} parameters and ${connections} connections, the paper 60000 and 340908.`,
      );
    }
  }
  return { layers, parameters, connections };
}
