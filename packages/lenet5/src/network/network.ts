import { sha256Hex } from '../digest.js';
import { SettingError } from '../errors.js';
import { PIXELS } from '../given/bytes.js';
import { frozen } from '../given/frozen.js';
import { BELOW_ONE, words } from '../given/kinds.js';
import { able, type Fit, fit, MAP, mustFit, NUMBER, optionsOf, whole, YES_OR_NO } from '../given/options.js';
import type { Block, Floats, Tensor } from '../kernels/arena.js';
import type {
  AdamStep,
  Backend,
  Descent,
  Distort,
  Kernel,
  MomentumStep,
  Parameter,
  Units,
} from '../kernels/contract.js';
import { CONTROL_POINTS } from '../kernels/contract.js';
import { deltaOf } from '../kernels/shapes.js';
import { slope } from '../kernels/squash.js';
import { PIXEL_RANGES } from '../math/pixels.js';
import type { Architecture } from '../switches/table.js';
import { BITMAP_PIXELS, bitmapsOf, charactersFor } from './bitmaps.js';
import { INPUT_SIDE, inputSideOf, layersOf, PICTURE_SIDE } from './families.js';
import type { Layer } from './layers.js';
import { mismatchOf } from './mismatch.js';
import { type ParameterInfo, planParameters } from './parameters.js';
import { compile, fuse, operationsOf, unitsOf } from './program.js';
import { Squares } from './squares.js';

/** A network by what it can do. */
export const NETWORK = able('a network, as createNetwork() makes it', 'setPicture', 'forward', 'stateDict', 'answer');
const STATE = fit('a Map of parameters, as stateDict() gives it', MAP.accepts);
/** Its memory is taken once: a second network would wipe the first. */
const BACKEND = fit('a backend that no network has yet, as another() gives it', (value) => {
  return able('', 'another', 'commit').accepts(value) && !(value as Backend).arena.committed;
});
const SIDE = fit('28 or 32', (value) => value === 28 || value === 32);
const DESCENT = fit("an object with into, 'value' or 'gradient', and scale", (value) => {
  const { into, scale } = Object(value) as Partial<Descent>;
  return (into === 'value' || into === 'gradient') && Number.isFinite(scale);
});
const ADAM_STEP = fit('an object with numbers scale, root, beta1, beta2 and epsilon', (value) => {
  const { scale, root, beta1, beta2, epsilon } = Object(value) as Partial<AdamStep>;
  return [scale, root, beta1, beta2, epsilon].every(NUMBER.accepts);
});

/** The values of one parameter. */
export interface ParameterValues<Data extends Floats = Floats> {
  /** Sizes, outermost first. */
  readonly shape: readonly number[];
  /** The product of `shape` values, row-major. */
  readonly data: Data;
}

/**
 * Values of parameters by their names in the blog's state dict.
 * @example
 * import { createNetwork, type StateDict } from 'lenet5';
 * const state: StateDict = createNetwork().stateDict();
 * console.log(state.get('C1.weight')?.shape); // [6, 1, 5, 5]
 */
export type StateDict = ReadonlyMap<string, ParameterValues>;

/**
 * A network in memory: parameters, the units of `capacity` samples, and the two passes.
 * The trainer and the evaluation stand on it.
 * @example
 * import type { Network } from 'lenet5';
 * import { pretrained } from 'lenet5/weights';
 * const network: Network = pretrained();
 * network.setPicture(0, new Uint8Array(28 * 28), 0, 28); // sample 0: nothing drawn
 * network.forward(1, 28);
 * console.log(network.answer(0), network.outputs.state.data.subarray(0, 10));
 */
