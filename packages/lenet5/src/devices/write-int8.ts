import { type Int8TensorToWrite, type TensorToWrite, writeSafetensors } from '../files/safetensors/writer.js';
import { TEXTS } from '../files/tensors.js';
import type { Bytes } from '../given/bytes.js';
import { able, mustFit } from '../given/options.js';
import type { Int8Network } from './int8-network.js';

/** What `__metadata__` calls such a file. */
export const INT8_FORMAT = 'lenet5-int8';

export const INT8 = able('a network, as quantise() makes it', 'outputs', 'answer');

/**
 * Writes a quantised network as safetensors: `C1.weight` … as I8, with `C1.weight_scale` (F32, a value for each map or unit) that
 * says what 1 stands for; biases, and coefficients of S2 and S4, as F32; `C1.scale` and `input.scale` say what 1 stands for in
 * the units of that layer.
 * @param metadata free text for `__metadata__`, which says `format: lenet5-int8` and the architecture besides
 * @throws SettingError for what is no quantised network
 * @example
 * import { quantise, writeInt8 } from 'lenet5/devices';
 * import { pretrained } from 'lenet5/weights';
 * const file = writeInt8(quantise(pretrained(), new Uint8Array(28 * 28)), { licence: 'MIT' });
 */
export function writeInt8(network: Int8Network, metadata: Readonly<Record<string, string>> = {}): Bytes {
  mustFit('network', network, INT8);
  mustFit('metadata', metadata, TEXTS);
  const { state, layers, inputScale } = network;
  const tensors = new Map<string, TensorToWrite | Int8TensorToWrite>([['input.scale', scalar(inputScale)]]);
  for (const { layer, weights, weightScales, scale } of layers) {
    let at = 0;
    for (const { name, role, shape } of layer.parameters) {
      const values = state.get(name)?.data ?? new Float32Array();
      const rounded = role === 'weight';
      tensors.set(name, { shape, data: rounded ? weights.slice(at, at + values.length) : values } as TensorToWrite);
      if (rounded) at += values.length;
    }
    if (at > 0) tensors.set(`${layer.name}.weight_scale`, { shape: [weightScales.length], data: weightScales });
    tensors.set(`${layer.name}.scale`, scalar(scale));
  }
  return writeSafetensors(tensors, {
    ...metadata,
    architecture: JSON.stringify(network.architecture),
    format: INT8_FORMAT,
  });
}

function scalar(value: number): TensorToWrite {
  return { shape: [], data: Float32Array.of(value) };
}
