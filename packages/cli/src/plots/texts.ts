// Every word in the pictures and on the page of a run, in each language.
import { type BestPass, PAPER_FINAL_TEST_ERROR } from 'lenet5/training';
import { integer } from '../output.js';
import type { MetricsColumn } from './columns.js';
import { percent } from './sheet.js';

export type PlotLanguage = 'en' | 'zh-CN';

/** How a run ended, or that it has not. */
export type Ending =
  | { readonly kind: 'running' | 'finished' | 'stopped' }
  | { readonly kind: 'collapsed'; readonly sentence: string };

/** What was trained, and on what. */
interface Settings {
  readonly architecture: string;
  readonly recipe: string;
  /** Switches that were set, as `key=value`. */
  readonly changes: readonly string[];
  readonly seed: number;
  /** Training samples. */
  readonly samples: number;
}

/** The result that a figure or a page opens with. */
interface Result {
  /** 'MNIST'; the folder, where the data are not known. */
  readonly data: string;
  /** Completed ones, and those planned. */
  readonly passes: readonly [done: number, planned: number];
  /** In per cent, after the last completed pass; null where there was none. */
  readonly testError: number | null;
  readonly ending: Ending;
}

type Columns = Readonly<Record<MetricsColumn, readonly [heading: string, meaning: string]>>;

type Count = { readonly errors: number; readonly count: number };
type Best = Pick<BestPass, 'pass' | 'validationErrorPercent' | 'testErrorPercent'>;

function passesInEnglish(done: number, planned: number): string {
  const count = done === planned ? integer(done) : `${integer(done)} of ${integer(planned)}`;
  return `${count} pass${planned === 1 ? '' : 'es'}`;
}

function passesInChinese(done: number, planned: number): string {
  return done === planned ? `${integer(done)} 轮` : `${integer(done)}/${integer(planned)} 轮`;
}

