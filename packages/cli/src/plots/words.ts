// What several pictures of a run, and its page, have to say.
import { integer } from '../output.js';
import { t } from '../texts/language.js';
import { percent } from './sheet.js';

/** How a run ended, or that it has not. */
export type Ending =
  | { readonly kind: 'running' | 'finished' | 'stopped' }
  | { readonly kind: 'collapsed'; readonly sentence: string };

/** The result that a figure opens with. */
interface Result {
  /** 'MNIST'; the folder, where the data are not known. */
  readonly data: string;
  /** Completed passes, and those planned. */
  readonly done: number;
  readonly planned: number;
  /** In per cent, after the last completed pass; null where there was none. */
  readonly testError: number | null;
  readonly ending: Ending;
}

/** "20 passes", "3 of 20 passes". */
export function passesText(done: number, planned: number): string {
  if (done !== planned) return t('{{done}} of {{planned}} passes', { done: integer(done), planned: integer(planned) });
  return done === 1 ? t('1 pass') : t('{{count}} passes', { count: integer(done) });
}

/** "LeNet-5 on MNIST: 0.58 % test error after 20 passes" */
export function resultTitle({ data, done, planned, testError, ending }: Result): string {
  const result =
    testError === null
      ? t('no pass completed')
      : t('{{error}} test error after {{passes}}', { error: percent(testError), passes: passesText(done, planned) });
  if (ending.kind === 'stopped') return t('LeNet-5 on {{data}}, stopped: {{result}}', { data, result });
  if (ending.kind === 'collapsed') return t('LeNet-5 on {{data}}, collapsed: {{result}}', { data, result });
  return t('LeNet-5 on {{data}}: {{result}}', { data, result });
}

/** "2 min 28 s" */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return t('{{hours}} h {{minutes}} min {{seconds}} s', { hours, minutes, seconds: rest });
  return minutes > 0
    ? t('{{minutes}} min {{seconds}} s', { minutes, seconds: rest })
    : t('{{seconds}} s', { seconds: rest });
}
