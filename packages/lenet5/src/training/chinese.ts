// What the library says in Chinese besides the texts of its switches, for programs whose users read it.
import type { Lenet5Error, Seen, TrainingError } from '../errors.js';
import { fit, mustFit, TEXT } from '../given/options.js';
import { checkSeen } from './collapse-words.js';

const CAUSES: Readonly<Record<Seen['cause'], string>> = {
  'too-large': '学习率或初始权重太大',
  'too-little-gradient': '压缩函数传回的梯度太小，或学习率很不合适',
};

/** What `collapseSentence` says in English. @throws SettingError as it does */
export function collapseInChinese(seen: Seen): string {
  checkSeen(seen);
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const answers = `最近 ${seen.window} 个样本有 ${percent(seen.answerShare)} 答 ${seen.answer}，答错 ${percent(seen.errorShare)}`;
  const found = `${answers}，损失停在 ${seen.meanLoss.toPrecision(4)}，F6 饱和 ${percent(seen.saturatedShare)}`;
  return `训练 ${seen.samples} 个样本后崩溃：${found}；多半是${CAUSES[seen.cause]}。`;
}

type Patterns = readonly (readonly [pattern: RegExp, text: string])[];

/** The values that switches take, as `kind.expected` has them. */
const EXPECTED: Patterns = [
  [/^one of: /, '其一：'],
  [
    /^numbers above 0 such as (\S+) \((\S+) for 6 passes, then (\S+)\), or (\S+) \(from pass 7 on (\S+)\)$/,
    '大于 0 的数，如 $1（$2 用 6 轮，然后 $3），或 $4（从第 7 轮起用 $5）',
  ],
  [/^a number above 0$/, '大于 0 的数'],
  [/^a number from 0 to below 1$/, '0 到 1 的数，不含 1'],
  [/^a number, (\S+) or more$/, '不小于 $1 的数'],
  [/^a whole number, (\d+) or more$/, '不小于 $1 的整数'],
  [/^a number of samples, (\d+) or more$/, '样本数，不小于 $1'],
  [/^0 without samples to judge by, such as (\S+)$/, '0，因为没有评判用的样本；或设 $1'],
  [/^a number of passes, (\d+) to (\d+)$/, '轮数，$1 到 $2'],
  [/^a number of passes, (\d+) or more$/, '轮数，不小于 $1'],
  [/^a number of networks, (\d+) to (\d+)$/, '网络个数，$1 到 $2'],
  [/^(\S+), as in the network that it teaches$/, '$1，与它所教的网络相同'],
  [/^another network than the one that it teaches$/, '另一个网络，而不是它要教的那个'],
  [/^a finite number$/, '有限的数'],
  [/^eq8, eq9 or cross-entropy where there are teachers$/, 'eq8、eq9 或 cross-entropy（有教师网络时）'],
  [/^a number of maps, (\d+) to (\d+)$/, '特征图数，$1 到 $2'],
  [/^a number of units, (\d+) to (\d+)$/, '单元数，$1 到 $2'],
  [/^a number of classes, (\d+) to (\d+)$/, '类别数，$1 到 $2'],
  [
    /^(.+), or for each map the maps that it reads, ascending, such as (\S+)$/,
    '$1，或逐图列出所读的特征图（升序），如 $2',
  ],
  [/^a number from ([\d.]+) to (\d+)$/, '$1 到 $2 的数'],
  [/^(.+), or a number from ([\d.]+) to (\d+) for each class, such as (\S+)$/, '$1，或每类一个 $2 到 $3 的数，如 $4'],
  [/^84, a unit for each pixel of a bitmap, or output linear$/, '84（位图每个像素一个单元），或改用 output linear'],
  [
    /^2 to (\d+), as there are bitmaps with codes (\S+), or output linear$/,
    '2 到 $1（codes $2 的位图只有这么多），或改用 output linear',
  ],
  [/^pixels a row, /, '每行像素，'],
  [/^pixels, /, '像素，'],
  [/^a share, /, '比例，'],
  [/^radians, /, '弧度，'],
  [/(\d) to ([\d.]+)$/, '$1 到 $2'],
  [/^two numbers low,high/, '两个数 low,high'],
  [/, or (2\.4)/, '，或 $1'],
];

