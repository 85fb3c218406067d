import type { Seen } from '../errors.js';
import { words } from '../given/kinds.js';
import { fit, mustFit, NUMBER } from '../given/options.js';
import { sentenceOf } from './collapse.js';

const CAUSES = words('too-large', 'too-little-gradient');

/** @throws SettingError for what is no `seen` of a TrainingError */
export function checkSeen(seen: unknown): void {
  const numbers = ['samples', 'window', 'answer', 'answerShare', 'errorShare', 'meanLoss', 'saturatedShare'] as const;
  const isSeen = (value: unknown): boolean => {
    const fields = Object(value) as Seen;
    return numbers.every((name) => NUMBER.accepts(fields[name])) && CAUSES.accepts(fields.cause);
  };
  mustFit('seen', seen, fit('the `seen` of a TrainingError', isSeen));
}

/** What is said of a training that has collapsed. @throws SettingError for what is no `seen` of a TrainingError */
export function collapseSentence(seen: Seen): string {
  checkSeen(seen);
  return sentenceOf(seen);
}
