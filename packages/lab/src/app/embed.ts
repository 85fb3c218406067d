import { language, t } from '../state/language.js';
import { message } from '../state/page.js';

/** What a lesson can hide, by the names in `?embed=header,tools`. */
const PARTS = ['header', 'about', 'pad', 'tools', 'figure', 'answer', 'explanation', 'panels', 'tabs', 'controls'];
/** What `?embed` alone hides: the living figure is left. */
const USUAL = ['header', 'about', 'panels'];

/** Hides what the address names; it stays hidden whatever is done on the page. */
export function startEmbedding(search: string): void {
  const asked = new URLSearchParams(search).get('embed');
  if (asked === null) return;
  const names = asked === '' ? USUAL : asked.split(',');
  document.documentElement.dataset.hidden = names.join(' ');
  const unknown = names.filter((name) => !PARTS.includes(name));
  const listed = (all: readonly string[]) => all.join(language.peek() === 'zh' ? '、' : ', ');
  if (unknown.length > 0) message.value = t('embed.unknown', { names: listed(unknown), parts: listed(PARTS) });
}
