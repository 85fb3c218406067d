import { useSignal } from '@preact/signals';
import { loadTest } from '../data/test-set.js';
import { t } from '../state/language.js';
import { report } from '../state/messages.js';
import { integer } from '../state/numbers.js';
import { show, subject } from '../state/subject.js';
import { clear, putAside, undo } from './drawing.js';
import { openPicture } from './picture.js';

const SIDE = 28;

/** Shows one of the 10,000 test digits. */
async function showSample(index: number): Promise<void> {
  const { images, labels } = await loadTest();
  const pixels = images.slice(index * SIDE * SIDE, (index + 1) * SIDE * SIDE);
  putAside();
  show({ kind: 'sample', index, label: labels[index] as number, pixels });
}

const COUNT = 10_000;

function Sample() {
  const waiting = useSignal(false);
  const go = async (index: number) => {
    if (!Number.isInteger(index) || index < 0 || index >= COUNT) return;
    waiting.value = true;
    try {
      await showSample(index);
    } catch (error) {
      report(error);
    }
    waiting.value = false;
  };
  const now = subject.value;
  return (
    <div class="tools">
      <button type="button" disabled={waiting.value} onClick={() => go(Math.floor(Math.random() * COUNT))}>
        {t('draw.random')}
      </button>
      <label class="field">
        <span>{t('draw.number')}</span>
        <input
          type="number"
          min={0}
          max={COUNT - 1}
          value={now.kind === 'sample' ? now.index : ''}
          title={t('draw.number.range', { last: integer(COUNT - 1) })}
          onChange={(event) => event.currentTarget.value !== '' && go(event.currentTarget.valueAsNumber)}
        />
      </label>
    </div>
  );
}

/** Everything that puts something on the pad, or takes it away. */
export function Tools() {
  return (
    <>
      <div class="tools">
        <button type="button" onClick={clear}>
          {t('draw.clear')}
        </button>
        <button type="button" onClick={undo}>
          {t('draw.undo')}
        </button>
        <label class="button">
          {t('draw.open')}
          <input
            type="file"
            accept="image/*"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (file) openPicture(file).catch(report);
            }}
          />
        </label>
      </div>
      <Sample />
    </>
  );
}
