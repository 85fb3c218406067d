import { bytesOfBase64 } from '../base64.js';
import { createNetwork, type NetworkOptions } from '../create.js';
import { readSafetensors } from '../formats/safetensors.js';
import type { Architecture } from '../network/architecture.js';
import type { Network } from '../network/network.js';
import { WEIGHTS_BASE64 } from './pictures-bytes.generated.js';

const { tensors, metadata } = readSafetensors(bytesOfBase64(WEIGHTS_BASE64), 'lenet5/weights/pictures');

/** What the weights for pictures are: `architecture` as JSON, and what `scripts/pictures/train.mjs` wrote beside it. */
export const PRETRAINED: Readonly<Record<string, string>> = metadata;

/**
 * A network for the recogniser: the shipped weights, trained further on MNIST training digits with other pens and
 * slants, on more ways to write a digit, and away from all bitmaps on letters, signs and scribbles (the rubbish class of
 * Eq. 9). `REJECT` was chosen for it.
 * @throws SettingError for a backend that this engine has not
 */
export function pretrained(options: Omit<NetworkOptions, 'architecture' | 'curvature'> = {}): Network {
  const architecture = JSON.parse(metadata.architecture as string) as Architecture;
  const network = createNetwork({ ...options, architecture });
  network.loadStateDict(tensors);
  return network;
}
