// The one table of switches. A new switch is a row here, and the place where it acts: checks, `--set` with its help and
// completion, study files, the lab's form and docs/switches.md are made from these rows.
import type { Pooling, Squash } from '../kernels/contract.js';
import { count, type Kind, POSITIVE, RATES, range, upTo, words } from './kinds.js';

/** A switch of network or training. */
export interface Row<T> {
  /** The values that it takes. */
  readonly kind: Kind<T>;
  /** What every preset has that says nothing else. */
  readonly default: NoInfer<T>;
  /** What it does, in one line. */
  readonly about: string;
  /** Where it comes from: a page of the paper, the blog, or this project. */
  readonly source: string;
  /** It does nothing unless that other switch has one of these values. */
  readonly needs?: readonly [name: string, ...values: string[]];
  /** It does nothing where training starts from weights that are there. */
  readonly draws?: true;
  /** The time of a training step depends on it. */
  readonly costs?: true;
}

function row<T>(each: Row<T>): Row<T> {
  return each;
}

/** The layers that may have a squashing function. */
export const SQUASHED_LAYERS = ['C1', 'S2', 'C3', 'S4', 'C5', 'F6'] as const;
/** One of these layers. */
export type SquashedLayer = (typeof SQUASHED_LAYERS)[number];

/** Each of these stands for a switch a layer, `squash.C1` to `squash.F6`. */
const SQUASH = row<Squash>({
  kind: words('scaled-tanh', 'logistic', 'none'),
  default: 'scaled-tanh',
  about: 'squashing function of the layer; the blog has none in C1, C3 and C5',
  source: 'paper p.41',
  costs: true,
});

/** The switches of a network, besides `squash`. */
const NETWORK = {
  pooling: row<Pooling>({
    kind: words('sum', 'average', 'max'),
    default: 'sum',
    about: 'what S2 and S4 make of a 2×2 window; the blog averages',
    source: 'paper p.7',
    costs: true,
  }),
  c3: row({
    kind: words('table', 'full'),
    default: 'table',
    about: 'which maps of S2 a map of C3 reads: those of Table I, or all',
    source: 'paper p.8',
    costs: true,
  }),
  padding: row({
    kind: words('background', 'replicate'),
    default: 'background',
    about: 'border of 2 around a 28×28 picture: background, or the outermost pixels again (blog)',
    source: 'paper p.7',
    costs: true,
  }),
  output: row({
    kind: words('rbf', 'rbf-angle', 'linear'),
    default: 'rbf',
    about: 'distances to the bitmaps, the same between unit vectors, or ten trained linear units',
    source: 'paper p.8',
    costs: true,
  }),
};

const DISTORTED = ['distortion', 'affine', 'elastic'] as const;
const SECOND_ORDER = ['optimiser', 'sdlm'] as const;

