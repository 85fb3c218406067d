import { t } from './language.js';
import { type Source, source } from './model.js';
import { fixed, integer } from './numbers.js';

/** Which weights these are, and after how much training: those that the page shows, unless others are named. */
export function weightsText(from: Source = source.value): string {
  switch (from.kind) {
    case 'none':
      return t('source.none');
    case 'shipped':
      return t('source.shipped');
    case 'training':
      return t('source.training', { ...from, samples: integer(from.samples), passes: fixed(from.passes, 2) });
    case 'file':
      return t('source.file', { name: from.name });
  }
}