const english = {
  /** Between two sentences. */
  space: ' ',
  /** A figure's first line. */
  title({ data, passes: [done, planned], testError, ending }: Result): string {
    const state = { running: '', finished: '', stopped: ', stopped', collapsed: ', collapsed' }[ending.kind];
    const result =
      testError === null
        ? 'no pass completed'
        : `${percent(testError)} test error after ${passesInEnglish(done, planned)}`;
    return `LeNet-5 on ${data}${state}: ${result}`;
  },
  /** Below it. */
  settings({ architecture, recipe, changes, seed, samples }: Settings): string {
    const changed = changes.length > 0 ? ` with ${changes.join(' ')}` : '';
    return `architecture ${architecture}, recipe ${recipe}${changed}, seed ${seed}, ${integer(samples)} training samples`;
  },
  curves: {
    heading: 'Curves',
    test: 'Test error, %',
    training: 'Training error, %',
    loss: 'Training loss',
    pass: 'pass',
    paper: 'paper, Fig. 5',
    paperFinal: 'paper',
    onTheFly: 'on the fly',
    afterPass: 'after the pass',
    testCurve: 'test samples',
    validation: 'validation',
    meanLoss: 'mean over the pass',
    last: (pass: number, value: string) => `pass ${pass}: ${value}`,
    notMeasured: 'not measured',
    distortionEnds: 'distortion ends',
    axes: 'The upright axes are logarithmic.',
    onTheFlyNote: (distorted: boolean) =>
      `On the fly: each sample judged just before its own step${distorted ? ', on its distorted picture' : ''}.`,
    paperNote: `Grey: LeCun, Bottou, Bengio, Haffner 1998, Fig. 5, read off the print, training error on the fly; dotted: their final test error, ${percent(PAPER_FINAL_TEST_ERROR)}.`,
  },
  confusion: {
    heading: 'Confusion',
    title: (data: string) => `Confusion on the test set of ${data}`,
    answer: 'answer →',
    label: 'label ↓',
    all: 'all',
    wrong: 'wrong',
    line: (errors: number, total: number, share: string) => `${integer(errors)} of ${integer(total)} wrong${share}`,
    worst: (pairs: string) => (pairs === '' ? 'No errors.' : `Most often: ${pairs}.`),
    comma: ', ',
  },
  misread: {
    heading: 'Misread samples',
    title: (data: string) => `Misread in the test set of ${data}`,
    line: (errors: number, total: number, share: string) => `${integer(errors)} of ${integer(total)} misread${share}`,
    nothing: ': nothing to show.',
    legend: '. Below each: label → answer, place in the set from 0.',
    picturesTitle: 'Misread pictures',
    picturesLine: (errors: number, total: number, share: string) =>
      `${integer(errors)} of ${integer(total)} pictures misread${share}. Below each: label → answer, file.`,
    rest: (shown: number, hidden: number) => ` The first ${integer(shown)}, ${integer(hidden)} left out.`,
    undecoded: 'not decoded',
    refused: 'refused',
    noDigit: 'no digit',
  },
  /** The columns of metrics.csv: heading in a table, and meaning. */
  columns: {
    epoch: ['Pass', 'number of the pass, from 1'],
    meanLoss: [
      'Mean loss',
      'mean loss over the pass, each training sample taken just before its own step, distorted where the recipe distorts',
    ],
    trainErrorPercent: [
      'Training error after the pass',
      'share of the training samples, as stored, that the weights after the pass misread, in per cent',
    ],
    runningErrorPercent: [
      'Training error on the fly',
      'share of the training samples misread just before their own steps, distorted where the recipe distorts, in per cent',
    ],
    testErrorPercent: ['Test error', 'share of the test samples that the weights after the pass misread, in per cent'],
    validationErrorPercent: [
      'Validation error',
      'the same share of the validation samples; empty without --set validation=N',
    ],
    learningRate: ['Learning rate', 'rate of the last step of the pass'],
    seconds: ['Seconds', 'time since the row before, measuring included'],
    trainLoss: ['Training loss after the pass', 'mean loss of the training samples, as stored, after the pass'],
    validationLoss: [
      'Validation loss',
      'mean loss of the validation samples after the pass; empty without --set validation=N',
    ],
    testLoss: ['Test loss', 'mean loss of the test samples after the pass'],
  } as Columns,
  report: {
    result: (testError: number) => `${percent(testError)} test error`,
    lead: (data: string, { errors, count }: Count, passes: string, samples: number, time: string) =>
      `LeNet-5 on ${data}: ${integer(errors)} of ${integer(count)} test samples misread after ${passes} over ` +
      `${integer(samples)} training samples, in ${time}.`,
    passes: (done: number, planned: number) => passesInEnglish(done, planned),
    time: (hours: number, minutes: number, seconds: number) =>
      `${hours > 0 ? `${hours} h ` : ''}${hours > 0 || minutes > 0 ? `${minutes} min ` : ''}${seconds} s`,
    noPass: 'No pass was completed.',
    stopped: (folder: string) => `Stopped before the end. To go on: lenet5 train --resume ${folder}`,
    best: ({ pass, validationErrorPercent, testErrorPercent }: Best) =>
      `Best on the validation samples: pass ${pass} with ${percent(validationErrorPercent)}; its test error is ${percent(testErrorPercent)}.`,
    command: 'Made by',
    facts: 'Run',
    passesHeading: 'Passes',
    columns: 'The columns of metrics.csv',
  },
  facts: {
    architecture: 'Architecture',
    recipe: 'Recipe',
    changed: 'Changed',
    nothing: 'nothing',
    seed: 'Seed',
    start: 'Start',
    random: 'random weights',
    data: 'Data',
    training: 'Training samples',
    from: (count: number, offset: number) => `${integer(count)} from number ${integer(offset)} on`,
    validation: 'Validation samples',
    none: 'none',
    test: 'Test samples',
    passes: 'Passes',
    time: 'Time of all passes',
    weights: 'Weights, SHA-256',
    noneKept: 'none kept',
    backend: 'Backend',
    versions: 'Versions',
    started: 'Started',
  },
};

export type PlotTexts = typeof english;

