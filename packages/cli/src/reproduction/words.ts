import type { Spread } from '../study/table.js';

export type Language = 'en' | 'zh-CN';

/** The few words that the program itself puts into the report; all others stand in the templates. */
export interface Words {
  readonly row: string;
  readonly test: string;
  readonly seeds: string;
  readonly change: string;
  readonly train: string;
  readonly chosen: string;
  readonly command: string;
  readonly passes: string;
  readonly loss: string;
  readonly ended: string;
  readonly rejected: string;
  readonly notRun: string;
  readonly finished: string;
  /** What stopped a training, from the library's English sentence. */
  readonly ending: (sentence: string) => string;
  readonly counted: (count: number) => string;
  readonly whole: (command: string) => string;
}

const COLLAPSE =
  /^Training has collapsed at step (\d+): the answer was (\d) for (\d+ %) of the last (\d+) samples, (\d+ %) of the answers were wrong, the loss stands at ([\d.]+), and (\d+ %) of the units of F6 are saturated; the likely cause: (.*)\.$/;
const CAUSES: Readonly<Record<string, string>> = {
  'the learning rate or the initial weights are too large': '学习率或初始权重太大',
  'the squashing functions pass on too little gradient, or the learning rate is far off':
    '压缩函数传回的梯度太小，或学习率很不合适',
};

/** The sentence of `watchCollapse`, packages/lenet5/src/training/watch.ts; any other stays as it is. */
function collapseInChinese(sentence: string): string {
  const [, step, digit, same, window, wrong, loss, saturated, cause = ''] = COLLAPSE.exec(sentence) ?? [];
  if (step === undefined) return sentence;
  const found = `最近 ${window} 个样本有 ${same} 答 ${digit}，答错 ${wrong}，损失停在 ${loss}，F6 饱和 ${saturated}`;
  return `第 ${step} 步崩溃：${found}；多半是${CAUSES[cause] ?? cause}。`;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    row: '',
    test: 'test error, %',
    seeds: 'seeds',
    change: 'change',
    train: 'training error, %',
    chosen: 'chosen',
    command: 'command of a row (N is the seed)',
    passes: 'passes',
    loss: 'loss, pass by pass',
    ended: 'how it ended',
    rejected: 'rejected, %',
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
    command: '单行命令（N 为种子）',
    passes: '轮数',
    loss: '每轮损失',
    ended: '结局',
    rejected: '拒识率 %',
    notRun: '*尚未运行。*',
    finished: '训练完成',
    ending: collapseInChinese,
    counted: (count) => `${count} 个种子`,
    whole: (command) => `整表：\`${command}\``,
  },
};

/** "0.92 ± 0.07", or "0.92" for a single value. */
export function spreadText(spread: Spread): string {
  const { mean, deviation } = spread;
  return deviation === null ? mean.toFixed(2) : `${mean.toFixed(2)} ± ${deviation.toFixed(2)}`;
}

/** "+0.12", "−0.03", "0.00" */
export function changeText(value: number): string {
  const text = Math.abs(value).toFixed(2);
  if (text === '0.00') return text;
  return `${value > 0 ? '+' : '−'}${text}`;
}
