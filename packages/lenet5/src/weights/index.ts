import type { Bytes, Network } from '../core.js';
import { WEIGHTS_BASE64 } from './bytes.generated.js';
import { bytesOfBase64, type ShippedOptions, shippedFile, shippedNetwork } from './shipped.js';

export type { ShippedOptions };

const file = shippedFile(WEIGHTS_BASE64, 'lenet5/weights');

/**
 * What the shipped weights are: `architecture` and `recipe` as JSON, `seed`, `epochs`, `dataIdentity`,
 * `testErrorPercent` (of these float16 values, on the 10,000 MNIST test digits), `licence`, `weightsSha256`.
 */
export const PRETRAINED: Readonly<Record<string, string>> = file.metadata;

/**
 * A network with the shipped weights: the paper's architecture, 60,000 parameters, trained on the 60,000 MNIST training
 * digits alone by `lenet5 train --recipe best --seed 1`, stored as float16.
 * @throws SettingError for an unknown option, a value that does not fit, or a backend that this engine has not
 */
export function pretrained(options: ShippedOptions = {}): Network {
  return shippedNetwork(file, options);
}

/** The shipped weights as the bytes of a float16 safetensors file, for keeping or converting. */
export function pretrainedBytes(): Bytes {
  return bytesOfBase64(WEIGHTS_BASE64);
}
