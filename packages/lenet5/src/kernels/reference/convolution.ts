import type { Arena, Floats, Tensor } from '../arena.js';
import type { Border, ConvolutionSpec, Descent, Filter, Kernel, Units } from '../contract.js';
import { deltaOf, type MapSizes, mapSizes } from '../shapes.js';
import { slope, squash } from '../squash.js';
import { pool } from './subsampling.js';

const SIDE = 5;
const TAPS = SIDE * SIDE;

/** How far the window moves from one output pixel to the next. */
interface Strided extends ConvolutionSpec {
  readonly stride: 1 | 2;
}

/** 5×5 convolution with a connection table: C1, and C3 with Table I (paper p.7-8). */
export function convolution(spec: ConvolutionSpec): Kernel {
  return strided({ ...spec, stride: 1 });
}

function strided(spec: Strided): Kernel {
  return {
    forward(samples) {
      for (let s = 0; s < samples; s++) forward(spec, s);
    },
    backward(samples, descent) {
      if (spec.input.delta) for (let s = 0; s < samples; s++) inputDelta(spec, s);
      for (let s = 0; s < samples; s++) parameters(spec, s, descent);
    },
  };
}

/** The convolution, then the pooling: what a backend may compute at once. */
export function pooledConvolution(arena: Arena, spec: ConvolutionSpec & { pooling: 'sum' | 'average' }): Kernel {
  const { input, output, filters, pooling } = spec;
  const [samples = 1] = output.state.shape;
  const { maps, height, width } = mapSizes(output.state);
  const plan = (name: string) => arena.tensor(`${output.state.name}.${name}`, [samples, maps, 2 * height, 2 * width]);
  const between: Units = { state: plan('convolved'), delta: plan('convolved.delta'), squash: 'none' };
  const first = convolution({ input, output: between, filters });
  const second = pool({ input: between, output, pooling });
  return {
    forward(count) {
      first.forward(count);
      second.forward(count);
    },
    backward(count, descent) {
      second.backward(count, descent);
      first.backward(count, descent);
    },
  };
}

/** Cells of one value around the input, then stride 2 (LeNet-1989). */
export function borderedConvolution(arena: Arena, spec: ConvolutionSpec & { border: Border }): Kernel {
  const { input, output, border } = spec;
  const [samples = 1] = input.state.shape;
  const { maps, height, width } = mapSizes(input.state);
  const shape = [samples, maps, height + 2 * border.cells, width + 2 * border.cells];
  const plan = (name: string) => arena.tensor(`${output.state.name}.${name}`, shape);
  const padded: Units = { state: plan('padded'), delta: input.delta && plan('padded.delta'), squash: 'none' };
  const inner = strided({ ...spec, input: padded, stride: 2 });
  const lay = (count: number) => {
    padded.state.data.fill(border.value);
    inside(input.state, padded.state, border, count, (from, to) => {
      padded.state.data[to] = input.state.data[from]!;
    });
  };
  return {
    forward(count) {
      lay(count);
      inner.forward(count);
    },
    backward(count, descent) {
      if (spec.backwardAlone) lay(count);
      inner.backward(count, descent);
      const { delta } = padded;
      if (!delta) return;
      inside(input.state, delta, border, count, (from, to) => {
        deltaOf(input).data[from] = delta.data[to]! * slope(input.squash, input.state.data[from]!);
      });
    },
  };
}

/** Calls `visit` with the index of every unit, and that of its place inside of the border. */
function inside(
  state: Tensor,
  padded: Tensor,
  { cells }: Border,
  samples: number,
  visit: (from: number, to: number) => void,
): void {
  const [from, to] = [mapSizes(state), mapSizes(padded)];
  for (let map = 0; map < samples * from.maps; map++) {
    for (let y = 0; y < from.height; y++) {
      for (let x = 0; x < from.width; x++) {
        visit(map * from.pixels + y * from.width + x, map * to.pixels + (y + cells) * to.width + x + cells);
      }
    }
  }
}

