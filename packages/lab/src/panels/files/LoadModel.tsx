import { t } from '../../state/language.js';
import { report } from '../../state/messages.js';
import { showShippedWeights, source } from '../../state/model.js';
import { focusOn } from '../../training/sessions.js';
import { openModel } from './open.js';

function showShipped(): void {
  focusOn(null);
  showShippedWeights().catch(report);
}

/** Loads weights into the figure. */
export function LoadModel() {
  return (
    <section>
      <h2>{t('files.load')}</h2>
      <p class="quiet">{t('files.load.note')}</p>
      <div class="tools">
        <label class="button">
          {t('files.load.button')}
          <input
            type="file"
            accept=".safetensors,.pth,.pt"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (file) openModel(file).catch(report);
            }}
          />
        </label>
        <button type="button" disabled={source.value.kind === 'shipped'} onClick={showShipped}>
          {t('files.load.shipped')}
        </button>
      </div>
    </section>
  );
}
