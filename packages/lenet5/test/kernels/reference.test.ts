import { describe, expect, it } from 'vitest';
import type { Squash } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { Random } from '../../src/math/random.js';
import { Bench } from './bench.js';
import { type Case, convolution, dense, distances, pool, type Subject, scale } from './cases.js';
import { expectClose } from './contract.js';
import { centralDifference, slopeAt, squashed } from './formulas.js';

/** E = Σ c·state over all units of the output: any c will do for a criterion. */
class Experiment {
  private readonly subject: Subject;
  private readonly sums: Float64Array;
  private readonly c: Float64Array;

  constructor(
    testCase: Case,
    private readonly samples: number,
  ) {
    this.subject = testCase.build(new Bench(new ReferenceBackend('float64')));
    const random = new Random(7, testCase.title);
    const { input, output, parameters, targets, fanIn } = this.subject;
    const uniform = (length: number, width: number) =>
      Float64Array.from({ length }, () => random.uniform(-width, width));
    this.sums = uniform(this.sampleLength(input!.state) * samples, 1.5);
    this.c = uniform(this.sampleLength(output.state) * samples, 1);
    for (const { value } of parameters) value.data.set(uniform(value.length, Math.sqrt(3 / fanIn)));
    targets?.data.set(uniform(targets.length, 1).map((x) => (x < 0 ? -1 : 1)));
    this.setInput();
  }

  private sampleLength({ length, shape }: { length: number; shape: readonly number[] }): number {
    return length / (shape[0] as number);
  }

  private setInput(): void {
    const { state, squash } = this.subject.input!;
    state.data.set(this.sums.map(squashed[squash as Squash]));
  }

  private energy(): number {
    const { kernel, output } = this.subject;
    kernel.forward(this.samples);
    return this.c.reduce((sum, c, i) => sum + c * (output.state.data[i] as number), 0);
  }

  /** What backward gives: ∂E/∂a of the input, then the gradient of every parameter. */
  analytic(): Float64Array[] {
    const { kernel, input, output, parameters } = this.subject;
    kernel.forward(this.samples);
    output.delta!.data.set(this.c.map((c, i) => c * slopeAt[output.squash as Squash](output.state.data[i] as number)));
    for (const { gradient } of parameters) gradient.data.fill(0);
    kernel.backward(this.samples, { into: 'gradient', scale: 1 });
    const deltas = input!.delta!.data.subarray(0, this.sums.length);
    return [deltas, ...parameters.map(({ gradient }) => gradient.data)].map((data) => Float64Array.from(data));
  }

  /** The same by central differences: each weighted sum below, each parameter. */
  numeric(): Float64Array[] {
    const { parameters } = this.subject;
    return [this.sums, ...parameters.map(({ value }) => value.data)].map((data) =>
      Float64Array.from(data, (x, i) => {
        const derivative = centralDifference((moved) => {
          data[i] = moved;
          this.setInput();
          return this.energy();
        }, x);
        data[i] = x;
        this.setInput();
        return derivative;
      }),
    );
  }
}

const nine = <T>(make: (index: number) => T): T[] => Array.from({ length: 9 }, (_, index) => make(index));

const OPERATIONS: Record<string, Case[]> = {
  convolution: nine((i) => convolution([3, 6, 7, 3], i)),
  'convolution and pooling': nine((i) => convolution([2, 8, 8, 3], i, { pooling: i % 2 ? 'sum' : 'average' })),
  'pool sum': [0, 1, 2].map((i) => pool([2, 4, 6], 'sum', i)),
  'pool average': [0, 1, 2].map((i) => pool([2, 4, 6], 'average', i)),
  'pool max': [0, 1, 2].map((i) => pool([2, 4, 6], 'max', i)),
  scale: nine((i) => scale([3, 2, 3], i)),
  dense: nine((i) => dense([2, 2, 3], 5, i)),
  'distances, squared': [0, 1, 2].map((i) => distances(7, 4, 'distance', i)),
  'distances, angle': [0, 1, 2].map((i) => distances(7, 4, 'angle', i)),
};

describe('reference in float64: every gradient within 1e-8·max|b| of central differences', () => {
  for (const [operation, cases] of Object.entries(OPERATIONS)) {
    for (const [i, testCase] of cases.entries()) {
      it(`${operation} ${i}: ${testCase.title}`, () => {
        const experiment = new Experiment(testCase, 2);
        const numeric = experiment.numeric();
        const analytic = experiment.analytic();
        expect(numeric.some((values) => values.some((value) => Math.abs(value) > 0.01))).toBe(true);
        analytic.forEach((values, p) => {
          expectClose(values, numeric[p] ?? [], 1e-8, p === 0 ? '∂E/∂input' : `∂E/∂parameter ${p - 1}`);
        });
      });
    }
  }
});
