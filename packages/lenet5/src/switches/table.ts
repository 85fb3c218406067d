// The one table of switches. A new switch is a row here, and the place where it acts: checks, `--set` with its help and
// completion, study files, the lab's form and docs/switches.md are made from these rows. What stands above a row, in one
// line of each language and with its source, is read by scripts/describe-switches.mjs: so it reaches help and documents,
// shows in an editor, and takes no room in the bundles of those who only train.
import { MOST_CLASSES } from '../given/dataset.js';
import { frozen } from '../given/frozen.js';
import {
  atLeast,
  BELOW_ONE,
  connections,
  count,
  type Kind,
  POSITIVE,
  RATES,
  range,
  upTo,
  weights,
  words,
} from '../given/kinds.js';
import type { Pooling, Squash } from '../kernels/contract.js';

/** `NoInfer`, which TypeScript has from 5.4 on: the kind alone says what T is. */
type Uninferred<T> = [T][T extends unknown ? 0 : never];

/** A switch of network or training. */
export interface Row<T> {
  /** The values that it takes. */
  readonly kind: Kind<T>;
  /** What every preset has that says nothing else. */
  readonly default: Uninferred<T>;
  /** It does nothing unless that other switch has one of these values; where none stand here, unless it is above 0. */
  readonly needs?: readonly [name: string, ...values: string[]];
  /** It does nothing where training starts from weights that are there. */
  readonly draws?: true;
  /** The time of a training step depends on it. */
  readonly costs?: true;
}

function row<T>(each: Row<T>): Row<T> {
  return each;
}

const LENET_5 = ['family', 'lenet-5'] as const;

/** The layers that may have a squashing function. */
export const SQUASHED_LAYERS = frozen(['C1', 'S2', 'C3', 'S4', 'C5', 'F6'] as const);
/** One of these layers. */
export type SquashedLayer = (typeof SQUASHED_LAYERS)[number];

/** The layers whose width is a switch: the subsampling layers have as many maps as what they read. */
export const WIDE_LAYERS = frozen(['C1', 'C3', 'C5', 'F6'] as const);
/** One of these layers. */
export type WideLayer = (typeof WIDE_LAYERS)[number];

/**
 * Squashing function of the layer; the blog has none in C1, C3 and C5.
 * @zh 该层的压缩函数；博客在 C1、C3、C5 之后不压缩
 * @source paper p.41
 */
const SQUASH = row<Squash>({
  kind: words('scaled-tanh', 'tanh', 'logistic', 'relu', 'none'),
  default: 'scaled-tanh',
  needs: LENET_5,
  costs: true,
});

/**
 * Maps of C1 and C3, units of C5 and F6; outputs of rbf compare 84 units of F6.
 * @zh C1、C3 的特征图数，C5、F6 的单元数；rbf 输出要求 F6 为 84 个单元
 * @source paper p.7-8
 */
const WIDTH: Readonly<Record<WideLayer, Row<number>>> = {
  C1: row({ kind: count(1, 'maps', 32), default: 6, needs: LENET_5, costs: true }),
  C3: row({ kind: count(1, 'maps', 256), default: 16, needs: LENET_5, costs: true }),
  C5: row({ kind: count(1, 'units', 1024), default: 120, needs: LENET_5, costs: true }),
  F6: row({ kind: count(1, 'units', 1024), default: 84, needs: LENET_5, costs: true }),
};

