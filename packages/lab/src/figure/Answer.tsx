import { type Reading, reasonText } from 'lenet5';
import { areDigits, classNames } from '../state/classes.js';
import { language, t } from '../state/language.js';
import { network, source, weightsMove } from '../state/model.js';
import { fixed, percent } from '../state/numbers.js';
import { reading, recognition, subject } from '../state/subject.js';
import { Outputs } from './Outputs.js';

function verdict(now: Reading | null, names: readonly string[]): string {
  if (source.value.kind === 'none') return t('answer.waiting');
  if (now && !now.rejected) {
    const values = { digit: names[now.runnerUp] ?? '', margin: fixed(now.margin, 1) };
    // The costs of a softmax are its probabilities already.
    if (network.value.layers.at(-1)?.kind !== 'distances') return t('answer.second', values);
    const runnerUp = t('answer.runnerUp', values);
    return `${t('answer.sure', { percent: percent(Math.floor(100 * now.confidence), 0) })} · ${runnerUp}`;
  }
  const reason = now?.reason ?? recognition.value?.reason ?? 'nothing-drawn';
  if (areDigits(network.value) || reason === 'nothing-drawn') return reasonText(reason, now, language.value);
  if (reason === 'no-digit' || !now) return t('answer.unlike');
  return t('answer.between', { first: names[now.digit] ?? '', second: names[now.runnerUp] ?? '' });
}

/** The class that was read, or in words why there is none; below it the outputs that say so. */
export function Answer() {
  const now = reading.value;
  const names = classNames(network.value);
  const found = recognition.value?.text ?? (now && !now.rejected ? (names[now.digit] ?? '') : '');
  // "1 ? 1": each in its place.
  const text = found.includes('?') ? [...found].join(' ') : found;
  const label = subject.value.kind === 'pad' ? null : subject.value.label;
  const wrong = label !== null && now !== null && now.digit !== label;
  return (
    <>
      <div class="answer" aria-live={weightsMove.value ? 'off' : 'polite'}>
        <span class={`answer-digit ${wrong ? 'wrong' : ''} ${text.length > 1 ? 'several' : ''}`}>{text || '–'}</span>
        <p class="answer-words">{verdict(now, names)}</p>
        {label !== null && <p class="quiet">{t('answer.label', { label: names[label] ?? label })}</p>}
      </div>
      <Outputs />
    </>
  );
}
