import { Lenet5Error } from '../errors.js';
import { type Fail, opened } from '../files/foreign-file.js';
import { readTyped, type SafetensorsFile } from '../files/safetensors/reader.js';
import type { TensorOf } from '../files/tensors.js';
import type { BytesLike } from '../given/bytes.js';
import { checkNames } from '../given/options.js';
import { layersOf } from '../network/families.js';
import type { Layer } from '../network/layers.js';
import { mismatchOf } from '../network/mismatch.js';
import { adoptSettings } from '../switches/settings.js';
import { type Architecture, DEFAULT_RECIPE, SQUASHED_LAYERS } from '../switches/table.js';
import { int8Network, type RoundedLayer } from './int8-layers.js';
import type { Int8Network } from './int8-network.js';
import { weightsPerMap } from './values.js';
import { INT8_FORMAT } from './write-int8.js';

/** What a file of `writeInt8` holds. */
export interface Int8File {
  /** That which was written, with the same answers; its `state` has the weights as floats, rounded as they are. */
  readonly network: Int8Network;
  /** The file's `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
}

type Tensors = SafetensorsFile<TensorOf<'F32' | 'I8'>>['tensors'];

/**
 * Reads a file of `writeInt8`, also that of `lenet5 convert --int8`.
 * @param file all its bytes
 * @param name how messages call the file
 * @throws FormatError as `readSafetensors` does, `safetensors-metadata` and `safetensors-tensor` for what is no such file
 * @example
 * import { quantise, readInt8, writeInt8 } from 'lenet5/devices';
 * import { pretrained } from 'lenet5/weights';
 * const { network } = readInt8(writeInt8(quantise(pretrained(), new Uint8Array(28 * 28))));
 * console.log(network.answer(new Uint8Array(28 * 28)), network.state.get('C1.weight')?.data);
 */
export function readInt8(file: BytesLike, name = 'The safetensors file'): Int8File {
  const { bytes, fail } = opened(file, name, 'readInt8');
  const { tensors, metadata } = readTyped(bytes, ['F32', 'I8'], fail);
  if (metadata.format !== INT8_FORMAT) {
    return fail(
      'safetensors-metadata',
      'has no weights of 8 bits as writeInt8 writes them',
      'read it by readSafetensors',
    );
  }
  const [architecture, layers] = architectureIn(metadata, fail);
  const mismatch = mismatchOf(expectedOf(layers), tensors) ?? typeProblem(layers, tensors);
  if (mismatch !== null) return fail('safetensors-tensor', `does not fit its architecture (${mismatch})`);
  const scaleOf = (place: string) => values(tensors, `${place}.scale`)[0] ?? 1;
  const rounded = layers.map((layer) => roundedLayer(layer, tensors, scaleOf(layer.name)));
  const state = new Map(rounded.flatMap((each) => stateOf(each, tensors)));
  return { network: int8Network({ architecture, inputScale: scaleOf('input'), state }, rounded), metadata };
}

function architectureIn({ architecture: text }: Int8File['metadata'], fail: Fail): [Architecture, Layer[]] {
  if (text === undefined) return fail('safetensors-metadata', 'does not tell its architecture');
  try {
    const written: Architecture = JSON.parse(text);
    checkNames(Object(written).squash, SQUASHED_LAYERS, 'squash', 'switch');
    const { architecture } = adoptSettings({ architecture: written, recipe: DEFAULT_RECIPE });
    return [architecture, layersOf(architecture)];
  } catch (error) {
    const problem = error instanceof Lenet5Error ? error.message.replace(/\.$/, '') : 'it is no JSON';
    return fail('safetensors-metadata', `has an architecture that is none (${problem})`);
  }
}

/** Everything that the file of these layers holds. */
function expectedOf(layers: readonly Layer[]) {
  const one = (name: string) => ({ name, shape: [] });
  const ofLayer = (layer: Layer) => [
    ...layer.parameters,
    ...(isRounded(layer) ? [{ name: `${layer.name}.weight_scale`, shape: [weightsPerMap(layer).length] }] : []),
    one(`${layer.name}.scale`),
  ];
  return [one('input.scale'), ...layers.flatMap(ofLayer)];
}

const isRounded = ({ parameters }: Layer) => parameters.some(({ role }) => role === 'weight');

/** What has values of another kind than it must. */
function typeProblem(layers: readonly Layer[], tensors: Tensors): string | null {
  const whole = new Set(
    layers.flatMap(({ parameters }) => parameters.filter(({ role }) => role === 'weight')).map(({ name }) => name),
  );
  for (const [name, { dtype, data }] of tensors) {
    const expected = whole.has(name) ? 'I8' : 'F32';
    if (dtype !== expected) return `${name} is ${dtype} in place of ${expected}`;
    if (/scale$/.test(name) && !data.every((value) => value > 0)) return `${name} is not above 0`;
  }
  return null;
}

const values = (tensors: Tensors, name: string) => tensors.get(name)?.data ?? new Float32Array();

function roundedLayer(layer: Layer, tensors: Tensors, scale: number): RoundedLayer {
  const weights = layer.parameters.flatMap(({ name, role }) => (role === 'weight' ? [...values(tensors, name)] : []));
  const weightScales = Float32Array.from(values(tensors, `${layer.name}.weight_scale`));
  return { layer, weights: Int8Array.from(weights), weightScales, scale };
}

/** The parameters of a layer as floats. */
function stateOf({ layer, weights, weightScales }: RoundedLayer, tensors: Tensors) {
  const sizes = weightsPerMap(layer);
  const floats = new Float32Array(weights.length);
  let from = 0;
  sizes.forEach((size, map) => {
    for (const end = from + size; from < end; from++) floats[from] = (weights[from] ?? 0) * (weightScales[map] ?? 0);
  });
  let at = 0;
  return layer.parameters.map(({ name, role, shape }) => {
    const given = values(tensors, name);
    const data = role === 'weight' ? floats.slice(at, at + given.length) : Float32Array.from(given);
    if (role === 'weight') at += given.length;
    return [name, { shape, data }] as const;
  });
}
