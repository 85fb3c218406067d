import { address } from '../../address/address.js';
import { CopyButton } from '../../elements/CopyButton.js';
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

/** An address with preset, seed and switches, for sending to somebody: the same weights come out there. */
function Link() {
  const { settings } = active.value.run.value;
  const link = address.value;
  if (!isPreset(settings.preset)) return <Section title={say('files.link')} note={say('files.link.none')} />;
  return (
    <Section title={say('files.link')} note={say('files.link.note')}>
      <div class="tools">
        <input class="link" type="text" readOnly value={link} aria-label={say('files.link')} />
        <CopyButton text={link} name={say('files.link.copy')} done={say('files.link.copied')} />
      </div>
    </Section>
  );
}