export class Network {
  /** The switches, as they were given. */
  readonly architecture: Architecture;
  /** The layer table of this architecture. */
  readonly layers: readonly Layer[];
  /** In state-dict order. */
  readonly parameters: readonly (Parameter & ParameterInfo)[];
  /** By layer name: 'input', 'C1', 'S2', … 'F6', 'Output' in LeNet-5. */
  readonly units: ReadonlyMap<string, Units>;
  /** A distance (the smallest is the answer) or a score (the largest is) for each class and sample, [capacity, classes]. */
  readonly outputs: Units;
  private readonly pixels: Block<Uint8Array>;
  /** Of the picture set last: read in another size, pictures would be cut across. */
  private side: 28 | 32 | undefined;
  /** Affine map and displacements of each picture, for `distort`; see DistortionSpec in kernels/contract.ts. */
  readonly distortion: {
    /** [capacity, 6] */
    readonly matrices: Tensor;
    /** [capacity, 2, 10, 12] */
    readonly control: Tensor;
  };
  /** For methods with a rate for every weight; null unless asked for. */
  readonly second: {
    /** Curvature of every parameter. */
    readonly squares: Squares;
    /** Rate of every weight, in the layout of the parameters. */
    readonly rates: readonly Tensor[];
  } | null;
  /** For optimiser 'adam', in the layout of the parameters; null unless asked for. */
  readonly moments: {
    /** Running mean of every gradient. */
    readonly means: readonly Tensor[];
    /** The same of its square. */
    readonly squares: readonly Tensor[];
  } | null;
  private readonly updateAll: ((scale: number) => void) | null;
  private readonly momentumAll: MomentumStep;
  private readonly adamAll: ((step: AdamStep) => void) | null;
  private readonly program: readonly Kernel[];
  /** The units that each of its kernels writes. */
  private readonly written: readonly string[];
  private readonly distortOne: Distort;
  private readonly images: { readonly 28: Kernel; readonly 32: Kernel };
  /** Kernels check nothing: beyond the capacity they would write into what lies behind. */
  private readonly samples: Fit;
  private readonly place: Fit;

  /**
   * @param architecture the switches, checked here
   * @param backend the kernels, of no other network; its memory is taken here
   * @param capacity most samples of one pass
   * @param options `curvature`: also plan what second derivatives need; nothing is fused then. `moments`: also plan what
   *   optimiser adam needs. `fused`: leave out units that nothing needs (C1 and C3 of the blog's network); false keeps all
   *   for looking at
   * @throws SettingError for a switch with an unknown value, and for memory that there is not
   */
  constructor(
    architecture: Architecture,
    readonly backend: Backend,
    readonly capacity: number,
    options: { readonly fused?: boolean; readonly curvature?: boolean; readonly moments?: boolean } = {},
  ) {
    const {
      fused = true,
      curvature = false,
      moments = false,
    } = optionsOf(options, { fused: YES_OR_NO, curvature: YES_OR_NO, moments: YES_OR_NO }, 'Network');
    mustFit('backend', backend, BACKEND);
    mustFit('capacity', capacity, whole(1), 'switch-value');
    this.samples = whole(1, capacity);
    this.place = whole(0, capacity - 1);
    const { arena } = backend;
    this.layers = layersOf(architecture);
    this.architecture = frozen(architecture);
    const infos = this.layers.flatMap(({ parameters }) => parameters);
    const parameters = planParameters(arena, infos);
    this.parameters = [...parameters.values()];
    this.units = this.planUnits();
    this.outputs = this.unitsNamed('Output');
    this.pixels = arena.pixels(capacity * INPUT_SIDE * INPUT_SIDE);
    const bitmaps = arena.tensor('bitmaps', [this.classes, BITMAP_PIXELS]);
    this.images = { 28: this.imageKernel(28), 32: this.imageKernel(32) };
    const { count, row } = CONTROL_POINTS;
    this.distortion = {
      matrices: arena.tensor('distortion.matrices', [capacity, 6]),
      control: arena.tensor('distortion.control', [capacity, 2, count, row]),
    };
    this.distortOne = backend.distortion({ input: this.unitsNamed('input'), ...this.distortion });
    const operations = this.layers.flatMap(operationsOf);
    const buffers = { units: this.units, parameters, bitmaps };
    const calls = fused && !curvature ? fuse(operations) : operations;
    this.written = calls.map(({ to }) => to);
    this.program = compile(calls, backend, buffers);
    this.second = curvature ? this.planSecond(bitmaps) : null;
    this.moments = moments ? { means: this.planBeside(), squares: this.planBeside() } : null;
    const all = this.allParameters();
    this.updateAll = this.second && backend.update({ ...all, rates: this.second.rates[0]! });
    this.momentumAll = backend.momentum(all);
    this.adamAll =
      this.moments && backend.adam({ ...all, means: this.moments.means[0]!, squares: this.moments.squares[0]! });
    takeMemory(backend, `A network for ${capacity} samples at a time`);
    bitmaps.data.set(this.bitmaps.flat());
  }

  /** Classes that it tells apart. */
  get classes(): number {
    return this.architecture.classes;
  }

  /**
   * A character for each class: those of `codes`, or of all codes where there are more classes; of more than 36 those of
   * EMNIST, which has 62, or 47 where small letters like their capitals are one class with them.
   */
  get characters(): string {
    return charactersFor(this.architecture);
  }

