import type { Dataset } from 'lenet5';
import { t } from '../state/language.js';
import { loadPart } from './part.js';

let loading: Promise<Dataset> | null = null;

/** The 10,000 test digits, fetched once. @throws Error in the page's language where they do not come */
export function loadTest(): Promise<Dataset> {
  loading ??= loadPart(document.baseURI, 'test', () => {}).catch((cause: unknown) => {
    loading = null;
    throw new Error(t('data.missing', { reason: cause instanceof Error ? cause.message : String(cause) }), { cause });
  });
  return loading;
}
