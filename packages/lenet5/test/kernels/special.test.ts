import { describe, expect, it } from 'vitest';
import type { Floats } from '../../src/kernels/arena.js';
import type { Backend } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { Bench } from './bench.js';
import { type Case, convolution, dense, distances, pool, type Subject, scale } from './cases.js';

const BACKENDS = [
  { name: 'simd', make: (): Backend => new WasmBackend() },
  { name: 'reference in float32', make: (): Backend => new ReferenceBackend('float32') },
  { name: 'reference in float64', make: (): Backend => new ReferenceBackend('float64') },
];

/** All parameters and targets 1, all states 0.5. */
function plain(backend: Backend, testCase: Case): Subject {
  const subject = testCase.build(new Bench(backend));
  for (const { value } of subject.parameters) value.data.fill(1);
  subject.targets?.data.fill(1);
  subject.input?.state.data.fill(0.5);
  return subject;
}

const firstOf = (data: Floats, count: number) => Array.from(data.subarray(0, count));

/** Cases whose output has 'none' for a squashing function are those with index 6 to 8 (see cases.ts). */
const OPERATIONS: [string, Case, reads: (output: number, input: number) => boolean][] = [
  [
    'convolution 1×9×9',
    convolution([1, 9, 9, 3], 8, { full: true }),
    (o, i) => near((o % 25) % 5, i % 9) && near(Math.floor((o % 25) / 5), Math.floor(i / 9)),
  ],
  [
    'convolution 1×6×7',
    convolution([1, 6, 7, 2], 8, { full: true }),
    (o, i) => near((o % 6) % 3, i % 7) && near(Math.floor((o % 6) / 3), Math.floor(i / 7)),
  ],
  ...(['sum', 'average', 'max'] as const).map((kind): [string, Case, (o: number, i: number) => boolean] => [
    `pool ${kind} of 2×4×14`,
    pool([2, 4, 14], kind, 8),
    (o, i) => o % 7 === Math.floor((i % 14) / 2) && Math.floor(o / 7) === Math.floor(i / 28),
  ]),
  ['scale 2×3×3', scale([2, 3, 3], 8), (o, i) => o === i],
  ['dense 13 to 6', dense(13, 6, 8), () => true],
  ['distance, 13 to 3', distances(13, 3, 'distance', 8), () => true],
  ['angle, 13 to 3', distances(13, 3, 'angle', 8), () => true],
];

/** Whether a 5-wide kernel at `output` covers `input`. */
function near(output: number, input: number): boolean {
  return input >= output && input < output + 5;
}

const perSample = ({ output, input }: Subject) =>
  [output, input!].map(({ state }) => state.length / (state.shape[0] as number)) as [number, number];

