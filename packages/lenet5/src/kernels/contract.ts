/**
 * The boundary between the network and the machine.
 *
 * A backend (`wasm/`: AssemblyScript with SIMD; `reference/`: plain TypeScript) turns the description of an
 * operation, with the buffers it works on, into a kernel: a pair of functions, forward and backward. Descriptions are
 * bound once; running a kernel allocates nothing. Buffers are dense, row-major, samples first.
 *
 * Conventions, for every operation:
 * - `state` is x, the value of a unit after its squashing function; `delta` is ∂E/∂a, with a the weighted sum before
 *   it. `backward` reads the output's delta and writes the input's, through the input's own squashing function.
 * - `backward` follows `forward` on the same samples (but see `backwardAlone`).
 * - Gradients of parameters are summed over the samples, multiplied by `descent.scale` and ADDED to `descent.into`:
 *   into 'gradient' with scale 1 they are gradients; into 'value' with scale −rate that is the step of gradient
 *   descent itself, with every weight read once. Deltas always come from the weights before they move.
 */
import type { PixelRange } from '../math/pixels.js';
import type { Arena, Block, Tensor } from './arena.js';

/** Squashing function of a layer: 1.7159 tanh(2a/3) (paper p.41), tanh a, 1/(1 + e^−a), max(0, a), or none. */
export type Squash = 'scaled-tanh' | 'tanh' | 'logistic' | 'relu' | 'none';

/** For second derivatives: the units hold x², and what passes through is multiplied by f′² (paper p.42). Backward only. */
export type SquaredSquash = 'squared scaled-tanh' | 'squared tanh' | 'squared logistic';

/** The units of a layer, [samples, …]. Units that need no gradient (the input) have no delta. */
export interface Units {
  /** Values after the squashing function. */
  readonly state: Tensor;
  /** ∂E/∂a, a the weighted sum before it. */
  readonly delta: Tensor | null;
  /** The function that made the states. */
  readonly squash: Squash | SquaredSquash;
}

/** A trainable buffer and the place where its gradient is kept. */
export interface Parameter {
  /** Its name in the blog's state dict. */
  readonly name: string;
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** The values. */
  readonly value: Tensor;
  /** ∂E/∂value, where a backward pass is asked for it. */
  readonly gradient: Tensor;
}

/** What `backward` does with the gradients of parameters. */
export interface Descent {
  /** Where gradients are added: to the values themselves, or to the place kept for them. */
  readonly into: 'value' | 'gradient';
  /** What they are multiplied by: −rate for a step, 1 for gradients. */
  readonly scale: number;
}

/** One operation, bound to its buffers. `samples` is at most the first dimension of the units' buffers. */
export interface Kernel {
  forward(samples: number): void;
  backward(samples: number, descent: Descent): void;
}

/**
 * Pixels [samples, size, size] uint8 → units [samples, 1, side, side], in [−0.1, 1.175] for the paper's range (p.7). Where
 * the picture is larger than that, its inner `inner`×`inner` pixels are reduced by bilinear interpolation.
 */
export interface ImageSpec {
  readonly pixels: Block<Uint8Array>;
  /** 28, or 32 where the picture already has its border. */
  readonly size: number;
  readonly output: Units;
  readonly padding: 'background' | 'replicate' | 'zero';
  readonly range: PixelRange;
  /** Above the side of the output: reduce; else nothing. */
  readonly inner?: number;
}

/** The weights that lead to one output map: those of its input maps in ascending order, 5×5 each, and the map's bias if any. */
export interface Filter {
  readonly inputs: readonly number[];
  readonly weights: Part;
  readonly bias: Part | null;
}

/** A run of elements inside a parameter. */
export interface Part {
  readonly parameter: Parameter;
  readonly start: number;
  readonly length: number;
}

/**
 * [samples, inputs, h, w] → [samples, filters, h − 4, w − 4], at most 32 input maps. With `pooling`, the sum or the
 * average of each 2×2 window of that, [samples, filters, (h − 4)/2, (w − 4)/2], w at least 8: one linear map. With
 * `border`, stride 2 over the input with cells around it, [samples, filters, (h + 2·cells − 5)/2 + 1, …], rounded down.
 */
export interface ConvolutionSpec {
  readonly input: Units;
  readonly output: Units;
  readonly filters: readonly Filter[];
  readonly pooling?: 'sum' | 'average';
  readonly border?: Border;
  /** `backward` runs without `forward` before it, on states that were put there. */
  readonly backwardAlone?: boolean;
}

/** Cells of one value around an input. */
export interface Border {
  /** On each side, 0 to 4. */
  readonly cells: number;
  /** Of each cell. */
  readonly value: number;
}

/** squash(x + bias) with a bias for each unit, [units of a sample]. The input has no squashing function of its own. */
export interface UnitBiasSpec {
  readonly input: Units;
  readonly output: Units;
  readonly bias: Parameter;
}

/** What becomes of a 2×2 window: its sum (paper), average (blog) or maximum. */
export type Pooling = 'sum' | 'average' | 'max';