  /** The bitmap of each class that outputs 'rbf' and 'rbf-angle' compare with, [classes][84]; none with 'linear'. */
  get bitmaps(): readonly (readonly number[])[] {
    const { output, codes, classes } = this.architecture;
    return output === 'linear' ? [] : bitmapsOf(codes).slice(0, classes);
  }

  /** A place for each parameter, all in the layout of their values. */
  private planBeside(): Tensor[] {
    return this.backend.arena.consecutive(this.parameters, 'C5.weight');
  }

  private planSecond(bitmaps: Tensor) {
    return { squares: new Squares(this.architecture, this, this.backend, bitmaps), rates: this.planBeside() };
  }

  /** One run of numbers: all parameters lie one behind the other. */
  private allParameters() {
    const [first] = this.parameters;
    const count = this.parameters.reduce((sum, { value }) => sum + value.length, 0);
    if (!first) throw new RangeError('The network has no parameters.');
    return { values: first.value, gradients: first.gradient, count };
  }

  private planUnits(): Map<string, Units> {
    const { arena } = this.backend;
    const plan = (name: string, shape: readonly number[]) => arena.tensor(name, [this.capacity, ...shape]);
    const side = inputSideOf(this.architecture);
    const input: Units = { state: plan('input', [1, side, side]), delta: null, squash: 'none' };
    const made = this.layers.flatMap(unitsOf).map(({ name, shape, squash }): [string, Units] => {
      return [name, { state: plan(name, shape), delta: plan(`${name}.delta`, shape), squash }];
    });
    return new Map([['input', input], ...made]);
  }

  private imageKernel(size: number): Kernel {
    const output = this.unitsNamed('input');
    const { padding, pixels } = this.architecture;
    const range = PIXEL_RANGES[pixels];
    return this.backend.image({ pixels: this.pixels, size, output, padding, range, inner: PICTURE_SIDE });
  }

  /** The units of a layer. @throws SettingError where no layer has that name */
  unitsNamed(name: string): Units {
    mustFit('layer', name, words(...this.units.keys()), 'layer-unknown');
    return this.units.get(name) as Units;
  }

  /**
   * Puts a picture into place `sample` of the input: size×size pixels, 0 background to 255 ink, from `offset` on.
   * All pictures of one pass must have the same size.
   * @throws SettingError for a place beyond the capacity, for numbers that are no bytes, or too few of them
   */
  setPicture(sample: number, pictures: Uint8Array, offset: number, size: 28 | 32): void {
    mustFit('sample', sample, this.place);
    mustFit('size', size, SIDE);
    mustFit('pictures', pictures, PIXELS);
    const length = size * size;
    if (!(Number.isSafeInteger(offset) && offset >= 0 && offset + length <= pictures.length)) {
      mustFit(
        'offset',
        offset,
        fit(`a place in ${pictures.length} bytes with ${length} from there on`, () => false),
      );
    }
    this.side = size;
    this.pixels.data.set(pictures.subarray(offset, offset + length), sample * length);
  }

  /**
   * The pictures set before become input, in the paper in [−0.1, 1.175], with their border.
   * @throws SettingError for more samples than the capacity, as every pass does, and for another size than that of the
   *   picture set last
   */
  readPictures(samples: number, size: 28 | 32): void {
    mustFit('samples', samples, this.samples);
    mustFit('size', size, SIDE);
    const { side = size } = this;
    mustFit(
      'size',
      size,
      fit(`${side}, that of the pictures set before`, (value) => value === side),
    );
    this.images[size].forward(samples);
  }

  /** Distorts one sample of the input, as `distortion` says for it. */
  distort(sample: number, elastic: boolean): void {
    mustFit('sample', sample, this.place);
    mustFit('elastic', elastic, YES_OR_NO);
    this.distortOne(sample, elastic);
  }

  /** Input, C1, S2, C3, S4, C5, F6, output in LeNet-5: from the pictures set before. */
  forward(samples: number, size: 28 | 32): void {
    this.readPictures(samples, size);
    this.forwardFromInput(samples);
  }

  /** The same from values already in `unitsNamed('input').state`. */
  forwardFromInput(samples: number): void {
    mustFit('samples', samples, this.samples);
    for (const kernel of this.program) kernel.forward(samples);
  }