/**
 * What a switch takes, in Chinese. @throws SettingError for what is no text
 * @param expected as the switch has it in `kind.expected`
 * @example
 * import { SWITCHES } from 'lenet5/core';
 * import { expectedInChinese } from 'lenet5/training';
 * for (const { name, kind } of SWITCHES) console.log(name, expectedInChinese(kind.expected));
 */
export function expectedInChinese(expected: string): string {
  return inChinese(expected, EXPECTED);
}

/** Where the values of a switch come from, as `textsOf` has it. */
const SOURCES: Patterns = [
  [/: /, '：'],
  [/this project/, '本项目'],
  [/the authors' later programs/, '作者后来的程序'],
  [/open in the paper/, '论文未说明'],
  [/PyTorch's default, so the blog's/, 'PyTorch 的默认值，博客沿用'],
  [/paper p\.([\d-]+)/, '论文第 $1 页'],
  [/(LeCun|Hinton) et al\. (\d+)/, '$1 等，$2'],
  [/PyTorch's weight of CrossEntropyLoss/, 'PyTorch 的 CrossEntropyLoss 的 weight'],
  [/PyTorch's default/, 'PyTorch 的默认值'],
  [/tutorials/, '教程'],
  [/digits: /, 'digits：'],
  [/; /g, '；'],
  [/paper, Fig\. (\d)/, '论文图 $1'],
  [/paper, Eq\. (\d) and (\d)/, '论文式 $1、式 $2'],
  [/paper, Eq\. (\d)/, '论文式 $1'],
  [/paper/, '论文'],
  [/blog/, '博客'],
];

function inChinese(text: string, patterns: Patterns): string {
  mustFit('text', text, TEXT);
  return patterns.reduce((so, [pattern, chinese]) => so.replace(pattern, chinese), text);
}

/**
 * Where a switch comes from, in Chinese. @throws SettingError for what is no text
 * @param source as `textsOf` has it
 * @example
 * import { SWITCHES } from 'lenet5/core';
 * import { sourceInChinese, textsOf } from 'lenet5/training';
 * for (const each of SWITCHES) console.log(each.name, sourceInChinese(textsOf(each).source)); // 论文第 41 页
 */
export function sourceInChinese(source: string): string {
  return inChinese(source, SOURCES);
}

/** What looks wrong with the pixels of a data set. */
const WARNINGS: Patterns = [
  [
    /^All pixels of (.+) are 0, so there is nothing to learn: .+$/s,
    '$1 的像素全是 0，没有可学的东西：请检查生成它的程序。',
  ],
  [
    /^The brightest pixel of (.+) is (\d+), where full ink is 255: .+$/s,
    '$1 最亮的像素是 $2，而满墨是 255：像素似乎被缩放过，请把每个像素乘以 255/$2。',
  ],
  [
    /^The images of (.+) look inverted \(.+ in (\d+) of (\d+) .+$/s,
    '$1 的图片似乎反色了（$3 张中有 $2 张的边缘比内部亮）：笔迹应为高值（255），背景为 0，请把每个像素换成 255 减去它的值。',
  ],
  [
    /^(\d+) of (\d+) images of (.+) look inverted .+$/s,
    '$3 的 $2 张图片中有 $1 张似乎反色了（边缘比内部亮），深浅两种笔迹混在一起：请把这些图片的每个像素换成 255 减去它的值。',
  ],
  [
    /^The images look transposed, .+$/s,
    '图片似乎是转置的（行列互换，如 EMNIST 的文件）：请转正，否则用正立图片训练的网络大多会认错。',
  ],
  [
    /^The validation part is not used \((.+)\): .+$/s,
    '验证部分（$1）没有使用：请并入训练部分，训练时可以留出最后若干张作验证。',
  ],
  [
    /^None of the (\d+) (training|test) images shows (.+), so that is never answered: .+$/s,
    '$1 张图片（$2）中没有 $3，网络永远不会这样回答：请补充，或换用类别更少的数据。',
  ],
  [
    /^Of the (\d+) (training|test) images (\d+) show (.+), and ten times fewer or less show (.+): those are hardly .+$/s,
    '$1 张图片（$2）中有 $3 张是 $4，而 $5 不到它的十分之一：这些类几乎学不会，请补充。',
  ],
  [
    /^(\d+) of (\d+) test images are among the training images, too, .+$/s,
    '$2 张测试图片中有 $1 张也在训练图片里（逐像素相同），测出的错误率会偏低：请从其中一部分去掉。',
  ],
];

/**
 * A warning of a data set, in Chinese.
 * @param warning as `Dataset.warnings` has it
 * @example
 * import { makeDataset } from 'lenet5';
 * import { warningInChinese } from 'lenet5/training';
 * const black = makeDataset({ shape: [1, 28, 28], data: new Uint8Array(784) }, { shape: [1], data: new Uint8Array(1) }, { images: 'mine', labels: 'mine' });
 * for (const warning of black.warnings) console.log(warningInChinese(warning)); // mine 的像素全是 0，…
 */
export function warningInChinese(warning: string): string {
  return inChinese(warning, WARNINGS).replace('（training）', '（训练）').replace('（test）', '（测试）');
}

/** What a name that there is none of was meant to be, or which there are. */
const SUGGESTIONS: Patterns = [
  [/^did you mean (.+)\?$/s, '是不是 $1？'],
  [/^expected one of: (.+)\.$/s, '应为其一：$1。'],
];

/** Why a file or folder cannot be read. */
const REASONS: Patterns = [
  [/^it does not exist$/, '不存在'],
  [/^no permission$/, '没有权限'],
  [/^it is no folder$/, '它不是目录'],
];

/** Files of a data set that are not there, and how they may be called. */
const MISSING: Patterns = [
  [/ and no /g, '，也没有 '],
  [/ \(tried (.+?)\)/g, '（找过 $1）'],
];

type Sentence = readonly [code: string, pattern: RegExp, say: (...found: readonly string[]) => string];

/** Sentences whose every word is known, by code. */
const SENTENCES: readonly Sentence[] = [
  [
    'switch-value',
    /^(\S+) is (.+), expected (.+)\.$/s,
    (name = '', value = '', expected = '') => `${name} 的值是 ${value}，应为${expectedInChinese(expected)}。`,
  ],
  [
    'switch-value',
    /^classWeights has (\d+) numbers, expected (\d+), one for each class\.$/,
    (given = '', expected = '') => `classWeights 有 ${given} 个数，应有 ${expected} 个，每类一个。`,
  ],
  [
    'switch-value',
    /^The recipe has teachers (\d+), and option teachers holds (\d+): /,
    (wanted = '', given = '') =>
      `配方的 teachers 是 ${wanted}，选项 teachers 给了 ${given} 个网络：请先训练好这么多网络再传入。`,
  ],
  [
    'switch-value',
    /^Criterion (\S+) does not go with output (\S+): /,
    (criterion = '', output = '') =>
      `准则 ${criterion} 不能配输出 ${output}：linear 用 cross-entropy 或 mse，rbf 用 eq8 或 eq9。`,
  ],
  [
    'switch-value',
    /^A (?:network for (\d+) samples at a time|strip of (\d+) pixels) does not fit into memory: /,
    (samples = '', pixels = '') =>
      `内存放不下${samples ? `同时处理 ${samples} 个样本的网络` : `宽 ${pixels} 像素的条带`}：请减少一次处理的量，提高进程的内存上限（ulimit -v），或改用 reference 后端。`,
  ],
  [
    'switch-unknown',
    /^No switch is called "(.*)": (.+)$/s,
    (name = '', rest = '') => `没有名为“${name}”的开关：${inChinese(rest, SUGGESTIONS)}`,
  ],
  [
    'folder-unreadable',
    /^(.+) cannot be read \((.+)\), where a folder or /s,
    (path = '', reason = '') =>
      `${path} 无法读取（${inChinese(reason, REASONS)}）：应为数据集的目录或文件，请检查路径和权限。`,
  ],
  [
    'folder-unreadable',
    /^(.+) is an address, where /s,
    (address = '') => `${address} 是网址，应为数据集的路径：这里不会下载，请先保存成文件。`,
  ],
  [
    'file-missing',
    /^The folder (.+) holds no (.+): put the four MNIST files there, packed or not \(for example from (\S+)\)/s,
    (folder = '', missing = '', address = '') =>
      `目录 ${folder} 中没有 ${inChinese(missing, MISSING)}：请把四个 MNIST 文件放进去，压缩与否均可（例如取自 ${address}），或指明它们所在的目录。`,
  ],
  [
    'file-missing',
    /^(.+) holds no data set that is known here \((.*)\), where /s,
    (place = '', names = '') =>
      `${place} 中没有认得出的数据集（${names}）：应为 MNIST 式的 IDX 文件、train.csv、.npz、parquet，或按类别分目录存放的图片，请指明这样的目录或文件。`,
  ],
];

/** What stands before the English sentence of an error, by the beginning of its code; the first one counts. */
const INTRODUCTIONS: readonly (readonly [code: string, text: string])[] = [
  ['safetensors-write', '无法写出 safetensors 文件：'],
  ['safetensors', '这个 safetensors 文件不完整或不合规范：'],
  ['pickle-global', '这个 .pth 文件要求调用不在许可名单上的代码，已拒绝，什么也没有执行：'],
  ['pth-write', '无法写出 .pth 文件：'],
  ['pickle', '这个 .pth 文件损坏，或含有不支持的内容：'],
  ['pth', '这个 .pth 文件损坏，或含有不支持的内容：'],
  ['zip', '这个 .pth 文件损坏，或含有不支持的内容：'],
  ['onnx', '无法写出 ONNX 文件：'],
  ['argument', '传入的参数不对：'],
  ['not-bytes', '这里要的是文件的内容（字节）：'],
  ['not-dataset', '这不是可用的数据集：'],
  ['idx', '这个 IDX 文件（MNIST 格式）不完整或不合规范：'],
  ['gzip', '这个 gzip 文件无法解压：'],
  ['wrong', '图片与标签的形状不对：'],
  ['count-mismatch', '图片与标签的个数对不上：'],
  ['label-range', '标签超出了类别的范围：'],
  ['slice-range', '样本范围超出了数据集：'],
  ['folder-unreadable', '数据目录无法打开：'],
  ['file-missing', '数据目录中缺少文件：'],
  ['file-unreadable', '文件无法读取：'],
  ['picture', '这不是能识别的图片：'],
  ['image-size', '图像的大小不对：'],
  ['pixel-range', '像素值超出范围：'],
  ['weights-unknown', '文件里的权重不属于这里的任何网络：'],
  ['weights-mismatch', '文件里的权重和网络对不上：'],
  ['state-mismatch', '保存的训练状态和现在的设置对不上：'],
  ['layer-unknown', '没有这个层：'],
  ['switch', '这个设置不成立：'],
  ['not-finite', '出现了无穷大或 NaN，训练无法继续；多半是学习率太大。详情：'],
];

/** What of an error `errorInChinese` looks at: the error itself, or what came of it from another thread. */
type Told = Pick<Lenet5Error, 'code' | 'message'> & { readonly seen?: TrainingError['seen'] };

const TOLD = fit('an error with code and message', (value) => {
  const { code, message } = Object(value) as Partial<Told>;
  return TEXT.accepts(code) && TEXT.accepts(message);
});

/**
 * An error of this library for somebody who reads Chinese: its sentence in Chinese where all its words are known, else what
 * kind of failure it is, with the English sentence behind it.
 * @throws SettingError for what is no error
 * @example
 * import { checkRecipe, Lenet5Error, RECIPES } from 'lenet5';
 * import { errorInChinese } from 'lenet5/training';
 * try {
 *   checkRecipe({ ...RECIPES.fast, batch: 0 });
 * } catch (error) {
 *   if (error instanceof Lenet5Error) console.log(errorInChinese(error)); // batch 的值是 0，应为样本数，不小于 1。
 * }
 */
export function errorInChinese(error: Told): string {
  mustFit('error', error, TOLD);
  const { code, message, seen } = error;
  if (seen) return collapseInChinese(seen);
  for (const [known, pattern, say] of SENTENCES) {
    const found = code === known ? pattern.exec(message) : null;
    if (found) return say(...found.slice(1));
  }
  const [, introduction = ''] = INTRODUCTIONS.find(([beginning]) => code.startsWith(beginning)) ?? [];
  return `${introduction}${message}`;
}
