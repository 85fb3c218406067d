import type { Floats, Tensor } from '../arena.js';
import {
  type AdamSpec,
  type AdamStep,
  type MomentumSpec,
  type MomentumStep,
  TINY,
  type UpdateSpec,
} from '../contract.js';

/** A run of numbers may span several buffers that lie one behind the other. */
function run({ data, pointer }: Tensor, count: number): Floats {
  return data instanceof Float32Array
    ? new Float32Array(data.buffer, pointer, count)
    : new Float64Array(data.buffer, pointer, count);
}

/** The step of a method with a rate for every weight, such as η/(μ + h) (paper p.42). */
export function update({ values, gradients, rates, count }: UpdateSpec): (scale: number) => void {
  return (scale) => {
    const [w, g, r] = [run(values, count), run(gradients, count), run(rates, count)];
    for (let k = 0; k < count; k++) {
      w[k]! += scale * r[k]! * g[k]!;
      g[k] = 0;
    }
  };
}

function flushed(value: number): number {
  return Math.abs(value) < TINY ? 0 : value;
}

/** Gradient descent with momentum: the velocity is kept where the gradients are. */
export function momentum({ values, gradients, count }: MomentumSpec): MomentumStep {
  return (scale, keep) => {
    const [w, g] = [run(values, count), run(gradients, count)];
    for (let k = 0; k < count; k++) {
      w[k]! += scale * g[k]!;
      g[k] = flushed(keep * g[k]!);
    }
  };
}

/** Adam (Kingma and Ba 2015). */
export function adam({ values, gradients, means, squares, count }: AdamSpec): (step: AdamStep) => void {
  return ({ scale, root, beta1, beta2, epsilon }) => {
    const [w, g] = [run(values, count), run(gradients, count)];
    const [m, v] = [run(means, count), run(squares, count)];
    for (let k = 0; k < count; k++) {
      m[k] = flushed(beta1 * m[k]! + (1 - beta1) * g[k]!);
      v[k] = flushed(beta2 * v[k]! + (1 - beta2) * g[k]! * g[k]!);
      w[k]! += (scale * m[k]!) / (Math.sqrt(v[k]!) * root + epsilon);
      g[k] = 0;
    }
  };
}