/** The switches of a network, besides `squash` and `width`. */
const NETWORK = {
  /**
   * The layers: LeNet-5 of 1998 (C1 to F6), or the network of 1989 (H1, H2, H3).
   * @zh 网络的层：1998 年的 LeNet-5（C1 到 F6），或 1989 年的网络（H1、H2、H3）
   * @source paper p.7; LeCun et al. 1989
   */
  family: row({ kind: words('lenet-5', 'lenet-1989'), default: 'lenet-5', costs: true }),
  /**
   * Range of the input, from no ink to full: −0.1 to 1.175, 0 to 1, by MNIST's mean and deviation, or −1 to 1.
   * @zh 输入的取值范围，从无墨到全墨：−0.1 到 1.175、0 到 1、按 MNIST 的均值和标准差，或 −1 到 1
   * @source paper p.7; others: tutorials, LeCun et al. 1989
   */
  pixels: row({ kind: words('paper', 'unit', 'standardised', 'symmetric'), default: 'paper' }),
  /**
   * What S2 and S4 make of a 2×2 window; the blog averages.
   * @zh S2 和 S4 如何汇总 2×2 窗口；博客取平均
   * @source paper p.7
   */
  pooling: row<Pooling>({ kind: words('sum', 'average', 'max'), default: 'sum', needs: LENET_5, costs: true }),
  /**
   * Whether each map of S2 and S4 has a trained coefficient and bias, or is the pooled window as it is.
   * @zh S2、S4 的每个特征图是否带可训练的系数和偏置；none 即直接输出汇总后的窗口
   * @source paper p.7; none: tutorials
   */
  coefficients: row({ kind: words('trained', 'none'), default: 'trained', needs: LENET_5, costs: true }),
  /**
   * Which maps of S2 a map of C3 reads: those of Table I, all, or a list such as 0,1,2;1,2,3 with an entry a map.
   * @zh C3 的每个特征图读取 S2 的哪些特征图：按表 I、全部，或自定列表如 0,1,2;1,2,3，每图一项
   * @source paper p.8
   */
  c3: row({ kind: connections('table', 'full'), default: 'table', needs: LENET_5, costs: true }),
  /**
   * Border of 2 around a 28×28 picture: background, the outermost pixels again (blog), or 0 (tutorials).
   * @zh 28×28 图片四周宽 2 的边：填背景、重复最外圈像素（博客），或填 0（教程）
   * @source paper p.7
   */
  padding: row({ kind: words('background', 'replicate', 'zero'), default: 'background', needs: LENET_5, costs: true }),
  /**
   * Distances to the bitmaps, the same between unit vectors, or a trained linear unit a class.
   * @zh 到各位图的距离、单位向量之间的距离，或每类一个可训练的线性单元
   * @source paper p.8
   */
  output: row({ kind: words('rbf', 'rbf-angle', 'linear'), default: 'rbf', costs: true }),
  /**
   * Classes to tell apart.
   * @zh 类别数
   * @source 10: paper
   */
  classes: row({ kind: count(2, 'classes', MOST_CLASSES), default: 10, costs: true }),
  /**
   * The bitmaps that outputs compare with: 0-9, A-Z, or 0-9 and then A-Z; class 0 has the first.
   * @zh 输出层所比较的位图：0-9、A-Z，或先 0-9 后 A-Z；类别 0 对应第一个
   * @source digits: paper, Fig. 3
   */
  codes: row({
    kind: words('digits', 'letters', 'alphanumeric'),
    default: 'digits',
    needs: ['output', 'rbf', 'rbf-angle'],
  }),
};

const DISTORTED = ['distortion', 'affine', 'elastic'] as const;
const SECOND_ORDER = ['optimiser', 'sdlm'] as const;
const ADAM = ['optimiser', 'adam'] as const;

