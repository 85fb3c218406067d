import type { Reading, Reason } from './types.js';

/** Languages of `reasonText`. */
export type ReasonLanguage = 'en' | 'zh';

/**
 * A reason in plain words, for example "between 4 and 9".
 * @param reading names the two digits of 'ambiguous'; without it the words stay general
 * @example
 * import { reasonText } from 'lenet5';
 * console.log(reasonText('ambiguous', { digit: 9, runnerUp: 4 })); // between 4 and 9
 */
export function reasonText(
  reason: Reason,
  reading?: Pick<Reading, 'digit' | 'runnerUp'> | null,
  language: ReasonLanguage = 'en',
): string {
  const chinese = language === 'zh';
  switch (reason) {
    case 'nothing-drawn':
      return chinese ? '没有笔迹' : 'nothing drawn';
    case 'no-digit':
      return chinese ? '不像任何数字' : 'no shape like a digit';
    case 'ambiguous': {
      if (!reading) return chinese ? '介于两个数字之间' : 'between two digits';
      const [a, b] = [reading.digit, reading.runnerUp].sort((first, second) => first - second);
      return chinese ? `介于 ${a} 和 ${b} 之间` : `between ${a} and ${b}`;
    }
  }
}
