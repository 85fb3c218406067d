import { describe, expect, it } from 'vitest';
import type { Backend, Squash } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { Bench } from './bench.js';
import { squashed } from './formulas.js';

const SIDE = 512;

/** Squashing function of a backend, by a scaling with coefficient 1 and bias 0. */
function squashAll(backend: Backend, squash: Squash, inputs: Float32Array): ArrayLike<number> {
  const bench = new Bench(backend);
  const shape = [1, 1, 1, inputs.length];
  const [input, output] = [bench.units('a', shape, 'none'), bench.units('x', shape, squash)];
  const [coefficient, bias] = bench.parameters([[1], [1]]);
  const kernel = bench.bind(() => backend.scale({ input, output, coefficient: coefficient!, bias: bias! }));
  coefficient!.value.data[0] = 1;
  bias!.value.data[0] = 0;
  input.state.data.set(inputs);
  kernel.forward(1);
  return output.state.data;
}

/** −20 to 20 in 262,144 steps, and powers of ten of both signs from the smallest to the largest float32. */
const grid = Float32Array.from({ length: SIDE * SIDE }, (_, i) => ((i - (SIDE * SIDE) / 2) / (SIDE * SIDE)) * 40);
const powers = Float32Array.from({ length: 168 }, (_, i) => (i % 2 ? -1 : 1) * 10 ** (Math.floor(i / 2) - 45));
const inputs = Float32Array.of(...powers, 3.4e38, -3.4e38, 0, -0);

const SMALLEST_NORMAL = 2 ** -126;
const AMPLITUDE = Math.fround(1.7159);

const BACKENDS = [
  { name: 'simd', make: () => new WasmBackend(), bound: 2e-6, amplitude: AMPLITUDE, smallest: SMALLEST_NORMAL },
  {
    name: 'reference in float32',
    make: () => new ReferenceBackend('float32'),
    bound: 2e-7,
    amplitude: AMPLITUDE,
    smallest: SMALLEST_NORMAL,
  },
  {
    name: 'reference in float64',
    make: () => new ReferenceBackend('float64'),
    bound: 2e-15,
    amplitude: 1.7159,
    smallest: 2 ** -1022,
  },
];

describe.each(BACKENDS)('$name: squashing functions', ({ make, bound, amplitude, smallest }) => {
  for (const squash of ['scaled-tanh', 'tanh', 'logistic'] as const) {
    it(`${squash}: within ${bound} of the formula on a dense grid and at extremes`, () => {
      for (const values of [grid, inputs]) {
        const results = squashAll(make(), squash, values);
        let worst = 0;
        for (let i = 0; i < values.length; i++) {
          worst = Math.max(worst, Math.abs((results[i] as number) - squashed[squash](values[i] as number)));
        }
        expect(worst).toBeLessThanOrEqual(bound);
      }
    });

    it(`${squash}: never subnormal, never outside the bounds`, () => {
      const [low, high] = { logistic: [0, 1], tanh: [-1, 1], 'scaled-tanh': [-amplitude, amplitude] }[squash] as [
        number,
        number,
      ];
      for (const values of [grid, inputs, grid.map((a) => 40 * a), grid.map((a) => 1e-37 * a)]) {
        const results = squashAll(make(), squash, values);
        const bad = values.findIndex((_, i) => {
          const x = results[i] as number;
          const subnormal = x !== 0 && Math.abs(x) < smallest;
          return subnormal || !(x >= low && x <= high);
        });
        expect(bad < 0 ? [] : [values[bad], results[bad]], '[a, f(a)]').toEqual([]);
      }
    });
  }

  it(`scaled-tanh saturates within ${bound} of ±1.7159, never beyond, and is odd`, () => {
    const saturated = Array.from(squashAll(make(), 'scaled-tanh', Float32Array.of(40, -40, 1e30, -1e30)));
    saturated.forEach((x, i) => {
      const size = i % 2 ? -x : x;
      expect(size).toBeLessThanOrEqual(amplitude);
      expect(size).toBeGreaterThanOrEqual(amplitude - bound);
    });
    const values = grid.subarray(1);
    const results = squashAll(make(), 'scaled-tanh', values);
    const odd = values.every((_, i) => results[i] === -(results[values.length - 1 - i] as number));
    expect(odd).toBe(true);
  });

  it('NaN stays NaN, infinities saturate, "none" passes everything', () => {
    const odd = Float32Array.of(Number.NaN, Infinity, -Infinity);
    const about = (x: number) => expect.closeTo(x, 5);
    expect(Array.from(squashAll(make(), 'scaled-tanh', odd))).toEqual([Number.NaN, about(1.7159), about(-1.7159)]);
    expect(Array.from(squashAll(make(), 'logistic', odd))).toEqual([Number.NaN, about(1), about(0)]);
    expect(Array.from(squashAll(make(), 'none', odd))).toEqual([Number.NaN, Infinity, -Infinity]);
    const normal = inputs.filter((a) => a === 0 || Math.abs(a) > SMALLEST_NORMAL);
    expect(Array.from(squashAll(make(), 'none', normal))).toEqual(Array.from(normal, (a) => a + 0));
  });
});