/** [samples, maps, h, w] → [samples, maps, h/2, w/2], h and w even. */
export interface PoolSpec {
  readonly input: Units;
  readonly output: Units;
  readonly pooling: Pooling;
}

/** state = squash(coefficient · pooled + bias), one of each a map. The input has no squashing function of its own. */
export interface ScaleSpec {
  readonly input: Units;
  readonly output: Units;
  readonly coefficient: Parameter;
  readonly bias: Parameter;
}

/** squash(weights [outputs, inputs] · x + bias). */
export interface DenseSpec {
  readonly input: Units;
  readonly output: Units;
  readonly weights: Parameter;
  readonly bias: Parameter;
}

/** Distances to the fixed code of every class: Σ (x − w)², or units·‖x/‖x‖ − w/‖w‖‖² for 'angle'. */
export interface DistancesSpec {
  readonly input: Units;
  readonly output: Units;
  /** [classes, units], each +1 or −1. */
  readonly targets: Tensor;
  readonly measure: 'distance' | 'angle';
}

/** Control points of a displacement field: 10×10, 5 pixels apart, in rows of 12. */
export const CONTROL_POINTS = { count: 10, row: 12, spacing: 5 } as const;

/** For each pixel of a row: the first of the four control points around it, and their cubic B-spline weights. */
export function splineTable(side: number): { cells: Int32Array; weights: Float64Array } {
  const cells = new Int32Array(side);
  const weights = new Float64Array(side * 4);
  for (let x = 0; x < side; x++) {
    const cell = Math.floor(x / CONTROL_POINTS.spacing);
    const u = x / CONTROL_POINTS.spacing - cell;
    const v = 1 - u;
    const inner = (t: number) => (4 - 6 * t * t + 3 * t * t * t) / 6;
    cells[x] = cell;
    weights.set([(v * v * v) / 6, inner(u), inner(v), (u * u * u) / 6], x * 4);
  }
  return { cells, weights };
}

/**
 * Distorts pictures of the input in place, [samples, 1, 32, 32]: each pixel takes the value found elsewhere, at an
 * affine image of its place plus a smooth displacement (a cubic B-spline over control points), between pixels by
 * bilinear interpolation. Distances in pixels, from the centre of the picture.
 */
export interface DistortionSpec {
  readonly input: Units;
  /** [samples, 6]: source x = m0·X + m1·Y + m2, source y = m3·X + m4·Y + m5. */
  readonly matrices: Tensor;
  /** [samples, 2, 10, 12]: displacements in x, then in y. */
  readonly control: Tensor;
}

/** Distorts one sample; without `elastic` the displacements are not read. */
export type Distort = (sample: number, elastic: boolean) => void;

/** Runs of `count` numbers in one layout: value += scale · rate · gradient, and the gradient becomes 0. */
export interface UpdateSpec {
  readonly values: Tensor;
  readonly gradients: Tensor;
  readonly rates: Tensor;
  readonly count: number;
}

/** Memory of gradients that becomes 0 below this: subnormal numbers, which come next, are slow. */
export const TINY = 1e-37;

/** Runs of `count` numbers in one layout: value += scale · gradient, and the gradient stays, times `keep`. */
export type MomentumSpec = Omit<UpdateSpec, 'rates'>;

/** One step of gradient descent with momentum: the gradients of the next one are added to those that it keeps. */
export type MomentumStep = (scale: number, keep: number) => void;

/** Runs of `count` numbers in one layout, with means of the gradients and of their squares. */
export interface AdamSpec extends MomentumSpec {
  readonly means: Tensor;
  readonly squares: Tensor;
}

/** What a step of Adam is made with, besides gradients. */
export interface AdamStep {
  /** −rate / (1 − β₁ᵗ) in the t-th step. */
  readonly scale: number;
  /** 1 / √(1 − β₂ᵗ). */
  readonly root: number;
  /** Share of the old mean in the new one, β₁; the gradient has the rest. */
  readonly beta1: number;
  /** The same of the squares, β₂. */
  readonly beta2: number;
  /** Added to the root of the squares. */
  readonly epsilon: number;
}

/** What a backend provides. Plan and bind first, then `commit` once, then run. */
export interface Backend {
  readonly name: 'simd' | 'reference';
  readonly arena: Arena;
  /** A backend of the same kind with memory of its own. */
  another(): Backend;
  image(spec: ImageSpec): Kernel;
  convolution(spec: ConvolutionSpec): Kernel;
  unitBias(spec: UnitBiasSpec): Kernel;
  pool(spec: PoolSpec): Kernel;
  scale(spec: ScaleSpec): Kernel;
  dense(spec: DenseSpec): Kernel;
  distances(spec: DistancesSpec): Kernel;
  distortion(spec: DistortionSpec): Distort;
  update(spec: UpdateSpec): (scale: number) => void;
  momentum(spec: MomentumSpec): MomentumStep;
  /** m and v the new means: value += scale · m / (√v · root + epsilon), and the gradient becomes 0. */
  adam(spec: AdamSpec): (step: AdamStep) => void;
  /** Takes the memory that was planned. */
  commit(): void;
}
