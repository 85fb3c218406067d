import { useSignal } from '@preact/signals';
import { t } from '../../state/language.js';
import { active } from '../../training/sessions.js';
import { linkTo } from './link.js';

/** An address with preset, seed and switches, for sending to somebody: the same weights come out there. */
export function Link() {
  const copied = useSignal('');
  const link = linkTo(active.value.run.value.settings, document.baseURI);
  const copy = async () => {
    await navigator.clipboard.writeText(link).catch(() => {});
    copied.value = link;
  };
  return (
    <section>
      <h2>{t('files.link')}</h2>
      <p class="quiet">{t('files.link.note')}</p>
      <div class="tools">
        <input class="link" type="text" readOnly value={link} aria-label={t('files.link')} />
        <button type="button" onClick={copy}>
          {t(copied.value === link ? 'files.link.copied' : 'files.link.copy')}
        </button>
      </div>
    </section>
  );
}
