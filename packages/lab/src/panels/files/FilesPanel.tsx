import { useSignal } from '@preact/signals';
import { FileButton } from '../../elements/Field.js';
import { Section } from '../../elements/Section.js';
import { t } from '../../state/language.js';
import { showShippedWeights, source } from '../../state/model.js';
import { report } from '../../state/page.js';
import { active, focusOn } from '../../training/open-runs.js';
import { KeptRuns } from './KeptRuns.js';
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

async function load(file: File): Promise<void> {
  const { openModel } = await import('./model-file.js');
  await openModel(file);
}

function showShipped(): void {
  focusOn(null);
  showShippedWeights().catch(report);
}

/** Loads weights into the figure. */
function LoadModel() {
  return (
    <Section title={t('files.load')} note={t('files.load.note')}>
      <div class="tools">
        <FileButton
          text={t('files.load.button')}
          accept=".safetensors,.pth,.pt"
          onFile={(file) => load(file).catch(report)}
        />
        <button type="button" disabled={source.value.kind === 'shipped'} onClick={showShipped}>
          {t('files.load.shipped')}
        </button>
      </div>
    </Section>
  );
}

/** An address with preset, seed and switches, for sending to somebody: the same weights come out there. */
function Link() {
  const copied = useSignal('');
  const link = linkTo(active.value.run.value.settings, document.baseURI);
  const copy = async () => {
    await navigator.clipboard.writeText(link).catch(() => {});
    copied.value = link;
  };
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
