import { useSignal } from '@preact/signals';
import { Section } from '../../elements/Section.js';
import { t } from '../../state/language.js';
import { active } from '../../training/open-runs.js';
import { isPreset } from '../../training/settings.js';
import { KeptRuns } from './KeptRuns.js';
import { LoadModel } from './LoadModel.js';
import { linkTo } from './link.js';
import { SaveModel } from './SaveModel.js';
import './files.css';

/** What goes out of the page, comes in, and stays in the browser. Nothing is sent anywhere. */
export function FilesPanel() {
  return (
    <div class="files">
      <SaveModel />
      <LoadModel />
      <Link />
      <KeptRuns />
    </div>
  );
}

/** An address with preset, seed and switches, for sending to somebody: the same weights come out there. */
function Link() {
  const copied = useSignal('');
  const { settings } = active.value.run.value;
  const link = linkTo(settings, document.baseURI);
  const copy = async () => {
    await navigator.clipboard.writeText(link).catch(() => {});
    copied.value = link;
  };
  if (!isPreset(settings.preset)) return <Section title={t('files.link')} note={t('files.link.none')} />;
  return (
    <Section title={t('files.link')} note={t('files.link.note')}>
      <div class="tools">
        <input class="link" type="text" readOnly value={link} aria-label={t('files.link')} />
        <button type="button" onClick={copy}>
          {t(copied.value === link ? 'files.link.copied' : 'files.link.copy')}
        </button>
      </div>
    </Section>
  );
}