describe.each(BACKENDS)('$name: special values', ({ make }) => {
  it.each(OPERATIONS)('%s: NaN stays visible, in every unit that reads it and in no other', (_, testCase, reads) => {
    const subject = plain(make(), testCase);
    const [outputs, inputs] = perSample(subject);
    for (let i = 0; i < inputs; i++) {
      subject.input!.state.data[i] = Number.NaN;
      subject.kernel.forward(2);
      subject.input!.state.data[i] = 0.5;
      const seen = firstOf(subject.output.state.data, 2 * outputs).map(Number.isNaN);
      expect(seen, `input ${i}`).toEqual(seen.map((__, o) => o < outputs && reads(o, i)));
    }
  });

  it.each(OPERATIONS.slice(0, -1))(
    '%s: ±1e30 gives a value as large, or one that is not finite',
    (_, testCase, reads) => {
      for (const huge of [1e30, -1e30]) {
        const subject = plain(make(), testCase);
        const [outputs] = perSample(subject);
        subject.input!.state.data[0] = huge;
        subject.kernel.forward(1);
        const states = firstOf(subject.output.state.data, outputs);
        const visible = (x: number) => !Number.isFinite(x) || Math.abs(x) > 1e29;
        const hidden = huge < 0 && testCase.title.startsWith('max');
        expect(states.map(visible)).toEqual(states.map((__, o) => !hidden && reads(o, 0)));
      }
    },
  );

  it('angle: ±1e30 gives the right angle within 1e-5·units, or NaN where its square overflows', () => {
    for (const huge of [1e30, -1e30]) {
      const subject = plain(make(), distances(13, 3, 'angle', 8));
      subject.input!.state.data[0] = huge;
      subject.kernel.forward(1);
      const expected = 26 * (1 - Math.sign(huge) / Math.sqrt(13));
      for (const y of firstOf(subject.output.state.data, 3)) {
        if (!Number.isNaN(y)) expect(y).toBeCloseTo(expected, 4);
      }
    }
  });

  it.each(OPERATIONS)('%s: a NaN delta reaches the input', (_, testCase) => {
    const subject = plain(make(), testCase);
    const [outputs, inputs] = perSample(subject);
    subject.kernel.forward(1);
    subject.output.delta!.data.fill(1, 0, outputs);
    subject.output.delta!.data[0] = Number.NaN;
    subject.kernel.backward(1, { into: 'gradient', scale: 1 });
    expect(firstOf(subject.input!.delta!.data, inputs).some(Number.isNaN)).toBe(true);
    for (const { gradient } of subject.parameters) expect(gradient.data.some(Number.isNaN)).toBe(true);
  });

  it('max pooling: of equal maxima the first in reading order receives the gradient', () => {
    const subject = plain(make(), pool([1, 2, 32], 'max', 8));
    // Window w has its maximum where w has a bit: bit 0 upper left, 1 upper right, 2 lower left, 3 lower right.
    for (let w = 0; w < 16; w++) {
      for (let corner = 0; corner < 4; corner++) {
        const at = (corner >> 1) * 32 + 2 * w + (corner & 1);
        subject.input!.state.data[at] = (w >> corner) & 1 ? 0.75 : -1;
      }
    }
    subject.kernel.forward(1);
    expect(firstOf(subject.output.state.data, 16)).toEqual([-1, ...Array(15).fill(0.75)]);
    subject.output.delta!.data.set(Array.from({ length: 16 }, (_, w) => w + 1));
    subject.kernel.backward(1, { into: 'gradient', scale: 1 });
    for (let w = 0; w < 16; w++) {
      const first = w === 0 ? 0 : 31 - Math.clz32(w & -w);
      const delta = [0, 1, 32, 33].map((offset) => subject.input!.delta!.data[2 * w + offset]);
      expect(delta, `window ${w}`).toEqual([0, 1, 2, 3].map((corner) => (corner === first ? w + 1 : 0)));
    }
  });

  it('max pooling: 0 and −0 are equal', () => {
    const subject = plain(make(), pool([1, 2, 2], 'max', 8));
    subject.input!.state.data.set([-0, 0, 0, -0]);
    subject.kernel.forward(1);
    subject.output.delta!.data[0] = 3;
    subject.kernel.backward(1, { into: 'gradient', scale: 1 });
    expect(firstOf(subject.input!.delta!.data, 4)).toEqual([3, 0, 0, 0]);
  });

  it('angle: the zero vector has no direction: cosine 0 to every code, and no gradient', () => {
    const subject = plain(make(), distances(13, 3, 'angle', 8));
    subject.input!.state.data.fill(0);
    subject.kernel.forward(2);
    expect(firstOf(subject.output.state.data, 6)).toEqual(Array(6).fill(26));
    subject.output.delta!.data.fill(1);
    subject.kernel.backward(2, { into: 'gradient', scale: 1 });
    expect(firstOf(subject.input!.delta!.data, 26).map(Math.abs)).toEqual(Array(26).fill(0));
  });

  it('angle: parallel is 0, opposite is 4·units, within 1e-5·units', () => {
    const subject = plain(make(), distances(13, 3, 'angle', 8));
    subject.input!.state.data.fill(-0.5, 13, 26);
    subject.kernel.forward(2);
    const expected = [0, 0, 0, 52, 52, 52].map((x) => expect.closeTo(x, 4));
    expect(firstOf(subject.output.state.data, 6)).toEqual(expected);
  });

  it.each([
    ['convolution', convolution([2, 9, 9, 3], 0, { full: true })],
    ['dense', dense(13, 6, 0)],
    ['scale', scale([2, 3, 3], 0)],
  ] as const)('%s: large weighted sums saturate within 2e-6 of ±1.7159 and never beyond', (_, testCase) => {
    for (const sign of [1, -1]) {
      const subject = plain(make(), testCase);
      const amplitude = subject.output.state.data instanceof Float32Array ? Math.fround(1.7159) : 1.7159;
      for (const huge of [100, 1e30, 3e38]) {
        subject.input!.state.data.fill(sign * huge);
        subject.kernel.forward(1);
        for (const x of firstOf(subject.output.state.data, perSample(subject)[0])) {
          expect(sign * x).toBeLessThanOrEqual(amplitude);
          expect(sign * x).toBeGreaterThan(amplitude - 2e-6);
        }
      }
    }
  });
});
