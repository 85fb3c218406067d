import { describe, it } from 'vitest';
import type { Backend, Squash } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { PIXEL_RANGES } from '../../src/math/pixels.js';
import { Random } from '../../src/math/random.js';
import { Bench } from './bench.js';
import { SQUASHES } from './cases.js';
import { expectClose } from './contract.js';
import { squashed, sumOver } from './formulas.js';

/** Every operation's forward pass against its formula, written once more, on samples that all differ. */

const SAMPLES = 2;

function values(length: number, seed: number): number[] {
  const random = new Random(seed, 'naive');
  return Array.from({ length }, () => Math.fround(random.uniform(-1, 1)));
}

/** All index tuples of a shape in row-major order, through `f`. */
function over(shape: readonly number[], f: (...index: number[]) => number): number[] {
  const [size, ...rest] = shape;
  if (size === undefined) return [f()];
  return Array.from({ length: size }, (_, i) => over(rest, (...index) => f(i, ...index))).flat();
}

/** Reads a flat array by a tuple of indexes. */
function at(data: readonly number[], shape: readonly number[], ...index: number[]): number {
  return data[index.reduce((flat, i, axis) => flat * (shape[axis] as number) + i, 0)] as number;
}

function convolve(backend: Backend, squash: Squash): [ArrayLike<number>, number[]] {
  const table = [[0, 2], [1], [0, 1, 2]];
  const [inShape, outShape] = [
    [SAMPLES, 3, 9, 8],
    [SAMPLES, 3, 5, 4],
  ];
  const bench = new Bench(backend);
  const [input, output] = [bench.units('x', inShape, 'none'), bench.units('y', outShape, squash)];
  const parameters = bench.parameters(table.flatMap((inputs) => [[inputs.length, 5, 5], [1]]));
  const filters = table.map((inputs, map) => {
    const [weight, bias] = [parameters[2 * map]!, parameters[2 * map + 1]!];
    return {
      inputs,
      weights: { parameter: weight, start: 0, length: inputs.length * 25 },
      bias: { parameter: bias, start: 0, length: 1 },
    };
  });
  const kernel = bench.bind(() => backend.convolution({ input, output, filters }));
  const x = values(input.state.length, 1);
  const w = parameters.map(({ value }, p) => values(value.length, 10 + p));
  input.state.data.set(x);
  parameters.forEach(({ value }, p) => {
    value.data.set(w[p]!);
  });
  kernel.forward(SAMPLES);
  const expected = over(outShape, (s, map, row, column) => {
    const inputs = table[map!]!;
    const sum = sumOver(inputs.length * 25, (tap) => {
      const [i, ky, kx] = [Math.floor(tap / 25), Math.floor(tap / 5) % 5, tap % 5];
      return (
        at(w[2 * map!]!, [inputs.length, 5, 5], i, ky, kx) * at(x, inShape, s!, inputs[i]!, row! + ky, column! + kx)
      );
    });
    return squashed[squash](w[2 * map! + 1]![0]! + sum);
  });
  return [output.state.data, expected];
}

function subsample(
  backend: Backend,
  squash: Squash,
  pooling: 'sum' | 'average' | 'max',
): [ArrayLike<number>, number[]] {
  const [inShape, outShape] = [
    [SAMPLES, 3, 6, 10],
    [SAMPLES, 3, 3, 5],
  ];
  const bench = new Bench(backend);
  const [input, pooled] = [bench.units('x', inShape, 'none'), bench.units('pooled', outShape, 'none')];
  const output = bench.units('y', outShape, squash);
  const [coefficient, bias] = bench.parameters([[3], [3]]);
  const first = backend.pool({ input, output: pooled, pooling });
  const second = bench.bind(() => backend.scale({ input: pooled, output, coefficient: coefficient!, bias: bias! }));
  const [x, c, b] = [values(input.state.length, 2), values(3, 3), values(3, 4)];
  input.state.data.set(x);
  coefficient!.value.data.set(c);
  bias!.value.data.set(b);
  first.forward(SAMPLES);
  second.forward(SAMPLES);
  const expected = over(outShape, (s, map, row, column) => {
    const four = over([2, 2], (dy, dx) => at(x, inShape, s!, map!, 2 * row! + dy!, 2 * column! + dx!));
    const sum = four.reduce((total, value) => total + value);
    const window = { sum, average: sum / 4, max: Math.max(...four) }[pooling];
    return squashed[squash](c[map!]! * window + b[map!]!);
  });
  return [output.state.data, expected];
}