/** The switches of a training. */
const TRAINING = {
  /**
   * Half-width of the range of initial weights, F the fan-in; √(3/F) gives weighted sums of variance 1, xavier is √(6/(F + fan-out)).
   * @zh 初始权重取值范围的半宽，F 为扇入；√(3/F) 使加权和的方差为 1，xavier 为 √(6/(F + 扇出))
   * @source 2.4/F: paper p.42; 1/√F: PyTorch's default; xavier: d2l
   */
  initialWeights: row({
    kind: words('2.4/F', '2.4/sqrt(F)', 'sqrt(3/F)', '1/sqrt(F)', 'xavier'),
    default: 'sqrt(3/F)',
    draws: true,
  }),
  /**
   * Initial biases of C and F layers: 0, the range of the weights, or ±1/√F.
   * @zh C 层和 F 层的初始偏置：0、与权重同范围，或 ±1/√F
   * @source 1/√F: PyTorch's default, so the blog's
   */
  initialBiases: row({ kind: words('zero', 'as-weights', '1/sqrt(F)'), default: 'zero', draws: true }),
  /**
   * Range of the initial coefficients of S2 and S4; the paper says nothing.
   * @zh S2 和 S4 初始系数的范围；论文未说明
   * @source ±2.4/(4·maps): blog
   */
  initialCoefficient: row({ kind: range('2.4/(4*maps)'), default: [0.125, 0.375], draws: true }),
  /**
   * Range of the initial biases of S2 and S4.
   * @zh S2 和 S4 初始偏置的范围
   * @source 0,1: blog
   */
  initialSubsamplingBias: row({ kind: range(), default: [0, 0], draws: true }),
  /**
   * The distance of the right class, that with competition, softmax with cross-entropy, or mean squared error to ±1.
   * @zh 正确类别的距离、加上类间竞争的距离、softmax 与交叉熵，或与 ±1 的均方误差
   * @source paper, Eq. 8 and 9; mse: LeCun et al. 1989
   */
  criterion: row({ kind: words('eq8', 'eq9', 'cross-entropy', 'mse'), default: 'eq9' }),
  /**
   * Constant of Eq. 9, the distance of an imagined rubbish class; the paper gives no value.
   * @zh 式 9 的常数，即假想“垃圾类”的距离；论文未给出数值
   * @source paper, Eq. 9
   */
  j: row({ kind: POSITIVE, default: 3, needs: ['criterion', 'eq9'] }),
  /**
   * Factor of the criterion; ½ has the steps of the second-order method with twice the μ.
   * @zh 损失函数前的系数；取 ½ 时，二阶方法的每一步与 μ 加倍时相同
   * @source ½: the authors' later programs
   */
  criterionFactor: row({ kind: POSITIVE, default: 1 }),
  /**
   * Factor of each sample's loss by its class: none, balanced (so that all classes weigh alike) or a list; a batch is divided by its samples.
   * @zh 每个样本的损失按类别所乘的系数：无、balanced（各类总分量相等）或自定列表；批内除以样本数
   * @source PyTorch's weight of CrossEntropyLoss
   */
  classWeights: row({ kind: weights('none', 'balanced'), default: 'none' }),
  /**
   * Networks of seeds 1, 2 and so on, trained before in the same way, whose mean answer to the distorted picture takes the place of its label; 0 for none.
   * @zh 先用种子 1、2……按同样方法训练出的教师网络个数，它们对形变后图片的平均回答代替标签；0 表示没有
   * @source Hinton et al. 2015
   */
  teachers: row({ kind: count(0, 'networks', 9), default: 0, costs: true }),
  /**
   * Their distances, or scores, are divided by this before softmax makes shares of them.
   * @zh 教师的距离（或得分）先除以此值，再由 softmax 变成各类的份额
   * @source Hinton et al. 2015
   */
  temperature: row({ kind: POSITIVE, default: 5, needs: ['teachers'] }),
  /**
   * Stochastic gradient descent, plain, with the stochastic diagonal Levenberg-Marquardt method, or with momentum; or Adam.
   * @zh 随机梯度下降（普通形式、随机对角 Levenberg-Marquardt 方法，或带动量），或 Adam
   * @source paper p.41-42; momentum, adam: PyTorch
   */
  optimiser: row({ kind: words('sgd', 'sdlm', 'momentum', 'adam'), default: 'sgd', costs: true }),
  /**
   * μ of that method: the rate of a weight is η/(μ + h), h its curvature.
   * @zh 该方法的 μ：每个权重的学习率为 η/(μ + h)，h 为其曲率
   * @source paper p.42
   */
  mu: row({ kind: POSITIVE, default: 0.02, needs: SECOND_ORDER }),
  /**
   * Samples on which the curvature is estimated before each pass.
   * @zh 每轮开始前用多少个样本估计曲率
   * @source paper p.42
   */
  curvatureSamples: row({ kind: count(1, 'samples'), default: 500, needs: SECOND_ORDER, costs: true }),
  /**
   * Which samples these are: random ones, the first of the training set every time, or those that training sees next.
   * @zh 用哪些样本估计曲率：随机抽取、每次都用训练集的前若干个，或接下来要训练的样本
   * @source open in the paper
   */
  curvatureDraw: row({ kind: words('random', 'first', 'next'), default: 'random', needs: SECOND_ORDER }),
  /**
   * Curvature of a weight that many connections share: their sum, their average, or the average in S2 and S4 alone.
   * @zh 多个连接共享一个权重时的曲率：各连接之和、平均，或只在 S2、S4 取平均
   * @source sum: paper p.42
   */
  sharedCurvature: row({
    kind: words('sum', 'average', 'average-in-S'),
    default: 'sum',
    needs: SECOND_ORDER,
  }),
  /**
   * The curvature is estimated again after so many samples, 0 for never.
   * @zh 开头几轮里每隔多少个样本重新估计一次；0 表示不重新估计
   * @source this project
   */
  curvatureEvery: row({ kind: count(0, 'samples'), default: 2000, needs: SECOND_ORDER, costs: true }),
  /**
   * Passes at the start in which it is estimated again like that.
   * @zh 重新估计只在开头的这么多轮内进行
   * @source this project
   */
  curvaturePasses: row({ kind: count(0, 'passes'), default: 1, needs: SECOND_ORDER, costs: true }),
  /**
   * Share of the last step's velocity that stays in the next one; in the long run steps are 1/(1 − this) times as long.
   * @zh 上一步的速度保留到下一步的比例；长期看步长是原来的 1/(1 − 此值) 倍
   * @source 0.9: tutorials
   */
  momentum: row({ kind: BELOW_ONE, default: 0.9, needs: ['optimiser', 'momentum'] }),
  /**
   * Share of the old mean of the gradients that stays in the new one, β₁.
   * @zh 梯度的滑动平均中旧值所占的比例 β₁
   * @source PyTorch's default
   */
  beta1: row({ kind: BELOW_ONE, default: 0.9, needs: ADAM }),
  /**
   * The same for the mean of their squares, β₂.
   * @zh 梯度平方的滑动平均中旧值所占的比例 β₂
   * @source PyTorch's default
   */
  beta2: row({ kind: BELOW_ONE, default: 0.999, needs: ADAM }),
  /**
   * Added to the root of the squares, ε: what Adam divides by.
   * @zh 加在平方均值的根上的 ε，Adam 以此和为除数
   * @source PyTorch's default
   */
  epsilon: row({ kind: atLeast(1e-12), default: 1e-8, needs: ADAM }),
  /**
   * Rates from `rates`, one a pass; a half cosine from `rate` to 0; or `rate` throughout.
   * @zh 学习率：按 rates 每轮一个；从 rate 按半个余弦降到 0；或始终为 rate
   * @source list: paper p.42
   */
  schedule: row({ kind: words('list', 'cosine', 'constant'), default: 'cosine' }),
  /**
   * Highest learning rate of the schedules cosine and constant, per step.
   * @zh cosine 和 constant 两种方案的最高学习率，按每步计
   * @source this project
   */
  rate: row({ kind: POSITIVE, default: 3e-4, needs: ['schedule', 'cosine', 'constant'] }),
  /**
   * Learning rate of each pass; the last one holds for all further passes.
   * @zh 每轮的学习率；最后一个用于其后所有轮次
   * @source paper p.42
   */
  rates: row({ kind: RATES, default: [], needs: ['schedule', 'list'] }),
  /**
   * Samples over which the rate rises from 0; a tenth of the run at most.
   * @zh 学习率从 0 上升所用的样本数；最多为整个训练的十分之一
   * @source this project
   */
  warmUp: row({ kind: count(0, 'samples'), default: 2000 }),
  /**
   * Order of the samples: as stored (blog), one random order for all passes (paper), or a new one each pass.
   * @zh 样本顺序：按存储顺序（博客）、所有轮次共用一个随机顺序（论文），或每轮重新打乱
   * @source constant: paper
   */
  order: row({ kind: words('stored', 'constant', 'every-pass'), default: 'every-pass' }),
  /**
   * Samples of one step; their gradients are averaged.
   * @zh 每步的样本数；梯度取平均
   * @source 1: paper
   */
  batch: row({ kind: count(1), default: 1, costs: true }),
  /**
   * Passes over the training set.
   * @zh 遍历训练集的轮数
   * @source 20: paper
   */
  passes: row({ kind: count(1, 'passes', 1_000_000), default: 20 }),
  /**
   * Samples at the end of the training set kept out of training, to choose the best weights on.
   * @zh 训练集末尾留出多少个样本不参与训练，用来挑选最好的权重
   * @source this project
   */
  validation: row({ kind: count(0, 'samples'), default: 0 }),
  /**
   * Training ends after so many passes in a row that were no better on the validation samples, and leaves the weights of the best pass; 0 for never.
   * @zh 连续这么多轮在验证样本上没有更好时提前结束，并留下最好那一轮的权重；0 表示不提前结束
   * @source this project
   */
  patience: row({ kind: count(0, 'passes'), default: 0 }),
  /**
   * What happens to each training picture, anew in each pass: an affine map, or that and a smooth field.
   * @zh 每轮对每张训练图片重新做的形变：仿射变换，或再加平滑位移场
   * @source affine: paper p.12
   */
  distortion: row({ kind: words('none', 'affine', 'elastic'), default: 'none', costs: true }),
  /**
   * Translation in x and y, each uniform ± this.
   * @zh 沿 x 和 y 的平移，各在 ± 此值内均匀取值
   * @source paper p.12
   */
  shift: row({ kind: upTo(16, 'pixels'), default: 2.5, needs: DISTORTED }),
  /**
   * Scale, uniform 1 ± this.
   * @zh 缩放比例，在 1 ± 此值内均匀取值
   * @source paper p.12
   */
  scale: row({ kind: upTo(0.9, 'a share'), default: 0.15, needs: DISTORTED }),
  /**
   * Width multiplied and height divided by uniform 1 ± this.
   * @zh 宽乘以、高除以同一比例，在 1 ± 此值内均匀取值
   * @source paper p.12
   */
  squeeze: row({ kind: upTo(0.9, 'a share'), default: 0.15, needs: DISTORTED }),
  /**
   * Horizontal shear, uniform ± this.
   * @zh 水平错切，在 ± 此值内均匀取值
   * @source paper p.12
   */
  shear: row({ kind: upTo(2, 'pixels a row'), default: 0.3, needs: DISTORTED }),
  /**
   * Rotation, uniform ± this (of the tangent of half the angle, to be exact).
   * @zh 旋转，在 ± 此值内均匀取值（严格说是半角的正切）
   * @source this project
   */
  rotation: row({ kind: upTo(3, 'radians'), default: 0, needs: DISTORTED }),
  /**
   * Displacement of each control point of the smooth field in x and y, uniform ± this; points are 5 pixels apart.
   * @zh 平滑位移场各控制点沿 x 和 y 的位移，在 ± 此值内均匀取值；控制点间隔 5 个像素
   * @source this project
   */
  elastic: row({ kind: upTo(16, 'pixels'), default: 2, needs: ['distortion', 'elastic'] }),
  /**
   * Each picture goes uniform ± this share of the way to strokes thicker or thinner by a pixel a side.
   * @zh 每张图片的笔画按比例变粗或变细，比例在 ± 此值内均匀取值；1 即每侧一个像素
   * @source this project
   */
  thickness: row({ kind: upTo(1, 'a share'), default: 0, needs: DISTORTED, costs: true }),
  /**
   * Share of all these ranges that is left in the last pass with distortion: they fall by half a cosine; 1 for ranges that stay.
   * @zh 最后一个做形变的轮次里，以上各范围剩下的比例：逐轮按半个余弦减小；1 表示始终不变
   * @source this project
   */
  distortionEnd: row({ kind: upTo(1, 'a share'), default: 1, needs: DISTORTED }),
  /**
   * Passes at the end without distortion.
   * @zh 末尾不做形变的轮数
   * @source this project
   */
  plainPasses: row({ kind: count(0, 'passes'), default: 0, needs: DISTORTED }),
};

