import { useSignal } from '@preact/signals';
import { Field, FileButton } from '../elements/Field.js';
import { t } from '../state/language.js';
import { integer } from '../state/numbers.js';
import { report } from '../state/page.js';
import { subject } from '../state/subject.js';
import { clear, openPicture, undo } from './drawing.js';
import { showSample } from './sample.js';
import { TraceSwitch } from './Trace.js';

const COUNT = 10_000;

function Sample() {
  const waiting = useSignal(false);
  const go = async (index: number) => {
    waiting.value = true;
    await showSample(index).catch(report);
    waiting.value = false;
  };
  const now = subject.value;
  return (
    <div class="tools">
      <button type="button" disabled={waiting.value} onClick={() => go(Math.floor(Math.random() * COUNT))}>
        {t('draw.random')}
      </button>
      <Field name={t('draw.number')}>
        <input
          type="number"
          min={0}
          max={COUNT - 1}
          value={now.kind === 'sample' ? now.index : ''}
          title={t('draw.number.range', { last: integer(COUNT - 1) })}
          onChange={({ currentTarget }) => currentTarget.value !== '' && go(currentTarget.valueAsNumber)}
        />
      </Field>
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
        <FileButton text={t('draw.open')} accept="image/*" onFile={(file) => openPicture(file).catch(report)} />
      </div>
      <Sample />
      <TraceSwitch />
    </>
  );
}
