import { SettingError } from '../errors.js';
import type { Pooling, Squash } from '../kernels/contract.js';

/** The layers that may have a squashing function. */
export const SQUASHED_LAYERS = ['C1', 'S2', 'C3', 'S4', 'C5', 'F6'] as const;
/** One of these layers. */
export type SquashedLayer = (typeof SQUASHED_LAYERS)[number];

/** A network, as independent switches. Nothing about training stands here. */
export interface Architecture {
  /** For people and files; presets have the name they are asked for by. */
  readonly name: string;
  /** Squashing function of each layer. Paper p.41: all of them; the blog left out C1, C3 and C5. */
  readonly squash: Readonly<Record<SquashedLayer, Squash>>;
  /** What S2 and S4 make of a 2×2 window: its sum (paper p.7), its average (blog) or its maximum. */
  readonly pooling: Pooling;
  /** Which maps of S2 a map of C3 reads: Table I (paper p.8), or all of them. */
  readonly c3: 'table' | 'full';
  /** The border of 2 cells around a 28×28 picture: background (paper p.7), or the outermost pixels again (blog). */
  readonly padding: 'background' | 'replicate';
  /** Distances to the bitmaps (paper p.8), the same between unit vectors, or ten trained linear units. */
  readonly output: 'rbf' | 'rbf-angle' | 'linear';
}

/** The values of every switch. */
export const ARCHITECTURE_VALUES = {
  squash: ['scaled-tanh', 'logistic', 'none'],
  pooling: ['sum', 'average', 'max'],
  c3: ['table', 'full'],
  padding: ['background', 'replicate'],
  output: ['rbf', 'rbf-angle', 'linear'],
} as const;

const EVERYWHERE: Architecture['squash'] = {
  C1: 'scaled-tanh',
  S2: 'scaled-tanh',
  C3: 'scaled-tanh',
  S4: 'scaled-tanh',
  C5: 'scaled-tanh',
  F6: 'scaled-tanh',
};

/** LeNet-5 as the paper describes it. */
const paper: Architecture = {
  name: 'paper',
  squash: EVERYWHERE,
  pooling: 'sum',
  c3: 'table',
  padding: 'background',
  output: 'rbf',
};

/** LeNet-5 as the blog's code has it. */
const blog: Architecture = {
  name: 'blog',
  squash: { ...EVERYWHERE, C1: 'none', C3: 'none', C5: 'none' },
  pooling: 'average',
  c3: 'table',
  padding: 'replicate',
  output: 'rbf',
};

/** The blog author's first try: a literal sigmoid after S2 and S4. It hardly trains; that is the point. */
const blogSigmoid: Architecture = {
  ...blog,
  name: 'blog-sigmoid',
  squash: { ...blog.squash, S2: 'logistic', S4: 'logistic' },
};

/** The presets by name. */
export const ARCHITECTURES = { paper, blog, 'blog-sigmoid': blogSigmoid } as const;
/** Name of a preset. */
export type ArchitectureName = keyof typeof ARCHITECTURES;

function check(switchName: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value !== 'string' || !allowed.includes(value)) {
    throw new SettingError(
      'switch-value',
      `${switchName} is ${JSON.stringify(value)}, expected one of: ${allowed.join(', ')}.`,
    );
  }
}

/** @throws SettingError that names the switch, the value given and the values allowed */
export function checkArchitecture(architecture: Architecture): Architecture {
  for (const layer of SQUASHED_LAYERS) {
    check(`squash.${layer}`, architecture.squash[layer], ARCHITECTURE_VALUES.squash);
  }
  for (const name of ['pooling', 'c3', 'padding', 'output'] as const) {
    check(name, architecture[name], ARCHITECTURE_VALUES[name]);
  }
  return architecture;
}