type Values<Table> = { readonly [Name in keyof Table]: Table[Name] extends Row<infer T> ? T : never };

/**
 * A network, as independent switches: `lenet5 help train` and docs/switches.md describe each. Nothing about training stands here.
 * @example
 * import { type Architecture, ARCHITECTURES, countNetwork } from 'lenet5';
 * const full: Architecture = { ...ARCHITECTURES.paper, name: 'full', c3: 'full' };
 * console.log(countNetwork(full).parameters); // 60,900
 */
export type Architecture = {
  /** For people and files; presets have the name they are asked for by. */
  readonly name: string;
  /** Squashing function of each layer of LeNet-5. */
  readonly squash: Readonly<Record<SquashedLayer, Squash>>;
  /** Maps or units of each layer of LeNet-5. */
  readonly width: Readonly<Record<WideLayer, number>>;
} & Values<typeof NETWORK>;

/**
 * A training, as independent switches: `lenet5 help train` and docs/switches.md describe each. Nothing about the network stands here.
 * @example
 * import { type Recipe, RECIPES } from 'lenet5';
 * const smallBatches: Recipe = { ...RECIPES.fast, name: 'small batches', batch: 8 };
 */
export type Recipe = {
  /** For people and files; presets have the name they are asked for by. */
  readonly name: string;
} & Values<typeof TRAINING>;