  /**
   * The layers above one alone, from the values in `unitsNamed(layer).state`: what follows where some of them were changed.
   * @throws SettingError for the name of no layer, and for one whose units are left out (see `fused`)
   * @example
   * import { createNetwork } from 'lenet5';
   * const network = createNetwork({ capacity: 1, fused: false });
   * network.forward(1, 28);
   * network.unitsNamed('C3').state.data.fill(0, 0, 10 * 10); // map 0 of C3 switched off
   * network.forwardFrom('C3', 1);
   * console.log(network.outputs.state.data);
   */
  forwardFrom(layer: string, samples: number): void {
    mustFit('layer', layer, words('input', ...this.written), 'layer-unknown');
    mustFit('samples', samples, this.samples);
    for (const kernel of this.program.slice(this.written.lastIndexOf(layer) + 1)) kernel.forward(samples);
  }

  /** Output, F6, C5, S4, C3, S2, C1: from ∂E/∂output in `outputs.delta`. */
  backward(samples: number, descent: Descent): void {
    mustFit('samples', samples, this.samples);
    mustFit('descent', descent, DESCENT);
    this.throughOutput(samples);
    for (let i = this.program.length - 1; i >= 0; i--) this.program[i]!.backward(samples, descent);
  }

  /** ∂E/∂output becomes ∂E/∂a; elsewhere kernels do that, but above the output there is none. */
  private throughOutput(samples: number): void {
    const { outputs } = this;
    if (outputs.squash === 'none') return;
    const delta = deltaOf(outputs).data;
    for (let k = 0; k < samples * this.classes; k++) delta[k]! *= slope(outputs.squash, outputs.state.data[k]!);
  }

  /** value += scale · rate · gradient for every parameter, with the rates of `second`; the gradients become 0. */
  update(scale: number): void {
    if (!this.updateAll) throw new SettingError('switch-value', 'This network was made without curvature.');
    mustFit('scale', scale, NUMBER);
    this.updateAll(scale);
  }

  /**
   * value += scale · gradient for every parameter. The gradients stay, times `keep`: those of the next backward pass are
   * added to them.
   */
  updateByMomentum(scale: number, keep: number): void {
    mustFit('scale', scale, NUMBER);
    mustFit('keep', keep, BELOW_ONE);
    this.momentumAll(scale, keep);
  }

  /** The step of Adam for every parameter, with the means in `moments`; the gradients become 0. */
  updateByAdam(step: AdamStep): void {
    if (!this.adamAll) throw new SettingError('switch-value', 'This network was made without moments.');
    mustFit('step', step, ADAM_STEP);
    this.adamAll(step);
  }

  /** The class a sample was taken for: the nearest bitmap, or the highest score of a linear output. */
  answer(sample: number): number {
    mustFit('sample', sample, this.place);
    const { data } = this.outputs.state;
    const sign = this.architecture.output === 'linear' ? -1 : 1;
    let best = 0;
    for (let i = 1; i < this.classes; i++) {
      const better = sign * data[sample * this.classes + i]! < sign * data[sample * this.classes + best]!;
      if (better) best = i;
    }
    return best;
  }

  /** A copy of all parameters. */
  stateDict(): Map<string, ParameterValues<Float32Array>> {
    return new Map(
      this.parameters.map(({ name, shape, value }) => [name, { shape, data: Float32Array.from(value.data) }]),
    );
  }

  /**
   * Takes over all parameters.
   * @throws SettingError that names missing, extra and misshapen ones, and values that are no finite numbers; nothing is
   *   changed then
   */
  loadStateDict(state: StateDict): void {
    mustFit('state', state, STATE);
    const mismatch = mismatchOf(this.parameters, state);
    if (mismatch !== null) throw new SettingError('weights-mismatch', mismatch);
    for (const { name, value } of this.parameters) value.data.set(state.get(name)?.data ?? []);
  }

  /** SHA-256 of the parameters as little-endian float32 in state-dict order. */
  weightsSha256(): string {
    return sha256Hex([...this.stateDict().values()].map(({ data }) => littleEndian(data)));
  }
}

function littleEndian(data: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(data.length * 4));
  for (let i = 0; i < data.length; i++) view.setFloat32(i * 4, data[i]!, true);
  return new Uint8Array(view.buffer);
}

/** @throws SettingError where the engine has not so much */
export function takeMemory(backend: Backend, what: string): void {
  try {
    backend.commit();
  } catch (cause) {
    // For addresses that are never read wrongly, engines set 10 GB of them apart for every memory of WebAssembly.
    const remedy = "take less at a time, raise the process's limit (ulimit -v), or compute with the backend reference";
    throw new SettingError('switch-value', `${what} does not fit into memory: ${remedy}.`, { cause });
  }
}
