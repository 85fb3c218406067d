import type { Seen } from 'lenet5/core';
import { collapseInChinese } from 'lenet5/training';

export type Language = 'en' | 'zh-CN';

/** The few words that the program itself puts into the report; all others stand in the templates. */
export interface Words {
  readonly row: string;
  readonly test: string;
  readonly seeds: string;
  readonly change: string;
  readonly train: string;
  readonly chosen: string;
  /** Behind a value that is the first or the last of those tried. */
  readonly edge: string;
  readonly command: string;
  readonly passes: string;
  readonly loss: string;
  readonly ended: string;
  readonly rejected: string;
  /** Of the paper's method, in the first pass. */
  readonly firstRates: string;
  readonly distance: string;
  readonly validation: string;
  readonly collapsed: (count: number) => string;
  readonly notRun: string;
  readonly finished: string;
  /** What stopped a training: the library's English sentence, and what it saw where that was a collapse. */
  readonly ending: (sentence: string, seen: Seen | undefined) => string;
  readonly counted: (count: number) => string;
  readonly whole: (command: string) => string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    row: '',
    test: 'test error, %',
    seeds: 'seeds',
    change: 'change',
    train: 'training error, %',
    chosen: 'chosen',
    edge: ' (at the edge of what was tried)',
    command: 'command of a row (N is the seed)',
    passes: 'passes',
    loss: 'loss, pass by pass',
    ended: 'how it ended',
    rejected: 'rejected, %',
    firstRates: 'rates of the first pass',
    distance: 'distance to Fig. 5',
    validation: 'error on the digits kept aside, %',
    collapsed: (count) => `${count} collapsed`,
    notRun: '*Not run yet.*',
    finished: 'trained to the end',
    ending: (sentence) => sentence,
    counted: (count) => `${count} ${count === 1 ? 'seed' : 'seeds'}`,
    whole: (command) => `All rows: \`${command}\``,
  },
  'zh-CN': {
    row: '',
    test: '测试错误率 %',
    seeds: '种子数',
    change: '变化',
    train: '训练错误率 %',
    chosen: '选定值',
    edge: '（在所试范围的边上）',
    command: '单行命令（N 为种子）',
    passes: '轮数',
    loss: '每轮损失',
    ended: '结局',
    rejected: '拒识率 %',
    firstRates: '第一轮的学习率',
    distance: '与图 5 的距离',
    validation: '留出数字的错误率 %',
    collapsed: (count) => `${count} 次崩溃`,
    notRun: '*尚未运行。*',
    finished: '训练完成',
    ending: (sentence, seen) => (seen ? collapseInChinese(seen) : sentence),
    counted: (count) => `${count} 个种子`,
    whole: (command) => `整表：\`${command}\``,
  },
};

/** "+0.12", "−0.03", "0.00"; nothing where there is nothing to compare. */
export function changeText(value: number | undefined): string {
  if (value === undefined) return '';
  const text = Math.abs(value).toFixed(2);
  if (text === '0.00') return text;
  return `${value > 0 ? '+' : '−'}${text}`;
}