/** Calls `visit` for the 5×5 window of every output pixel: its weights, its input, its output, by first index. */
function windows(
  { input, output, filters, stride }: Strided,
  sample: number,
  visit: (filter: Filter, weight: number, corner: number, to: number) => void,
): void {
  const below = mapSizes(input.state);
  const above = mapSizes(output.state);
  filters.forEach((filter, map) => {
    filter.inputs.forEach((from, i) => {
      const weight = filter.weights.start + i * TAPS;
      for (let y = 0; y < above.height; y++) {
        for (let x = 0; x < above.width; x++) {
          visit(filter, weight, at(below, sample, from, stride * y, stride * x), at(above, sample, map, y, x));
        }
      }
    });
  });
}

function at({ sample: step, pixels, width }: MapSizes, sample: number, map: number, y: number, x: number): number {
  return sample * step + map * pixels + y * width + x;
}

/** First and end index of the units of one map. */
function mapRange({ sample: step, pixels }: MapSizes, sample: number, map: number): [number, number] {
  const start = sample * step + map * pixels;
  return [start, start + pixels];
}

function forward(spec: Strided, sample: number): void {
  const { input, output, filters } = spec;
  const sizes = mapSizes(output.state);
  const { width } = mapSizes(input.state);
  const x = input.state.data;
  const y = output.state.data;
  filters.forEach(({ bias }, map) => {
    y.fill(bias ? bias.parameter.value.data[bias.start]! : 0, ...mapRange(sizes, sample, map));
  });
  windows(spec, sample, ({ weights }, weight, corner, to) => {
    y[to]! += weightedSum(weights.parameter.value.data, weight, x, corner, width);
  });
  for (let k = sample * sizes.sample; k < (sample + 1) * sizes.sample; k++) y[k] = squash(output.squash, y[k]!);
}

function weightedSum(w: Floats, weight: number, x: Floats, corner: number, width: number): number {
  let sum = 0;
  for (let ky = 0; ky < SIDE; ky++) {
    for (let kx = 0; kx < SIDE; kx++) {
      sum += w[weight + ky * SIDE + kx]! * x[corner + ky * width + kx]!;
    }
  }
  return sum;
}

function inputDelta(spec: Strided, sample: number): void {
  const { input, output } = spec;
  const { sample: step, width } = mapSizes(input.state);
  const up = deltaOf(output).data;
  const down = deltaOf(input).data;
  down.fill(0, sample * step, (sample + 1) * step);
  windows(spec, sample, ({ weights }, weight, corner, to) => {
    addKernel(down, corner, width, weights.parameter.value.data, weight, up[to]!);
  });
  for (let k = sample * step; k < (sample + 1) * step; k++) {
    down[k]! *= slope(input.squash, input.state.data[k]!);
  }
}

/** Adds factor · the 5×5 weights to the window that starts at `corner`. */
function addKernel(to: Floats, corner: number, width: number, w: Floats, weight: number, factor: number): void {
  for (let ky = 0; ky < SIDE; ky++) {
    for (let kx = 0; kx < SIDE; kx++) {
      const k = corner + ky * width + kx;
      to[k]! += factor * w[weight + ky * SIDE + kx]!;
    }
  }
}

/** Adds factor · the window that starts at `corner` to the 5×5 weights. */
function addWindow(w: Floats, weight: number, x: Floats, corner: number, width: number, factor: number): void {
  for (let ky = 0; ky < SIDE; ky++) {
    for (let kx = 0; kx < SIDE; kx++) {
      const k = weight + ky * SIDE + kx;
      w[k]! += factor * x[corner + ky * width + kx]!;
    }
  }
}

function parameters(spec: Strided, sample: number, { into, scale }: Descent): void {
  const { input, output, filters } = spec;
  const sizes = mapSizes(output.state);
  const { width } = mapSizes(input.state);
  const x = input.state.data;
  const up = deltaOf(output).data;
  windows(spec, sample, ({ weights }, weight, corner, to) => {
    addWindow(weights.parameter[into].data, weight, x, corner, width, scale * up[to]!);
  });
  filters.forEach(({ bias }, map) => {
    if (!bias) return;
    const target = bias.parameter[into].data;
    const [start, end] = mapRange(sizes, sample, map);
    let sum = 0;
    for (let k = start; k < end; k++) sum += up[k]!;
    target[bias.start]! += scale * sum;
  });
}
