import { bytesOfBase64 } from '../base64.js';
import { createNetwork, type NetworkOptions } from '../create.js';
import { readSafetensors } from '../formats/safetensors.js';
import type { Architecture } from '../network/architecture.js';
import { displacementNetworks, type SpaceDisplacementNetwork } from '../network/space-displacement.js';
import { WEIGHTS_BASE64 } from './strips-bytes.generated.js';

const { tensors, metadata } = readSafetensors(bytesOfBase64(WEIGHTS_BASE64), 'lenet5/weights/strips');

/** What these weights are: `architecture` as JSON, `purpose`, `steps`, `dataIdentity`, `licence`, `weightsSha256`, … */
export const PRETRAINED_STRIPS: Readonly<Record<string, string>> = metadata;

/**
 * Networks that are slid along strings (paper p.27-30), for `new Recognizer(pretrained(), { strips: pretrainedStrips() })`.
 * Their weights were trained on windows of strings: with neighbours beside the digit, and with no digit in the middle.
 * @throws SettingError for a backend that this engine has not
 */
export function pretrainedStrips(
  options: Pick<NetworkOptions, 'backend'> = {},
): (width: number) => SpaceDisplacementNetwork {
  const architecture = JSON.parse(metadata.architecture as string) as Architecture;
  const network = createNetwork({ ...options, architecture, capacity: 1 });
  network.loadStateDict(tensors);
  return displacementNetworks(network);
}