const chinese: PlotTexts = {
  space: '',
  title({ data, passes: [done, planned], testError, ending }) {
    const state = { running: '', finished: '', stopped: '（已停止）', collapsed: '（已崩溃）' }[ending.kind];
    const result =
      testError === null ? '未完成任何一轮' : `${passesInChinese(done, planned)}后测试错误率 ${percent(testError)}`;
    return `LeNet-5，${data}${state}：${result}`;
  },
  settings({ architecture, recipe, changes, seed, samples }) {
    const changed = changes.length > 0 ? `（${changes.join(' ')}）` : '';
    return `网络 ${architecture}，配方 ${recipe}${changed}，种子 ${seed}，${integer(samples)} 个训练样本`;
  },
  curves: {
    heading: '曲线',
    test: '测试错误率（%）',
    training: '训练错误率（%）',
    loss: '训练损失',
    pass: '轮',
    paper: '论文图 5',
    paperFinal: '论文',
    onTheFly: '训练中',
    afterPass: '本轮结束后',
    testCurve: '测试集',
    validation: '验证集',
    meanLoss: '本轮平均',
    last: (pass, value) => `第 ${pass} 轮：${value}`,
    notMeasured: '未测量',
    distortionEnds: '形变结束',
    axes: '纵轴为对数坐标。',
    onTheFlyNote: (distorted) =>
      `训练中：每个样本在自己那一步更新之前判对错${distorted ? '，用的是形变后的图片' : ''}。`,
    paperNote: `灰色：LeCun、Bottou、Bengio、Haffner 1998，图 5，从印刷图上读出，训练错误率也是训练中测的；点线：论文最终的测试错误率 ${percent(PAPER_FINAL_TEST_ERROR)}。`,
  },
  confusion: {
    heading: '混淆矩阵',
    title: (data) => `${data} 测试集的混淆矩阵`,
    answer: '识别结果 →',
    label: '标签 ↓',
    all: '合计',
    wrong: '错误',
    line: (errors, total, share) => `${integer(total)} 个中错 ${integer(errors)} 个${share}`,
    worst: (pairs) => (pairs === '' ? '没有错误。' : `最常混淆：${pairs}。`),
    comma: '，',
  },
  misread: {
    heading: '认错的样本',
    title: (data) => `${data} 测试集中认错的样本`,
    line: (errors, total, share) => `${integer(total)} 个中认错 ${integer(errors)} 个${share}`,
    nothing: '，无可展示。',
    legend: '。图下：标签 → 识别结果，以及在测试集中的序号（从 0 数起）。',
    picturesTitle: '认错的图片',
    picturesLine: (errors, total, share) =>
      `${integer(total)} 张图片中认错 ${integer(errors)} 张${share}。图下：标签 → 识别结果，文件。`,
    rest: (shown, hidden) => `只列出前 ${integer(shown)} 个，省略 ${integer(hidden)} 个。`,
    undecoded: '无法解码',
    refused: '拒识',
    noDigit: '无数字',
  },
  columns: {
    epoch: ['轮', '第几轮，从 1 数起'],
    meanLoss: ['平均损失', '本轮的平均损失：每个训练样本在自己那一步更新之前计算；配方做形变时，用形变后的图片'],
    trainErrorPercent: ['训练错误率（轮后）', '本轮结束后的权重认错的训练样本（原图）所占百分比'],
    runningErrorPercent: [
      '训练错误率（训练中）',
      '每个训练样本在自己那一步更新之前被认错的百分比；配方做形变时，用形变后的图片',
    ],
    testErrorPercent: ['测试错误率', '本轮结束后的权重认错的测试样本所占百分比'],
    validationErrorPercent: ['验证错误率', '验证样本上的同一百分比；没有 --set validation=N 时为空'],
    learningRate: ['学习率', '本轮最后一步的学习率'],
    seconds: ['秒', '距上一行的时间，包括测错误率'],
    trainLoss: ['训练损失（轮后）', '本轮结束后，训练样本（原图）的平均损失'],
    validationLoss: ['验证损失', '本轮结束后，验证样本的平均损失；没有 --set validation=N 时为空'],
    testLoss: ['测试损失', '本轮结束后，测试样本的平均损失'],
  },
  report: {
    result: (testError) => `测试错误率 ${percent(testError)}`,
    lead: (data, { errors, count }, passes, samples, time) =>
      `LeNet-5，${data}：用 ${integer(samples)} 个训练样本训练 ${passes}，用时 ${time}；${integer(count)} 个测试样本中认错 ${integer(errors)} 个。`,
    passes: (done, planned) => passesInChinese(done, planned),
    time: (hours, minutes, seconds) =>
      `${hours > 0 ? `${hours} 小时 ` : ''}${hours > 0 || minutes > 0 ? `${minutes} 分 ` : ''}${seconds} 秒`,
    noPass: '一轮也没有完成。',
    stopped: (folder) => `中途停止。继续训练：lenet5 train --resume ${folder}`,
    best: ({ pass, validationErrorPercent, testErrorPercent }) =>
      `验证集上最好的是第 ${pass} 轮（${percent(validationErrorPercent)}），该轮的测试错误率为 ${percent(testErrorPercent)}。`,
    command: '所用命令',
    facts: '本次运行',
    passesHeading: '各轮结果',
    columns: 'metrics.csv 各列的含义',
  },
  facts: {
    architecture: '网络',
    recipe: '配方',
    changed: '改动',
    nothing: '无',
    seed: '种子',
    start: '起点',
    random: '随机权重',
    data: '数据',
    training: '训练样本',
    from: (count, offset) => `${integer(count)} 个，从第 ${integer(offset)} 个起（从 0 数起）`,
    validation: '验证样本',
    none: '无',
    test: '测试样本',
    passes: '轮数',
    time: '各轮总用时',
    weights: '权重的 SHA-256',
    noneKept: '未保存',
    backend: '计算后端',
    versions: '版本',
    started: '开始时间',
  },
};

/** What is drawn in which language: English, unless another is asked for. */
export function plotTexts(language: PlotLanguage = 'en'): PlotTexts {
  return language === 'en' ? english : chinese;
}
