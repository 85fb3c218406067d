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

/** What a collapse looked like; numbers as they were printed. */
interface Collapse {
  readonly step: string;
  /** The digit that was answered, and for which share of the last `window` samples. */
  readonly answer: string;
  readonly same: string;
  readonly window: string;
  readonly wrong: string;
  readonly loss: string;
  /** Share of the units of F6. */
  readonly saturated: string;
  readonly cause: string;
}

const COLLAPSE =
  /^Training has collapsed at step (?<step>\d+): the answer was (?<answer>\d) for (?<same>\d+ %) of the last (?<window>\d+) samples, (?<wrong>\d+ %) of the answers were wrong, the loss stands at (?<loss>[\d.]+), and (?<saturated>\d+ %) of the units of F6 are saturated; the likely cause: (?<cause>.*)\.$/;

/** Stored results hold the library's sentence alone (packages/lenet5/src/training/watch.ts). Null for any other. */
function readCollapseSentence(sentence: string): Collapse | null {
  return (COLLAPSE.exec(sentence)?.groups as Collapse | undefined) ?? null;
}

const CAUSES: Readonly<Record<string, string>> = {
  'the learning rate or the initial weights are too large': '学习率或初始权重太大',
  'the squashing functions pass on too little gradient, or the learning rate is far off':
    '压缩函数传回的梯度太小，或学习率很不合适',
};

function endingInChinese(sentence: string): string {
  const collapse = readCollapseSentence(sentence);
  if (!collapse) return sentence;
  const { step, answer, same, window, wrong, loss, saturated, cause } = collapse;
  const found = `最近 ${window} 个样本有 ${same} 答 ${answer}，答错 ${wrong}，损失停在 ${loss}，F6 饱和 ${saturated}`;
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
    ending: endingInChinese,
    counted: (count) => `${count} 个种子`,
    whole: (command) => `整表：\`${command}\``,
  },
};

/** "+0.12", "−0.03", "0.00" */
export function changeText(value: number): string {
  const text = Math.abs(value).toFixed(2);
  if (text === '0.00') return text;
  return `${value > 0 ? '+' : '−'}${text}`;
}
