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

const COUNTS = [1, 2, 3, 4, 7, 8, 31, 32, 33, 76];

const faded = (value: number) => (Math.abs(value) < 1e-37 ? 0 : value);

/** A run of numbers over several buffers, some of them remembered; what was written, and the numbers afterwards. */
function moved(backend: Backend, count: number, sentinels: 'nan' | 'number', kind: 'momentum' | 'adam') {
  const bench = new Bench(backend);
  const parts = SIZES.map((size, i) => ({ name: `${i}`, shape: [size] }));
  const runs = Array.from({ length: 4 }, () => backend.arena.consecutive(parts) as [Tensor, ...Tensor[]]);
  const [values, gradients, means, squares] = runs.map(([first]) => first) as [Tensor, Tensor, Tensor, Tensor];
  const spec = { values, gradients, means, squares, count };
  const step = { scale: -0.7, root: 1.5, beta1: 0.75, beta2: 0.9, epsilon: 0.125 };
  const run = bench.bind(() => {
    if (kind === 'adam') return () => backend.adam(spec)(step);
    return () => backend.momentum(spec)(-0.7, 0.75);
  });
  bench.fill(sentinels);
  const random = new Random(count, kind);
  const before = runs.map((tensors, i) => {
    const numbers = Array.from({ length: count }, () => Math.fround(random.uniform(i < 3 ? -1 : 0, 1)));
    // The first weight has no gradient, and its memory has nearly faded.
    if (i > 0) numbers[0] = i === 1 && kind === 'adam' ? 0 : 1.1e-37;
    write(tensors, numbers);
    return numbers;
  });
  bench.watch();
  run();
  const bytes = count * backend.arena.bytes;
  const allowed = (kind === 'adam' ? spec : { values, gradients }) as Record<string, Tensor | number>;
  const written = Object.values(allowed).flatMap((each) =>
    typeof each === 'number' ? [] : [{ name: each.name, pointer: each.pointer, bytes }],
  );
  return { before, after: runs.map((tensors) => read(tensors, count)), touched: bench.touched(written) };
}

describe.each(BACKENDS)('$name: steps that remember gradients, within $bound·max|b|', ({ make, bound }) => {
  it.each(COUNTS)('momentum, %i numbers: value += scale·gradient, gradient *= keep, below 1e-37 0', (count) => {
    for (const sentinels of ['nan', 'number'] as const) {
      const { before, after, touched } = moved(make(), count, sentinels, 'momentum');
      const [w, g] = before as [number[], number[]];
      expect(touched, 'written').toEqual([]);
      expectClose(
        after[0]!,
        w.map((value, i) => value - 0.7 * g[i]!),
        bound,
        'value',
      );
      expectClose(
        after[1]!,
        g.map((value) => faded(0.75 * value)),
        bound,
        'gradient',
      );
      expect(after[1]![0]).toBe(0);
    }
  });

  it.each(COUNTS)('adam, %i numbers: the means, the step, gradient = 0, below 1e-37 0', (count) => {
    for (const sentinels of ['nan', 'number'] as const) {
      const { before, after, touched } = moved(make(), count, sentinels, 'adam');
      const [w, g, m, v] = before as [number[], number[], number[], number[]];
      const mean = g.map((value, i) => faded(0.75 * m[i]! + 0.25 * value));
      const square = g.map((value, i) => faded(0.9 * v[i]! + 0.1 * value * value));
      expect(touched, 'written').toEqual([]);
      expectClose(after[2]!, mean, bound, 'mean of gradients');
      expectClose(after[3]!, square, bound, 'mean of squares');
      const step = (i: number) => (-0.7 * mean[i]!) / (Math.sqrt(square[i]!) * 1.5 + 0.125);
      expectClose(
        after[0]!,
        w.map((value, i) => value + step(i)),
        bound,
        'value',
      );
      expect(after[1]).toEqual(Array(count).fill(0));
      expect([after[2]![0], after[3]![0]]).toEqual([0, 0]);
    }
  });

  it('what is no number stays', () => {
    const backend = make();
    const plan = () => backend.arena.tensor('numbers', [5]);
    const [values, gradients, means, squares] = [plan(), plan(), plan(), plan()];
    backend.commit();
    const all = { values, gradients, means, squares, count: 5 };
    gradients.data.fill(Number.NaN);
    backend.momentum(all)(1, 0.5);
    expect([...values.data, ...gradients.data].every(Number.isNaN)).toBe(true);
    values.data.fill(0);
    backend.adam(all)({ scale: 1, root: 1, beta1: 0.5, beta2: 0.5, epsilon: 1 });
    expect([...values.data, ...means.data, ...squares.data].every(Number.isNaN)).toBe(true);
  });
});

describe('slopes for second derivatives', () => {
  it.each(['scaled-tanh', 'logistic'] as const)('squared %s: f′² from x², within 1e-14', (kind) => {
    for (let x = kind === 'logistic' ? 0 : -1.7; x <= 1; x += 0.01) {
      const expected = slopeAt[kind](x) ** 2;
      expect(Math.abs(slope(`squared ${kind}`, x * x) - expected)).toBeLessThan(1e-14);
    }
  });
});
