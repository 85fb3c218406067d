import type { Dataset } from 'lenet5';
import { t } from '../state/language.js';
import { loadPart } from './mnist.js';
import { type Selection, selected } from './selection.js';

let loading: Promise<Dataset> | null = null;

/** The 10,000 test digits, fetched once. @throws Error in the page's language where they do not come */
export function loadTest(): Promise<Dataset> {
  loading ??= loadPart(document.baseURI, 'test', () => {}).catch((cause: unknown) => {
    loading = null;
    throw new Error(t('data.missing', { reason: cause instanceof Error ? cause.message : String(cause) }), { cause });
  });
  return loading;
}

const parts = new Map<string, Dataset>();

/** Some of them. @throws Error as `loadTest` does */
export async function loadTestDigits(digits: Selection): Promise<Dataset> {
  const test = await loadTest();
  const name = JSON.stringify(digits);
  const part = parts.get(name) ?? selected(test, digits);
  parts.set(name, part);
  return part;
}

const SIZE = 28 * 28;

/** The 28×28 bytes of one digit, 0 to 255 for ink: a view into all of them. */
export function pixelsOf({ images }: Dataset, index: number): Uint8Array {
  return images.subarray(index * SIZE, (index + 1) * SIZE);
}
