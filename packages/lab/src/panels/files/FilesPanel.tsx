import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { address } from '../../address/address.js';
import { Section } from '../../elements/Section.js';
import { active } from '../../training/open-runs.js';
import { isPreset } from '../../training/settings.js';
import { KeptRuns } from './KeptRuns.js';
import { LoadModel } from './LoadModel.js';
import { SaveModel } from './SaveModel.js';
import { say } from './texts.js';
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

/** Pages over plain http have no clipboard: there the field is copied from as the menu of the browser does it. */
async function copyFrom(field: HTMLInputElement | null): Promise<boolean> {
  if (!field) return false;
  const written = await navigator.clipboard?.writeText(field.value).then(
    () => true,
    () => false,
  );
  if (written) return true;
  field.select();
  return document.execCommand('copy');
}

/** An address with preset, seed and switches, for sending to somebody: the same weights come out there. */
function Link() {
  const copied = useSignal('');
  const { settings } = active.value.run.value;
  const link = address.value;
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    if (await copyFrom(field.current)) copied.value = link;
  };
  if (!isPreset(settings.preset)) return <Section title={say('files.link')} note={say('files.link.none')} />;
  return (
    <Section title={say('files.link')} note={say('files.link.note')}>
      <div class="tools">
        <input ref={field} class="link" type="text" readOnly value={link} aria-label={say('files.link')} />
        <button type="button" onClick={copy}>
          {say(copied.value === link ? 'files.link.copied' : 'files.link.copy')}
        </button>
      </div>
    </Section>
  );
}