function connect(backend: Backend, squash: Squash): [ArrayLike<number>, number[]] {
  const bench = new Bench(backend);
  const [input, output] = [bench.units('x', [SAMPLES, 13], 'none'), bench.units('y', [SAMPLES, 6], squash)];
  const [weights, bias] = bench.parameters([[6, 13], [6]]);
  const kernel = bench.bind(() => backend.dense({ input, output, weights: weights!, bias: bias! }));
  const [x, w, b] = [values(SAMPLES * 13, 5), values(6 * 13, 6), values(6, 7)];
  input.state.data.set(x);
  weights!.value.data.set(w);
  bias!.value.data.set(b);
  kernel.forward(SAMPLES);
  const sum = (s: number, i: number) => sumOver(13, (j) => at(w, [6, 13], i, j) * at(x, [SAMPLES, 13], s, j));
  return [output.state.data, over([SAMPLES, 6], (s, i) => squashed[squash](sum(s!, i!) + b[i!]!))];
}

function compare(backend: Backend, measure: 'distance' | 'angle'): [ArrayLike<number>, number[]] {
  const [units, classes] = [11, 3];
  const bench = new Bench(backend);
  const [input, output] = [bench.units('x', [SAMPLES, units], 'none'), bench.units('y', [SAMPLES, classes], 'none')];
  const targets = backend.arena.tensor('targets', [classes, units]);
  const kernel = bench.bind(() => backend.distances({ input, output, targets, measure }));
  const [x, w] = [values(SAMPLES * units, 8), values(classes * units, 9).map((value) => (value < 0 ? -1 : 1))];
  input.state.data.set(x);
  targets.data.set(w);
  kernel.forward(SAMPLES);
  const expected = over([SAMPLES, classes], (s, i) => {
    const pair = (k: number) => [at(x, [SAMPLES, units], s!, k), at(w, [classes, units], i!, k)] as const;
    const [lengthX, lengthW] = [0, 1].map((which) => Math.sqrt(sumOver(units, (k) => pair(k)[which as 0 | 1] ** 2)));
    if (measure === 'distance') return sumOver(units, (k) => (pair(k)[0] - pair(k)[1]) ** 2);
    return units * sumOver(units, (k) => (pair(k)[0] / lengthX! - pair(k)[1] / lengthW!) ** 2);
  });
  return [output.state.data, expected];
}

function paint(
  backend: Backend,
  size: number,
  padding: 'background' | 'replicate' | 'zero',
): [ArrayLike<number>, number[]] {
  const bench = new Bench(backend);
  const pixels = backend.arena.pixels(SAMPLES * size * size);
  const output = bench.units('y', [SAMPLES, 1, 32, 32], 'none', false);
  const kernel = bench.bind(() => backend.image({ pixels, size, output, padding, range: PIXEL_RANGES.paper }));
  const random = new Random(5, 'pixels');
  const v = Array.from({ length: pixels.length }, () => random.below(256));
  pixels.data.set(v);
  kernel.forward(SAMPLES);
  const border = (32 - size) / 2;
  const expected = over([SAMPLES, 1, 32, 32], (s, _, row, column) => {
    const [y, x] = [row! - border, column! - border];
    const inside = [y, x].every((place) => place >= 0 && place < size);
    const [nearY, nearX] = [y, x].map((place) => Math.min(Math.max(place, 0), size - 1));
    if (!inside && padding === 'zero') return 0;
    const pixel = inside || padding === 'replicate' ? at(v, [SAMPLES, size, size], s!, nearY!, nearX!) : 0;
    return (pixel * 1.275) / 255 - 0.1;
  });
  return [output.state.data, expected];
}

