import { t } from '../../state/language.js';
import { sentenceFor } from '../../state/reasons.js';
import { active } from '../../training/sessions.js';
import { Controls } from './Controls.js';
import { Curves } from './Curves.js';
import { Slots } from './Slots.js';
import { StageLine } from './StageLine.js';
import { StatusLine } from './StatusLine.js';
import { Switches } from './Switches.js';
import './train.css';

/** From scratch, in front of everybody. */
export function TrainPanel() {
  const { failure, failureCode } = active.value.run.value;
  return (
    <div class="train">
      <Slots />
      <Controls />
      <StatusLine />
      {failure && (
        <p class="wrong" role="alert">
          {t('train.failed', { reason: sentenceFor(failureCode, failure) })}
        </p>
      )}
      <StageLine />
      <Curves />
      <Switches />
    </div>
  );
}
