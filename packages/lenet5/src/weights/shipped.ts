import {
  ARCHITECTURES,
  type Architecture,
  type Bytes,
  checkNames,
  createNetwork,
  type Network,
  type NetworkOptions,
} from '../core.js';
import { readSafetensors, type SafetensorsFile } from '../files/index.js';

/** Choices that weights leave open. */
export type ShippedOptions = Omit<NetworkOptions, 'architecture' | 'curvature'>;

/** The bytes of a base64 text; a build script wrote it, so it is not checked. */
export function bytesOfBase64(base64: string): Bytes {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** A file of weights/ that scripts/inline-weights.mjs has made a text of. */
export function shippedFile(base64: string, name: string): SafetensorsFile {
  const file = readSafetensors(bytesOfBase64(base64), name);
  Object.freeze(file.metadata);
  return file;
}

/**
 * A network of the architecture that the file names, with its weights.
 * @param known names of the options that may be given
 * @throws SettingError for an unknown option, and as createNetwork does
 */
export function shippedNetwork(
  { tensors, metadata }: SafetensorsFile,
  options: ShippedOptions,
  [owner, ...known]: readonly [owner: string, ...known: string[]] = ['pretrained', 'backend', 'capacity', 'fused'],
): Network {
  checkNames(options, known, owner);
  // Switches that came later are at their defaults.
  const architecture: Architecture = { ...ARCHITECTURES.paper, ...JSON.parse(metadata.architecture as string) };
  const network = createNetwork({ ...options, architecture });
  network.loadStateDict(tensors);
  return network;
}
