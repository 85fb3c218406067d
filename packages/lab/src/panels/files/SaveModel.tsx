import { t } from '../../state/language.js';
import { report } from '../../state/messages.js';
import { network, source } from '../../state/model.js';
import { sessions } from '../../training/sessions.js';
import { download, FORMATS, type Format, modelBytes } from './save.js';

/** What the file says of its weights, and its name. */
function notes(): { name: string; notes: Record<string, string> } {
  const from = source.value;
  const session = from.kind === 'training' ? sessions.value.find(({ run }) => run.value.id === from.id) : undefined;
  if (!session) return { name: 'lenet5', notes: {} };
  const { settings, passes, tests } = session.run.value;
  const test = tests.at(-1)?.errorPercent;
  return {
    name: `lenet5-${settings.preset}-${settings.seed}`,
    notes: {
      recipe: JSON.stringify(settings.recipe),
      seed: String(settings.seed),
      epochs: String(passes.length),
      ...(test === undefined ? {} : { testErrorPercent: String(test) }),
      dataIdentity: 'MNIST',
    },
  };
}

function save(format: Format): void {
  const { name, notes: told } = notes();
  const { architecture } = network.peek();
  try {
    const bytes = modelBytes({ architecture, weights: network.peek().stateDict(), notes: told }, format);
    download(bytes, `${name}.${format}`);
  } catch (error) {
    report(error);
  }
}

/** Saves the weights in the figure. */
export function SaveModel() {
  return (
    <section>
      <h2>{t('files.save')}</h2>
      <p class="quiet">{t('files.save.note')}</p>
      <div class="tools">
        {FORMATS.map((format) => (
          <button key={format} type="button" onClick={() => save(format)}>
            .{format}
          </button>
        ))}
      </div>
    </section>
  );
}
