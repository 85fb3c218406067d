import type { DistancesSpec, Kernel } from '../contract.js';
import { deltaOf, sampleLength } from '../shapes.js';
import { slope } from '../squash.js';

/** The RBF layer (paper p.8), and the blog's idea of comparing angles instead. */
export function distances(spec: DistancesSpec): Kernel {
  const { input, output, targets, measure } = spec;
  const units = sampleLength(input.state);
  const classes = sampleLength(output.state);
  const compare = measure === 'angle' ? angle : distance;
  return {
    forward(samples) {
      for (let s = 0; s < samples; s++) {
        const x = input.state.data.subarray(s * units, (s + 1) * units);
        for (let i = 0; i < classes; i++) {
          const w = targets.data.subarray(i * units, (i + 1) * units);
          output.state.data[s * classes + i] = compare.value(x, w);
        }
      }
    },
    backward(samples) {
      const up = deltaOf(output).data;
      const down = deltaOf(input).data;
      for (let s = 0; s < samples; s++) {
        const x = input.state.data.subarray(s * units, (s + 1) * units);
        for (let k = 0; k < units; k++) {
          let sum = 0;
          for (let i = 0; i < classes; i++) {
            const w = targets.data.subarray(i * units, (i + 1) * units);
            sum += up[s * classes + i]! * compare.derivative(x, w, k);
          }
          down[s * units + k] = sum * slope(input.squash, x[k]!);
        }
      }
    },
  };
}

type Vector = ArrayLike<number>;

function product(a: Vector, b: Vector): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** Σ (x − w)². */
const distance = {
  value(x: Vector, w: Vector): number {
    let sum = 0;
    for (let k = 0; k < x.length; k++) {
      const difference = x[k]! - w[k]!;
      sum += difference * difference;
    }
    return sum;
  },
  derivative: (x: Vector, w: Vector, k: number) => 2 * (x[k]! - w[k]!),
};

/** units·‖x/‖x‖ − w/‖w‖‖² = 2·units·(1 − cos); the zero vector has no direction, its cosine counts as 0. */
const angle = {
  value(x: Vector, w: Vector): number {
    const length = Math.sqrt(product(x, x) * product(w, w));
    return 2 * x.length * (1 - (length === 0 ? 0 : product(x, w) / length));
  },
  derivative(x: Vector, w: Vector, k: number): number {
    const squared = product(x, x);
    const length = Math.sqrt(squared * product(w, w));
    if (length === 0) return 0;
    return ((-2 * x.length) / length) * (w[k]! - (x[k]! * product(x, w)) / squared);
  },
};
