import { Arena, type Block, type Tensor } from './arena.js';
import type {
  Backend,
  ConvolutionSpec,
  DenseSpec,
  Descent,
  DistancesSpec,
  Filter,
  ImageSpec,
  Kernel,
  Parameter,
  Part,
  PoolSpec,
  ScaleSpec,
  Squash,
} from './contract.js';
import type { Exports } from './module.js';
import { instantiate } from './module.js';
import { deltaOf, denseSizes, mapSizes, sampleLength } from './shapes.js';

const SQUASH: Record<Squash, number> = { none: 0, 'scaled-tanh': 1, logistic: 2 };
const POOLING = { sum: 0, average: 1, max: 2 } as const;
const PAGE = 65536;
const FLOAT = 4;

/** Bytes from a parameter to where its gradient goes; the same for all parameters of a network. */
function shiftOf(parameter: Parameter, descent: Descent): number {
  return descent.into === 'value' ? 0 : parameter.gradient.pointer - parameter.value.pointer;
}

const nothing = () => {};

/** The kernels of assembly/, in WebAssembly with strict 128-bit SIMD: float32, the same bits on every machine. */
export class WasmBackend implements Backend {
  readonly name = 'simd';
  readonly arena = new Arena(4);
  private wasm!: Exports;
  /** Run by `commit`, when the memory exists: connection tables are written there. */
  private readonly afterCommit: (() => void)[] = [];

