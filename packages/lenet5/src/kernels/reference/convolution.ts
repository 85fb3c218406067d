import type { Arena, Floats } from '../arena.js';
import type { ConvolutionSpec, Descent, Filter, Kernel, Units } from '../contract.js';
import { deltaOf, type MapSizes, mapSizes } from '../shapes.js';
import { slope, squash } from '../squash.js';
import { pool } from './subsampling.js';

const SIDE = 5;
const TAPS = SIDE * SIDE;

/** 5×5 convolution with a connection table: C1, and C3 with Table I (paper p.7-8). */
export function convolution(spec: ConvolutionSpec): Kernel {
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

/** Calls `visit` for the 5×5 window of every output pixel: its weights, its input, its output, by first index. */
function windows(
  { input, output, filters }: ConvolutionSpec,
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
          visit(filter, weight, at(below, sample, from, y, x), at(above, sample, map, y, x));
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

function forward(spec: ConvolutionSpec, sample: number): void {
  const { input, output, filters } = spec;
  const sizes = mapSizes(output.state);
  const { width } = mapSizes(input.state);
  const x = input.state.data;
  const y = output.state.data;
  filters.forEach(({ bias }, map) => {
    y.fill(bias.parameter.value.data[bias.start]!, ...mapRange(sizes, sample, map));
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

function inputDelta(spec: ConvolutionSpec, sample: number): void {
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

function parameters(spec: ConvolutionSpec, sample: number, { into, scale }: Descent): void {
  const { input, output, filters } = spec;
  const sizes = mapSizes(output.state);
  const { width } = mapSizes(input.state);
  const x = input.state.data;
  const up = deltaOf(output).data;
  windows(spec, sample, ({ weights }, weight, corner, to) => {
    addWindow(weights.parameter[into].data, weight, x, corner, width, scale * up[to]!);
  });
  filters.forEach(({ bias }, map) => {
    const target = bias.parameter[into].data;
    const [start, end] = mapRange(sizes, sample, map);
    let sum = 0;
    for (let k = start; k < end; k++) sum += up[k]!;
    target[bias.start]! += scale * sum;
  });
}
