import { reasonText } from 'lenet5';
import { language, t } from '../state/language.js';
import { fixed } from '../state/numbers.js';
import { reading, recognition, subject } from '../state/subject.js';

function verdict(): string {
  const now = reading.value;
  const reason = recognition.value?.reason ?? now?.reason ?? null;
  if (!now || now.rejected) {
    return reasonText(now?.reason ?? reason ?? 'nothing-drawn', now, language.value);
  }
  return t('answer.runnerUp', { digit: now.runnerUp, margin: fixed(now.margin, 1) });
}

/** The digit that was read, or in words why there is none. */
export function Answer() {
  const now = reading.value;
  const text = recognition.value?.text ?? (now && !now.rejected ? String(now.digit) : '');
  const label = subject.value.kind === 'pad' ? null : subject.value.label;
  const wrong = label !== null && now !== null && now.digit !== label;
  return (
    <div class="answer" aria-live="polite">
      <output class={`answer-digit ${wrong ? 'wrong' : ''} ${text.length > 1 ? 'several' : ''}`}>{text || '–'}</output>
      <p class="answer-words">{verdict()}</p>
      {label !== null && <p class="quiet">{t('answer.label', { label })}</p>}
    </div>
  );
}