/** Network and training together: with seed and data they decide every weight. */
export interface Settings {
  /** The network. */
  readonly architecture: Architecture;
  /** The training. */
  readonly recipe: Recipe;
}

/** A row of the table under its name. */
export interface Switch extends Omit<Row<unknown>, 'default'> {
  /** As `--set` and study files call it: `rate`, `squash.C1`. */
  readonly name: string;
  /** Which of the two it belongs to. */
  readonly of: keyof Settings;
}

/** Every switch, those of the network first. */
export const SWITCHES: readonly Switch[] = frozen([
  ...SQUASHED_LAYERS.map((layer) => switchOf('architecture', `squash.${layer}`, SQUASH as Row<unknown>)),
  ...WIDE_LAYERS.map((layer) => switchOf('architecture', `width.${layer}`, WIDTH[layer] as Row<unknown>)),
  ...Object.entries(NETWORK).map(([name, each]) => switchOf('architecture', name, each as Row<unknown>)),
  ...Object.entries(TRAINING).map(([name, each]) => switchOf('recipe', name, each as Row<unknown>)),
]);

function switchOf(of: keyof Settings, name: string, { default: _, ...rest }: Row<unknown>): Switch {
  return { name, of, ...rest };
}

/** What a table's switches are where nothing else is said. */
function defaults<Table extends Record<string, { readonly default: unknown }>>(table: Table): Values<Table> {
  return Object.fromEntries(Object.entries(table).map(([name, each]) => [name, each.default])) as Values<Table>;
}

/** A network with every switch at its default, which is the paper's: what presets change. */
export const DEFAULT_ARCHITECTURE: Architecture = {
  name: 'paper',
  squash: Object.fromEntries(SQUASHED_LAYERS.map((layer) => [layer, SQUASH.default])) as Architecture['squash'],
  width: defaults(WIDTH) as Architecture['width'],
  ...defaults(NETWORK),
};

/** A training with every switch at its default, which is recipe `fast`: what presets change. */
export const DEFAULT_RECIPE: Recipe = { name: 'fast', ...defaults(TRAINING) };
