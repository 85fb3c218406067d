import { Arena } from '../arena.js';
import {
  type AdamSpec,
  type AdamStep,
  type Backend,
  CONTROL_POINTS,
  type ConvolutionSpec,
  type DenseSpec,
  type DistancesSpec,
  type Distort,
  type DistortionSpec,
  type ImageSpec,
  type Kernel,
  type MomentumSpec,
  type MomentumStep,
  type PoolSpec,
  type ScaleSpec,
  splineTable,
  type UnitBiasSpec,
  type UpdateSpec,
} from '../contract.js';
import { deltaOf, denseSizes, mapSizes, sampleLength } from '../shapes.js';
import { convolution } from './convolution.js';
import { type Host, nothing, SQUASH, sampleOf, shiftOf } from './host.js';
import { type Exports, instantiate } from './module.js';

const POOLING = { sum: 0, average: 1, max: 2 } as const;
const PAGE = 65536;

/** The kernels of assembly/, in WebAssembly with strict 128-bit SIMD: float32, the same bits on every machine. */
export class WasmBackend implements Backend, Host {
  readonly name = 'simd';
  readonly arena = new Arena(4);
  wasm!: Exports;
  private readonly tasks: (() => void)[] = [];

  another(): WasmBackend {
    return new WasmBackend();
  }

  whenCommitted(task: () => void): void {
    this.tasks.push(task);
  }

  commit(): void {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(this.arena.size / PAGE) });
    this.wasm = instantiate(memory);
    this.wasm.prepare();
    this.arena.commit(memory.buffer as ArrayBuffer);
    for (const task of this.tasks) task();
  }

  image({ pixels, size, output, padding, range: { range, background }, inner = 0 }: ImageSpec): Kernel {
    const side = mapSizes(output.state).width;
    const [from, to, scale] = [pixels.pointer, output.state.pointer, range / 255];
    const frame = padding === 'zero' ? 0 : background;
    const replicate = padding === 'replicate' ? 1 : 0;
    return {
      forward: (samples) => {
        if (inner > side) {
          this.wasm.reducedImage(from, to, samples, size, inner, side, inner / side, scale, background);
        } else this.wasm.image(from, to, samples, size, side, scale, background, frame, replicate);
      },
      backward: nothing,
    };
  }

  convolution(spec: ConvolutionSpec): Kernel {
    return convolution(this, spec);
  }

  unitBias({ input, output, bias }: UnitBiasSpec): Kernel {
    const units = sampleLength(output.state);
    const squash = SQUASH[output.squash];
    const b = bias.value.pointer;
    return {
      forward: (samples) => this.wasm.unitBias(input.state.pointer, b, output.state.pointer, samples, units, squash),
      backward: (samples, descent) => {
        const [from, to] = [deltaOf(output).pointer, deltaOf(input).pointer];
        this.wasm.unitBiasBackward(from, b, to, samples, units, shiftOf(bias, descent), descent.scale);
      },
    };
  }

  pool({ input, output, pooling }: PoolSpec): Kernel {
    const { maps, height, width } = mapSizes(input.state);
    const kind = POOLING[pooling];
    const squash = SQUASH[input.squash];
    return {
      forward: (samples) =>
        this.wasm.pool(input.state.pointer, output.state.pointer, samples * maps, height, width, kind),
      backward: (samples) =>
        this.wasm.poolBackward(
          deltaOf(output).pointer,
          input.state.pointer,
          deltaOf(input).pointer,
          samples * maps,
          height,
          width,
          kind,
          squash,
        ),
    };
  }

  scale({ input, output, coefficient, bias }: ScaleSpec): Kernel {
    const { maps, pixels } = mapSizes(output.state);
    const squash = SQUASH[output.squash];
    const [c, b] = [coefficient.value.pointer, bias.value.pointer];
    return {
      forward: (samples) =>
        this.wasm.scale(input.state.pointer, c, b, output.state.pointer, samples, maps, pixels, squash),
      backward: (samples, descent) =>
        this.wasm.scaleBackward(
          deltaOf(output).pointer,
          input.state.pointer,
          c,
          b,
          deltaOf(input).pointer,
          samples,
          maps,
          pixels,
          shiftOf(coefficient, descent),
          descent.scale,
        ),
    };
  }

  dense({ input, output, weights, bias }: DenseSpec): Kernel {
    const { inputs, outputs } = denseSizes({ input, output, weights, bias });
    const squash = SQUASH[output.squash];
    const inputSquash = SQUASH[input.squash];
    const [w, b] = [weights.value.pointer, bias.value.pointer];
    return {
      forward: (samples) =>
        this.wasm.dense(input.state.pointer, w, b, output.state.pointer, samples, inputs, outputs, squash),
      backward: (samples, descent) =>
        this.wasm.denseBackward(
          input.state.pointer,
          deltaOf(output).pointer,
          w,
          b,
          deltaOf(input).pointer,
          samples,
          inputs,
          outputs,
          inputSquash,
          shiftOf(weights, descent),
          descent.scale,
        ),
    };
  }

  distances({ input, output, targets, measure }: DistancesSpec): Kernel {
    const units = sampleLength(input.state);
    const classes = sampleLength(output.state);
    const squash = SQUASH[input.squash];
    const angle = measure === 'angle';
    const [x, t, y] = [input.state.pointer, targets.pointer, output.state.pointer];
    return {
      forward: (samples) =>
        angle
          ? this.wasm.angles(x, t, y, samples, units, classes)
          : this.wasm.distances(x, t, y, samples, units, classes),
      backward: (samples) => {
        const [to, from] = [deltaOf(input).pointer, deltaOf(output).pointer];
        if (angle) this.wasm.anglesBackward(x, t, from, to, samples, units, classes, squash);
        else this.wasm.distancesBackward(x, t, from, to, samples, units, classes, squash);
      },
    };
  }

  distortion({ input, matrices, control }: DistortionSpec): Distort {
    const { width: side, pixels } = mapSizes(input.state);
    const { arena } = this;
    const plain = arena.tensor('distortion.plain', [pixels]).pointer;
    const blended = arena.tensor('distortion.blended', [2, CONTROL_POINTS.row + side]).pointer;
    const weights = arena.tensor('distortion.spline', [side, 4]);
    const cells = arena.integers(side);
    this.whenCommitted(() => {
      const table = splineTable(side);
      weights.data.set(table.weights);
      cells.data.set(table.cells);
    });
    return (sample, elastic) =>
      this.wasm.distortion(
        sampleOf(input.state, sample),
        plain,
        sampleOf(matrices, sample),
        sampleOf(control, sample),
        weights.pointer,
        cells.pointer,
        blended,
        elastic ? 1 : 0,
      );
  }

  update({ values, gradients, rates, count }: UpdateSpec): (scale: number) => void {
    return (scale) => this.wasm.update(values.pointer, gradients.pointer, rates.pointer, count, scale);
  }

  momentum({ values, gradients, count }: MomentumSpec): MomentumStep {
    return (scale, keep) => this.wasm.momentum(values.pointer, gradients.pointer, count, scale, keep);
  }

  adam({ values, gradients, means, squares, count }: AdamSpec): (step: AdamStep) => void {
    const places = [values, gradients, means, squares].map(({ pointer }) => pointer);
    return ({ scale, root, beta1, beta2, epsilon }) =>
      this.wasm.adam(...places, count, scale, root, epsilon, beta1, 1 - beta1, beta2, 1 - beta2);
  }
}
