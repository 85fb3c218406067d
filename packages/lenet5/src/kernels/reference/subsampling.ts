import type { Floats } from '../arena.js';
import type { Kernel, Pooling, PoolSpec, ScaleSpec } from '../contract.js';
import { deltaOf, mapSizes } from '../shapes.js';
import { slope, squash } from '../squash.js';

function pooled(pooling: Pooling, window: readonly number[]): number {
  if (pooling === 'max') return Math.max(...window);
  const sum = window.reduce((total, value) => total + value, 0);
  return pooling === 'average' ? sum / 4 : sum;
}

/** How much of a window's gradient each of its four pixels receives; for the maximum, the first of equals has it all. */
function shares(pooling: Pooling, window: readonly number[]): number[] {
  if (pooling === 'sum') return [1, 1, 1, 1];
  if (pooling === 'average') return [0.25, 0.25, 0.25, 0.25];
  const first = window.indexOf(Math.max(...window));
  return window.map((_, corner) => (corner === first ? 1 : 0));
}

/** The first half of subsampling: each 2×2 window becomes its sum (paper), average (blog) or maximum. */
export function pool({ input, output, pooling }: PoolSpec): Kernel {
  const { height, width, sample } = mapSizes(input.state);
  const x = () => input.state.data;
  /** Calls `visit` with the index of each pooled unit and those of its four pixels. */
  const windows = (samples: number, visit: (to: number, from: readonly number[]) => void) => {
    const rows = (samples * sample) / width / 2;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < width / 2; column++) {
        const corner = 2 * row * width + 2 * column;
        visit((row * width) / 2 + column, [corner, corner + 1, corner + width, corner + width + 1]);
      }
    }
  };
  if (height % 2 || width % 2) throw new RangeError(`${input.state.name} is ${width}×${height}, expected even sizes`);
  return {
    forward(samples) {
      windows(samples, (to, from) => {
        output.state.data[to] = pooled(pooling, valuesAt(x(), from));
      });
    },
    backward(samples) {
      const up = deltaOf(output).data;
      const down = deltaOf(input).data;
      windows(samples, (to, from) => {
        const window = valuesAt(x(), from);
        shares(pooling, window).forEach((share, corner) => {
          down[from[corner]!] = up[to]! * share * slope(input.squash, window[corner]!);
        });
      });
    },
  };
}

function valuesAt(data: Floats, indexes: readonly number[]): number[] {
  return indexes.map((index) => data[index]!);
}

/** The second half: coefficient · pooled + bias, squashed. */
export function scale({ input, output, coefficient, bias }: ScaleSpec): Kernel {
  const { maps, pixels } = mapSizes(output.state);
  const mapOf = (unit: number) => Math.floor(unit / pixels) % maps;
  return {
    forward(samples) {
      for (let unit = 0; unit < samples * maps * pixels; unit++) {
        const c = coefficient.value.data[mapOf(unit)]!;
        const b = bias.value.data[mapOf(unit)]!;
        output.state.data[unit] = squash(output.squash, c * input.state.data[unit]! + b);
      }
    },
    backward(samples, { into, scale: factor }) {
      const up = deltaOf(output).data;
      const down = deltaOf(input).data;
      const x = input.state.data;
      for (let unit = 0; unit < samples * maps * pixels; unit++) {
        down[unit] = coefficient.value.data[mapOf(unit)]! * up[unit]!;
      }
      for (let unit = 0; unit < samples * maps * pixels; unit++) {
        const map = mapOf(unit);
        const c = coefficient[into].data;
        const b = bias[into].data;
        c[map]! += factor * up[unit]! * x[unit]!;
        b[map]! += factor * up[unit]!;
      }
    },
  };
}