/** The switches of a training. */
const TRAINING = {
  initialWeights: row({
    kind: words('2.4/F', 'sqrt(3/F)'),
    default: 'sqrt(3/F)',
    about: 'half-width of the range of initial weights, F the fan-in; √(3/F) gives weighted sums of variance 1',
    source: '2.4/F: paper p.42',
    draws: true,
  }),
  initialBiases: row({
    kind: words('zero', 'as-weights', '1/sqrt(F)'),
    default: 'zero',
    about: 'initial biases of C and F layers: 0, the range of the weights, or ±1/√F',
    source: "1/√F: PyTorch's default, so the blog's",
    draws: true,
  }),
  initialCoefficient: row({
    kind: range('2.4/(4*maps)'),
    default: [0.125, 0.375],
    about: 'range of the initial coefficients of S2 and S4; the paper says nothing',
    source: '±2.4/(4·maps): blog',
    draws: true,
  }),
  initialSubsamplingBias: row({
    kind: range(),
    default: [0, 0],
    about: 'range of the initial biases of S2 and S4',
    source: '0,1: blog',
    draws: true,
  }),
  criterion: row({
    kind: words('eq8', 'eq9', 'cross-entropy'),
    default: 'eq9',
    about: 'the distance of the right class, that with competition between classes, or softmax with cross-entropy',
    source: 'paper, Eq. 8 and 9',
  }),
  j: row({
    kind: POSITIVE,
    default: 3,
    about: 'constant of Eq. 9, the distance of an imagined rubbish class; the paper gives no value',
    source: 'paper, Eq. 9',
    needs: ['criterion', 'eq9'],
  }),
  optimiser: row({
    kind: words('sgd', 'sdlm'),
    default: 'sgd',
    about: 'stochastic gradient descent, plain or with the stochastic diagonal Levenberg-Marquardt method',
    source: 'paper p.41-42',
    costs: true,
  }),
  mu: row({
    kind: POSITIVE,
    default: 0.02,
    about: 'μ of that method: the rate of a weight is η/(μ + h), h its curvature',
    source: 'paper p.42',
    needs: SECOND_ORDER,
  }),
  curvatureSamples: row({
    kind: count(1, 'samples'),
    default: 500,
    about: 'samples on which the curvature is estimated before each pass',
    source: 'paper p.42',
    needs: SECOND_ORDER,
    costs: true,
  }),
  curvatureEvery: row({
    kind: count(0, 'samples'),
    default: 2000,
    about: 'estimates it again after so many samples, 0 for never …',
    source: 'this project',
    needs: SECOND_ORDER,
    costs: true,
  }),
  curvaturePasses: row({
    kind: count(0, 'passes'),
    default: 1,
    about: '… during so many passes at the start',
    source: 'this project',
    needs: SECOND_ORDER,
    costs: true,
  }),
  schedule: row({
    kind: words('list', 'cosine', 'constant'),
    default: 'cosine',
    about: 'rates from `rates`, one a pass; a half cosine from `rate` to 0; or `rate` throughout',
    source: 'list: paper p.42',
  }),
  rate: row({
    kind: POSITIVE,
    default: 3e-4,
    about: 'highest learning rate of the schedules cosine and constant, per step',
    source: 'this project',
    needs: ['schedule', 'cosine', 'constant'],
  }),
  rates: row({
    kind: RATES,
    default: [],
    about: 'learning rate of each pass; the last one holds for all further passes',
    source: 'paper p.42',
    needs: ['schedule', 'list'],
  }),
  warmUp: row({
    kind: count(0, 'samples'),
    default: 2000,
    about: 'samples over which the rate rises from 0; a tenth of the run at most',
    source: 'this project',
  }),
  order: row({
    kind: words('stored', 'constant', 'every-pass'),
    default: 'every-pass',
    about: 'order of the samples: as stored (blog), one random order for all passes (paper), or a new one each pass',
    source: 'constant: paper',
  }),
  batch: row({
    kind: count(1),
    default: 1,
    about: 'samples of one step; their gradients are averaged',
    source: '1: paper',
    costs: true,
  }),
  passes: row({
    kind: count(1),
    default: 20,
    about: 'passes over the training set',
    source: '20: paper',
  }),
  validation: row({
    kind: count(0, 'samples'),
    default: 0,
    about: 'samples at the end of the training set kept out of training, to choose the best weights on',
    source: 'this project',
  }),
  distortion: row({
    kind: words('none', 'affine', 'elastic'),
    default: 'none',
    about: 'what happens to each training picture, anew in each pass: an affine map, or that and a smooth field',
    source: 'affine: paper p.12',
    costs: true,
  }),
  shift: row({
    kind: upTo(16, 'pixels'),
    default: 2.5,
    about: 'translation in x and y, each uniform ± this',
    source: 'paper p.12',
    needs: DISTORTED,
  }),
  scale: row({
    kind: upTo(0.9, 'a share'),
    default: 0.15,
    about: 'scale, uniform 1 ± this',
    source: 'paper p.12',
    needs: DISTORTED,
  }),
  squeeze: row({
    kind: upTo(0.9, 'a share'),
    default: 0.15,
    about: 'width multiplied and height divided by uniform 1 ± this',
    source: 'paper p.12',
    needs: DISTORTED,
  }),
  shear: row({
    kind: upTo(2, 'pixels a row'),
    default: 0.3,
    about: 'horizontal shear, uniform ± this',
    source: 'paper p.12',
    needs: DISTORTED,
  }),
  rotation: row({
    kind: upTo(3, 'radians'),
    default: 0,
    about: 'rotation, uniform ± this (of the tangent of half the angle, to be exact)',
    source: 'this project',
    needs: DISTORTED,
  }),
  elastic: row({
    kind: upTo(16, 'pixels'),
    default: 2,
    about:
      'displacement of each control point of the smooth field in x and y, uniform ± this; points are 5 pixels apart',
    source: 'this project',
    needs: ['distortion', 'elastic'],
  }),
  thickness: row({
    kind: upTo(1, 'a share'),
    default: 0,
    about: 'each picture goes uniform ± this share of the way to strokes thicker or thinner by a pixel a side',
    source: 'this project',
    needs: DISTORTED,
    costs: true,
  }),
  plainPasses: row({
    kind: count(0, 'passes'),
    default: 0,
    about: 'passes at the end without distortion',
    source: 'this project',
    needs: DISTORTED,
  }),
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
  /** Squashing function of each layer. */
  readonly squash: Readonly<Record<SquashedLayer, Squash>>;
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
export const SWITCHES: readonly Switch[] = [
  ...SQUASHED_LAYERS.map((layer) => switchOf('architecture', `squash.${layer}`, SQUASH as Row<unknown>)),
  ...Object.entries(NETWORK).map(([name, each]) => switchOf('architecture', name, each as Row<unknown>)),
  ...Object.entries(TRAINING).map(([name, each]) => switchOf('recipe', name, each as Row<unknown>)),
];

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
  ...defaults(NETWORK),
};

/** A training with every switch at its default, which is recipe `fast`: what presets change. */
export const DEFAULT_RECIPE: Recipe = { name: 'fast', ...defaults(TRAINING) };
