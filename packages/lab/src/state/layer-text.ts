import { t } from './language.js';

/** What a layer is called: as in the paper, but for input and output. */
export function layerText(name: string): string {
  if (name === 'input') return t('figure.input');
  return name === 'Output' ? t('figure.output') : name;
}
