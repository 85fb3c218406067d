import type { Floats, Tensor } from '../arena.js';
import type { UpdateSpec } from '../contract.js';

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
