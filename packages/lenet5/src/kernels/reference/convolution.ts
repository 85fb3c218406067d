import type { ConvolutionSpec, Descent, Kernel, Part } from '../contract.js';
import { deltaOf, mapSizes } from '../shapes.js';
import { slope, squash } from './squash.js';

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

/** Calls `visit` for every connection of a filter: index of the weight, of the input unit, of the output unit. */
function connections(
  { input, output, filters }: ConvolutionSpec,
  sample: number,
  map: number,
  visit: (weight: number, from: number, to: number) => void,
): void {
  const below = mapSizes(input.state);
  const above = mapSizes(output.state);
  const { inputs, weights } = filters[map] as ConvolutionSpec['filters'][number];
  for (let i = 0; i < inputs.length; i++) {
    const fromMap = sample * below.sample + (inputs[i] as number) * below.pixels;
    const toMap = sample * above.sample + map * above.pixels;
    for (let y = 0; y < above.height; y++) {
      for (let x = 0; x < above.width; x++) {
        for (let tap = 0; tap < TAPS; tap++) {
          const row = y + Math.floor(tap / SIDE);
          const column = x + (tap % SIDE);
          visit(weights.start + i * TAPS + tap, fromMap + row * below.width + column, toMap + y * above.width + x);
        }
      }
    }
  }
}

function forward(spec: ConvolutionSpec, sample: number): void {
  const { input, output, filters } = spec;
  const { pixels, sample: step } = mapSizes(output.state);
  const x = input.state.data;
  const y = output.state.data;
  filters.forEach(({ weights, bias }, map) => {
    const first = sample * step + map * pixels;
    const w = weights.parameter.value.data;
    y.fill(bias.parameter.value.data[bias.start] as number, first, first + pixels);
    connections(spec, sample, map, (weight, from, to) => {
      y[to] = (y[to] as number) + (w[weight] as number) * (x[from] as number);
    });
    for (let p = first; p < first + pixels; p++) y[p] = squash(output.squash, y[p] as number);
  });
}

function inputDelta(spec: ConvolutionSpec, sample: number): void {
  const { input, output, filters } = spec;
  const { sample: step } = mapSizes(input.state);
  const up = deltaOf(output).data;
  const down = deltaOf(input).data;
  const x = input.state.data;
  down.fill(0, sample * step, (sample + 1) * step);
  filters.forEach(({ weights }, map) => {
    const w = weights.parameter.value.data;
    connections(spec, sample, map, (weight, from, to) => {
      down[from] = (down[from] as number) + (w[weight] as number) * (up[to] as number);
    });
  });
  for (let k = sample * step; k < (sample + 1) * step; k++) {
    down[k] = (down[k] as number) * slope(input.squash, x[k] as number);
  }
}

function add({ parameter }: Part, index: number, amount: number, { into, scale }: Descent): void {
  const target = parameter[into].data;
  target[index] = (target[index] as number) + amount * scale;
}

function parameters(spec: ConvolutionSpec, sample: number, descent: Descent): void {
  const { input, output, filters } = spec;
  const { pixels, sample: step } = mapSizes(output.state);
  const x = input.state.data;
  const up = deltaOf(output).data;
  filters.forEach(({ weights, bias }, map) => {
    connections(spec, sample, map, (weight, from, to) => {
      add(weights, weight, (up[to] as number) * (x[from] as number), descent);
    });
    const first = sample * step + map * pixels;
    for (let p = first; p < first + pixels; p++) add(bias, bias.start, up[p] as number, descent);
  });
}
