import { isPixels } from '../given/bytes.js';
import { fit, mustFit } from '../given/options.js';
import { PIXEL_RANGES } from '../math/pixels.js';
import { PICTURE_SIDE } from '../network/families.js';
import type { Layer } from '../network/layers.js';
import { NETWORK, Network } from '../network/network.js';
import { endOf, int8Network, type RoundedLayer } from './int8-layers.js';
import { type Int8Network, LEVELS } from './int8-network.js';
import { mostOf, valuesOf, weightsPerMap } from './values.js';

const SIZE = PICTURE_SIDE * PICTURE_SIDE;
const PICTURES = fit('a Uint8Array of one picture or more, 28×28 bytes each', (given) => {
  return isPixels(given) && given.length > 0 && given.length % SIZE === 0;
});

/**
 * Rounds a trained network to whole numbers, after training: 8 bits for weights, with a scale for each map or unit, and for
 * units. Scaled tanh, tanh and logistic keep to known ranges; ReLU and layers without function get theirs from pictures.
 * @param network trained
 * @param pictures some of the training set, after each other, 28×28 bytes each: a thousand are enough
 * @throws SettingError for what is neither
 * @example
 * import { quantise, writeC } from 'lenet5/devices';
 * import { pretrained } from 'lenet5/weights';
 * const small = quantise(pretrained(), new Uint8Array(28 * 28));
 * const source = writeC(small); // one file of C99
 */
export function quantise(network: Network, pictures: Uint8Array): Int8Network {
  mustFit('network', network, NETWORK);
  mustFit('pictures', pictures, PICTURES);
  const { architecture, layers } = network;
  const state = network.stateDict();
  const largest = rangesOf(network, pictures);
  const { range, background } = PIXEL_RANGES[architecture.pixels];
  const inputScale = level(Math.max(Math.abs(background), Math.abs(background + range)));
  const rounded: RoundedLayer[] = [];
  for (const layer of layers) {
    const below = rounded.at(-1)?.scale ?? inputScale;
    const last = layer === layers.at(-1);
    rounded.push(
      roundedLayer(layer, valuesOf(layer, state).weight, below, last ? null : (largest.get(layer.name) ?? 0)),
    );
  }
  return int8Network({ architecture, inputScale, state }, rounded);
}

/** What 1 of 127 levels stands for, a float32, as files have it. */
const level = (most: number) => Math.fround(most / LEVELS);

/** The largest unit of each layer, either side of 0, over these pictures. */
function rangesOf(network: Network, pictures: Uint8Array): Map<string, number> {
  const open = new Network(network.architecture, network.backend.another(), 1, { fused: false });
  open.loadStateDict(network.stateDict());
  const largest = new Map<string, number>();
  for (let at = 0; at < pictures.length; at += SIZE) {
    open.setPicture(0, pictures, at, PICTURE_SIDE);
    open.forward(1, PICTURE_SIDE);
    for (const { name } of open.layers) {
      let most = largest.get(name) ?? 0;
      for (const value of open.unitsNamed(name).state.data) most = Math.max(most, Math.abs(value));
      largest.set(name, most);
    }
  }
  return largest;
}

/**
 * @param below what a unit of 1 below stands for
 * @param largest unit of the layer; null for the output, whose sums stay as they are
 */
function roundedLayer(layer: Layer, weight: Float32Array, below: number, largest: number | null): RoundedLayer {
  const nothing = { layer, weights: new Int8Array(), weightScales: new Float32Array() };
  if (layer.kind === 'distances') return { ...nothing, scale: below };
  // The sum of a window keeps the digits of its average.
  if (layer.kind === 'subsampling' && !layer.trained) {
    return { ...nothing, scale: layer.pooling === 'sum' ? 4 * below : below };
  }
  const most = endOf(layer) ?? (largest || 1);
  if (layer.kind === 'subsampling') return { ...nothing, scale: level(most) };
  const weights = wholeWeights(weight, weightsPerMap(layer), largest === null);
  const scale = largest === null ? Math.fround((weights.weightScales[0] ?? 1) * below) : level(most);
  return { layer, ...weights, scale };
}

/** Weights to the nearest level, each map on a scale of its own unless `alike`. */
function wholeWeights(weight: Float32Array, sizes: readonly number[], alike: boolean) {
  const all = mostOf(weight);
  const weights = new Int8Array(weight.length);
  let at = 0;
  const scales = sizes.map((size) => {
    const scale = level(alike ? all : mostOf(weight.subarray(at, at + size))) || 1;
    for (const end = at + size; at < end; at++) weights[at] = Math.round((weight[at] ?? 0) / scale);
    return scale;
  });
  return { weights, weightScales: Float32Array.from(scales) };
}
