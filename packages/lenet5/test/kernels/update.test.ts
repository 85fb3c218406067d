import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../src/kernels/arena.js';
import type { Backend } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { slope } from '../../src/kernels/squash.js';
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

/** The first `count` numbers of buffers that lie one behind the other. */
function read(tensors: readonly Tensor[], count: number): number[] {
  return tensors.flatMap(({ data }) => [...data]).slice(0, count);
}

function write(tensors: readonly Tensor[], numbers: readonly number[]): void {
  let from = 0;
  for (const { data } of tensors) {
    data.set(numbers.slice(from, from + data.length));
    from += data.length;
  }
}

describe.each(BACKENDS)('$name: value += scale·rate·gradient within $bound·max|b|, gradient = 0', ({ make, bound }) => {
  it.each([1, 2, 3, 4, 7, 8, 31, 32, 33, 76])(
    'a run of %i numbers over several buffers, nothing else written',
    (count) => {
      const backend = make();
      const bench = new Bench(backend);
      const parts = SIZES.map((size, i) => ({ name: `${i}`, shape: [size] }));
      const plan = () => backend.arena.consecutive(parts) as [Tensor, ...Tensor[]];
      const [values, gradients, rates] = [plan(), plan(), plan()];
      const spec = { values: values[0], gradients: gradients[0], rates: rates[0], count };
      const update = bench.bind(() => backend.update(spec));
      for (const sentinels of ['nan', 'number'] as const) {
        bench.fill(sentinels);
        const random = new Random(count, 'update');
        const draw = () => Array.from({ length: count }, () => Math.fround(random.uniform(-1, 1)));
        const [w, g, r] = [draw(), draw(), draw()];
        write(values, w);
        write(gradients, g);
        write(rates, r);
        const expected = w.map((value, i) => value - 0.7 * (r[i] as number) * (g[i] as number));
        bench.watch();
        update(-0.7);
        const bytes = count * backend.arena.bytes;
        const written = [values[0], gradients[0]].map(({ name, pointer }) => ({ name, pointer, bytes }));
        expect(bench.touched(written), 'written').toEqual([]);
        expectClose(read(values, count), expected, bound, 'value');
        expect(read(gradients, count)).toEqual(Array(count).fill(0));
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
