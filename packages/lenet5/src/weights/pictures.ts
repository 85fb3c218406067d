import type { Network } from '../core.js';
import { WEIGHTS_BASE64 } from './pictures-bytes.generated.js';
import { type ShippedOptions, shippedFile, shippedNetwork } from './shipped.js';

export type { ShippedOptions };

const file = shippedFile(WEIGHTS_BASE64, 'lenet5/weights/pictures');

/** What the weights for pictures are: `architecture` as JSON, and what `scripts/pictures/train.mjs` wrote beside it. */
export const PRETRAINED: Readonly<Record<string, string>> = file.metadata;

/**
 * A network for the recogniser: shipped weights, trained further on MNIST training digits with other pens and slants, on
 * more ways to write a digit, and away from all bitmaps on letters, signs and scribbles (the rubbish class of Eq. 9).
 * `REJECT` was chosen for it.
 * @throws SettingError for an unknown option, a value that does not fit, or a backend that this engine has not
 */
export function pretrained(options: ShippedOptions = {}): Network {
  return shippedNetwork(file, options);
}