  commit(): void {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(this.arena.size / PAGE) });
    this.wasm = instantiate(memory);
    this.wasm.prepare();
    this.arena.commit(memory.buffer as ArrayBuffer);
    for (const task of this.afterCommit) task();
  }

  image({ pixels, size, output, padding }: ImageSpec): Kernel {
    const side = mapSizes(output.state).width;
    const replicate = padding === 'replicate' ? 1 : 0;
    return {
      forward: (samples) => this.wasm.image(pixels.pointer, output.state.pointer, samples, size, side, replicate),
      backward: nothing,
    };
  }

  convolution(spec: ConvolutionSpec): Kernel {
    const { input, output } = spec;
    const from = mapSizes(input.state);
    const to = mapSizes(output.state);
    const { columns, table, taps, sums, plane } = this.planConvolution(spec);
    const first = spec.filters[0]?.weights.parameter as Parameter;
    const squash = SQUASH[output.squash];
    const lay = (s: number) =>
      this.wasm.columns(sampleOf(input.state, s), columns, from.maps, from.height, from.width, plane);
    const inputGradient = this.convolutionInput(spec, plane);
    return {
      forward: (samples) => {
        for (let s = 0; s < samples; s++) {
          lay(s);
          const y = sampleOf(output.state, s);
          this.wasm.convolution(columns, y, table, taps, from.maps, to.maps, to.pixels, plane, squash);
        }
      },
      backward: (samples, descent) => {
        const shift = shiftOf(first, descent);
        // Input gradients of all samples first: the weights move below.
        for (let s = 0; s < samples; s++) inputGradient(s);
        for (let s = 0; s < samples; s++) {
          // After a single forward sample its columns are still there.
          if (samples > 1) lay(s);
          const d = sampleOf(deltaOf(output), s);
          this.wasm.convolutionWeights(
            columns, d, sums, table, taps, from.maps, to.maps, to.pixels, plane, shift, descent.scale,
          );
        }
      },
    };
  }

  /** Addresses of what assembly/convolution*.ts need besides the units. */
  private planConvolution({ input, output, filters }: ConvolutionSpec) {
    const { maps, height } = mapSizes(input.state);
    const { width } = mapSizes(output.state);
    const plane = Math.ceil((height * width) / 16) * 16 + 16;
    const { name } = output.state;
    const columns = this.arena.tensor(`${name}.columns`, [maps, 5, plane]).pointer;
    const sums = this.arena.tensor(`${name}.sums`, [2, 25, 4]).pointer;
    const table = this.connectionTable(filters).pointer;
    const taps = this.arena.integers(25);
    this.afterCommit.push(() => {
      for (let t = 0; t < 25; t++) taps.data[t] = ((t % 5) * plane + Math.floor(t / 5) * width) * FLOAT;
    });
    return { columns, table, taps: taps.pointer, sums, plane };
  }

  /** ∂E/∂input of one sample; nothing to do where the input needs no gradient. */
  private convolutionInput({ input, output, filters }: ConvolutionSpec, plane: number) {
    const delta = input.delta;
    if (!delta) return nothing;
    const from = mapSizes(input.state);
    const to = mapSizes(output.state);
    const rowStep = to.width * FLOAT;
    const paddedMap = to.pixels + 8 * to.width + 16;
    const padded = this.arena.tensor(`${output.state.name}.padded`, [to.maps, paddedMap]).pointer;
    const gradient = this.arena.tensor(`${input.state.name}.columns.delta`, [from.maps, 5, plane]).pointer;
    const links = this.links(filters, from.maps, (map, ky) => map * paddedMap * FLOAT - ky * rowStep).pointer;
    const squash = SQUASH[input.squash];
    return (s: number) => {
      const up = sampleOf(deltaOf(output), s);
      const down = sampleOf(delta, s);
      this.wasm.convolutionInput(up, padded, gradient, links, from.maps, to.maps, to.pixels, plane, rowStep);
      const x = sampleOf(input.state, s);
      this.wasm.columnsBackward(gradient, x, down, from.maps, from.height, from.width, plane, squash);
    };
  }

  /** Connections by output map, as assembly/convolution.ts reads them. */
  private connectionTable(filters: readonly Filter[]): Block<Int32Array> {
    const table = this.arena.integers(filters.length * 3);
    this.afterCommit.push(() => {
      filters.forEach(({ inputs, weights, bias }, map) => {
        const mask = inputs.reduce((bits, input) => bits | (1 << input), 0);
        table.data.set([mask, addressOf(weights), addressOf(bias)], map * 3);
      });
    });
    return table;
  }

  /** Connections by input map, as assembly/convolution-input.ts reads them. */
  private links(filters: readonly Filter[], maps: number, offset: (map: number, ky: number) => number) {
    const links = Array.from({ length: maps }, (_, input) => {
      const readers = filters.flatMap(({ inputs }, map) => (inputs.includes(input) ? [map] : []));
      const rows = [0, 1, 2, 3, 4].flatMap((ky) =>
        readers.flatMap((map) => {
          const { inputs, weights } = filters[map] as Filter;
          return [addressOf(weights) + (inputs.indexOf(input) * 25 + ky * 5) * FLOAT, offset(map, ky)];
        }),
      );
      return [readers.length, ...rows];
    }).flat();
    const block = this.arena.integers(links.length);
    this.afterCommit.push(() => block.data.set(links));
    return block;
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
          deltaOf(output).pointer, input.state.pointer, deltaOf(input).pointer, samples * maps, height, width, kind, squash,
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
          deltaOf(output).pointer, input.state.pointer, c, b, deltaOf(input).pointer, samples, maps, pixels,
          shiftOf(coefficient, descent), descent.scale,
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
          input.state.pointer, deltaOf(output).pointer, w, b, deltaOf(input).pointer, samples, inputs, outputs, inputSquash,
          shiftOf(weights, descent), descent.scale,
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
        angle ? this.wasm.angles(x, t, y, samples, units, classes) : this.wasm.distances(x, t, y, samples, units, classes),
      backward: (samples) => {
        const [to, from] = [deltaOf(input).pointer, deltaOf(output).pointer];
        if (angle) this.wasm.anglesBackward(x, t, from, to, samples, units, classes, squash);
        else this.wasm.distancesBackward(x, t, from, to, samples, units, classes, squash);
      },
    };
  }
}

function addressOf({ parameter, start }: Part): number {
  return parameter.value.pointer + start * FLOAT;
}

function sampleOf(tensor: Tensor, sample: number): number {
  return tensor.pointer + sample * sampleLength(tensor) * FLOAT;
}
