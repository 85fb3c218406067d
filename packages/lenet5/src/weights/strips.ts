import { displacementNetworks, type SpaceDisplacementNetwork } from '../core.js';
import { type ShippedOptions, shippedFile, shippedNetwork } from './shipped.js';
import { WEIGHTS_BASE64 } from './strips-bytes.generated.js';

export type { ShippedOptions };

const file = shippedFile(WEIGHTS_BASE64, 'lenet5/weights/strips');

/** What these weights are: `architecture` as JSON, `purpose`, `steps`, `dataIdentity`, `licence`, `weightsSha256`, … */
export const PRETRAINED_STRIPS: Readonly<Record<string, string>> = file.metadata;

/**
 * Networks that are slid along strings (paper p.27-30), for `new Recognizer(pretrained(),
 * { reader: 'displacement', strips: pretrainedStrips() })`.
 * Their weights were trained on windows of strings: with neighbours beside the digit, and with no digit in the middle.
 * @throws SettingError for an unknown option or a backend that this engine has not
 */
export function pretrainedStrips(
  options: Pick<ShippedOptions, 'backend'> = {},
): (width: number) => SpaceDisplacementNetwork {
  return displacementNetworks(shippedNetwork(file, options, ['pretrainedStrips', 'backend']));
}
