import { describe, expect, it } from 'vitest';
import type { Floats, Tensor } from '../../src/kernels/arena.js';
import type { Backend } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { slope } from '../../src/kernels/reference/squash.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { Random } from '../../src/math/random.js';
import { Bench } from './bench.js';
import { expectClose } from './contract.js';
import { slopeAt } from './formulas.js';

const BACKENDS = [
  { name: 'simd', make: (): Backend => new WasmBackend(), bound: 1e-6 },
  { name: 'reference in float32', make: (): Backend => new ReferenceBackend('float32'), bound: 1e-6 },
  { name: 'reference in float64', make: (): Backend => new ReferenceBackend('float64'), bound: 1e-14 },
];

/** Buffers one behind the other, then what must stay: as the parameters of a network lie. */
const SIZES = [1, 6, 25, 1, 3, 40];

/** `count` numbers from the start of a buffer on, across its end. */
function view({ data, pointer }: Tensor, count: number): Floats {
  return data instanceof Float32Array
    ? new Float32Array(data.buffer, pointer, count)
    : new Float64Array(data.buffer, pointer, count);
}

describe.each(BACKENDS)('$name: value += scale·rate·gradient within $bound·max|b|, gradient = 0', ({ make, bound }) => {
  it.each([1, 2, 3, 4, 7, 8, 31, 32, 33, 76])(
    'a run of %i numbers over several buffers, nothing else written',
    (count) => {
      const backend = make();
      const bench = new Bench(backend);
      const parts = SIZES.map((size, i) => ({ name: `${i}`, shape: [size] }));
      const first = () => backend.arena.consecutive(parts)[0] as Tensor;
      const [values, gradients, rates] = [first(), first(), first()];
      const update = bench.bind(() => backend.update({ values, gradients, rates, count }));
      for (const sentinels of ['nan', 'number'] as const) {
        bench.fill(sentinels);
        const random = new Random(count, 'update');
        const [w, g, r] = [values, gradients, rates].map((tensor) => {
          const run = view(tensor, count);
          for (let i = 0; i < count; i++) run[i] = Math.fround(random.uniform(-1, 1));
          return run;
        }) as [Floats, Floats, Floats];
        const expected = Array.from(w, (value, i) => value - 0.7 * (r[i] as number) * (g[i] as number));
        bench.watch();
        update(-0.7);
        const bytes = count * backend.arena.bytes;
        const written = [values, gradients].map(({ name, pointer }) => ({ name, pointer, bytes }));
        expect(bench.touched(written), 'written').toEqual([]);
        expectClose(w, expected, bound, 'value');
        expect(Array.from(g)).toEqual(Array(count).fill(0));
      }
    },
  );
});

describe('slopes for second derivatives', () => {
  it.each(['scaled-tanh', 'logistic'] as const)('squared %s: f′² from x², within 1e-14', (kind) => {
    for (let x = kind === 'logistic' ? 0 : -1.7; x <= 1; x += 0.01) {
      const expected = slopeAt[kind](x) ** 2;
      expect(Math.abs(slope(`squared ${kind}`, x * x) - expected)).toBeLessThan(1e-14);
    }
  });
});
