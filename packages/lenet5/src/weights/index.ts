import { bytesOfBase64 } from '../base64.js';
import { createNetwork, type NetworkOptions } from '../create.js';
import { readSafetensors } from '../formats/safetensors.js';
import type { Architecture } from '../network/architecture.js';
import type { Network } from '../network/network.js';
import { WEIGHTS_BASE64 } from './bytes.generated.js';

const { tensors, metadata } = readSafetensors(bytesOfBase64(WEIGHTS_BASE64), 'lenet5/weights');

/**
 * What the shipped weights are: `architecture` and `recipe` as JSON, `seed`, `epochs`, `dataIdentity`,
 * `testErrorPercent` (of these float16 values, on the 10,000 MNIST test digits), `licence`, `weightsSha256`.
 */
export const PRETRAINED: Readonly<Record<string, string>> = metadata;

/**
 * A network with the shipped weights: the paper's architecture, 60,000 parameters, trained on the 60,000 MNIST training
 * digits alone by `lenet5 train --recipe distorted --seed 1`, stored as float16.
 * @throws SettingError for a backend that this engine has not
 */
export function pretrained(options: Omit<NetworkOptions, 'architecture' | 'curvature'> = {}): Network {
  const architecture = JSON.parse(metadata.architecture as string) as Architecture;
  const network = createNetwork({ ...options, architecture });
  network.loadStateDict(tensors);
  return network;
}

/** The shipped weights as the bytes of a float16 safetensors file, for keeping or converting. */
export function pretrainedBytes(): Uint8Array<ArrayBuffer> {
  return bytesOfBase64(WEIGHTS_BASE64);
}
