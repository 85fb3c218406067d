import { md5Hex } from '../digest.js';
import type { Dataset } from '../files/idx/dataset.js';

/** MD5 of the files of Kuzushiji-MNIST as CODH publishes them, packed: images, labels; train part, then test part. */
const PARTS: readonly (readonly [images: string, labels: string])[] = [
  ['bdb82020997e1d708af4cf47b453dcf7', 'e144d726b3acfaa3e44228e80efcd344'],
  ['5c965bf0a639b31b8f53240b1b52f4d7', '7320c461ea6c1c855c0b718fb2a4b134'],
];

/** What a part of a set is where its files are those of Kuzushiji-MNIST; null where they are others. */
export function kuzushijiOf(images: Uint8Array, labels: Uint8Array): Pick<Dataset, 'identity' | 'classNames'> | null {
  const sum = (bytes: Uint8Array) => md5Hex([bytes]);
  const own = sum(labels);
  const part = PARTS.find(([, known]) => known === own);
  if (!part || part[0] !== sum(images)) return null;
  return { identity: 'KMNIST', classNames: [...'おきすつなはまやれを'] };
}