/** Stride 2 with a border of −1 (H2 of LeNet-1989), then a bias for each unit. */
function stride(backend: Backend, squash: Squash): [ArrayLike<number>, number[]] {
  const table = [[0, 2], [1], [0, 1, 2]];
  const [inShape, outShape] = [
    [SAMPLES, 3, 8, 7],
    [SAMPLES, 3, 4, 4],
  ];
  const bench = new Bench(backend);
  const [input, sums] = [bench.units('x', inShape, 'none'), bench.units('sums', outShape, 'none')];
  const output = bench.units('y', outShape, squash);
  const parameters = bench.parameters([...table.map((inputs) => [inputs.length, 5, 5]), [3, 4, 4]]);
  const filters = table.map((inputs, map) => {
    return { inputs, weights: { parameter: parameters[map]!, start: 0, length: inputs.length * 25 }, bias: null };
  });
  const first = backend.convolution({ input, output: sums, filters, border: { cells: 2, value: -1 } });
  const second = bench.bind(() => backend.unitBias({ input: sums, output, bias: parameters[3]! }));
  const x = values(input.state.length, 1);
  const w = parameters.map(({ value }, p) => values(value.length, 20 + p));
  input.state.data.set(x);
  parameters.forEach(({ value }, p) => {
    value.data.set(w[p]!);
  });
  first.forward(SAMPLES);
  second.forward(SAMPLES);
  const inside = (row: number, column: number) => row >= 0 && row < 8 && column >= 0 && column < 7;
  const expected = over(outShape, (s, map, row, column) => {
    const inputs = table[map!]!;
    const sum = sumOver(inputs.length * 25, (tap) => {
      const [i, ky, kx] = [Math.floor(tap / 25), Math.floor(tap / 5) % 5, tap % 5];
      const [y, left] = [2 * row! + ky - 2, 2 * column! + kx - 2];
      const below = inside(y, left) ? at(x, inShape, s!, inputs[i]!, y, left) : -1;
      return at(w[map!]!, [inputs.length, 5, 5], i, ky, kx) * below;
    });
    return squashed[squash](sum + at(w[3]!, [3, 4, 4], map!, row!, column!));
  });
  return [output.state.data, expected];
}

/** 28×28 to 16×16 as F.interpolate(x, (16, 16), mode='bilinear') of PyTorch: half-pixel centres, no smoothing before. */
function reduce(backend: Backend, size: number): [ArrayLike<number>, number[]] {
  const bench = new Bench(backend);
  const pixels = backend.arena.pixels(SAMPLES * size * size);
  const output = bench.units('y', [SAMPLES, 1, 16, 16], 'none', false);
  const range = PIXEL_RANGES.symmetric;
  const kernel = bench.bind(() => backend.image({ pixels, size, output, padding: 'background', range, inner: 28 }));
  const random = new Random(6, 'pixels');
  const v = Array.from({ length: pixels.length }, () => random.below(256));
  pixels.data.set(v);
  kernel.forward(SAMPLES);
  const margin = (size - 28) / 2;
  const expected = over([SAMPLES, 1, 16, 16], (s, _, row, column) => {
    const place = (index: number) => (index + 0.5) * (28 / 16) - 0.5;
    // The hat function of each pixel around the place, over all pixels.
    const hat = (distance: number) => Math.max(0, 1 - Math.abs(distance));
    return sumOver(28 * 28, (k) => {
      const [y, x] = [Math.floor(k / 28), k % 28];
      const weight = hat(y - place(row!)) * hat(x - place(column!));
      return weight === 0 ? 0 : weight * (at(v, [SAMPLES, size, size], s!, y + margin, x + margin) / 127.5 - 1);
    });
  });
  return [output.state.data, expected];
}

const BACKENDS = [
  { name: 'simd', make: () => new WasmBackend(), bound: 1e-5 },
  { name: 'reference in float32', make: () => new ReferenceBackend('float32'), bound: 1e-5 },
  { name: 'reference in float64', make: () => new ReferenceBackend('float64'), bound: 1e-13 },
];

describe.each(BACKENDS)('$name: forward within $bound·max|b| of the formulas', ({ make, bound }) => {
  const check = (title: string, run: (backend: Backend) => [ArrayLike<number>, number[]]) =>
    it(title, () => {
      const [actual, expected] = run(make());
      expectClose(actual, expected, bound, title);
    });
  for (const squash of SQUASHES) {
    check(`convolution, ${squash}`, (backend) => convolve(backend, squash));
    for (const pooling of ['sum', 'average', 'max'] as const) {
      check(`subsampling by ${pooling}, ${squash}`, (backend) => subsample(backend, squash, pooling));
    }
    check(`dense, ${squash}`, (backend) => connect(backend, squash));
  }
  for (const squash of ['tanh', 'relu'] as const) {
    check(`convolution by 2 with a bias for each unit, ${squash}`, (backend) => stride(backend, squash));
    check(`dense, ${squash}`, (backend) => connect(backend, squash));
  }
  for (const size of [28, 32]) check(`image of ${size}×${size} reduced`, (backend) => reduce(backend, size));
  for (const measure of ['distance', 'angle'] as const) check(measure, (backend) => compare(backend, measure));
  for (const size of [28, 32]) {
    for (const padding of ['background', 'replicate', 'zero'] as const) {
      check(`image of ${size}×${size}, ${padding}`, (backend) => paint(backend, size, padding));
    }
  }
});
