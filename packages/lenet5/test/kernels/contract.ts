import { describe, expect, it } from 'vitest';
import type { Floats } from '../../src/kernels/arena.js';
import type { Backend, Units } from '../../src/kernels/contract.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { Random } from '../../src/math/random.js';
import { all, Bench, type SENTINELS, samplesOf } from './bench.js';
import type { Case, Run, Subject } from './cases.js';
import { CASES } from './catalogue.js';

type Sentinels = keyof typeof SENTINELS;

const FORWARD = 1e-5;
const GRADIENT = 1e-4;

/** Results of a run: states, input deltas, and how far each parameter moved, divided by the scale. */
interface Outcome {
  readonly states: Float64Array;
  readonly deltas: Float64Array;
  readonly gradients: readonly Float64Array[];
}

/** Draws numbers that float32 holds, so that all backends start from the same ones. */
function draw(data: Floats, low: number, high: number, random: Random): void {
  for (let i = 0; i < data.length; i++) data[i] = random.uniform(low, high);
  data.set(Float32Array.from(data));
}

/** States that a squashing function can have given. */
const STATES: Record<Units['squash'], readonly [number, number]> = {
  'scaled-tanh': [-1.6, 1.6],
  tanh: [-0.95, 0.95],
  logistic: [0.05, 0.95],
  relu: [-0.5, 2],
  none: [-2, 2],
  'squared scaled-tanh': [0, 2.6],
  'squared tanh': [0, 0.95],
  'squared logistic': [0.0025, 0.9],
};

const firstSamples = (data: Floats, capacity: number, samples: number) =>
  data.subarray(0, (data.length / capacity) * samples);

/** Sentinels everywhere, values in what the operation reads. */
function prepare(bench: Bench, subject: Subject, samples: number, random: Random, sentinels: Sentinels): void {
  bench.fill(sentinels);
  const { input, output, pixels, parameters, fanIn, targets } = subject;
  const capacity = output.state.shape[0] as number;
  for (let i = 0; i < pixels.length; i++) pixels[i] = random.below(256);
  if (input) draw(firstSamples(input.state.data, capacity, samples), ...STATES[input.squash], random);
  if (output.delta) draw(firstSamples(output.delta.data, capacity, samples), -1, 1, random);
  const width = Math.sqrt(3 / fanIn);
  for (const { value, gradient } of parameters) {
    draw(value.data, -width, width, random);
    draw(gradient.data, -1, 1, random);
  }
  if (targets) for (let i = 0; i < targets.length; i++) targets.data[i] = random.below(2) * 2 - 1;
}

/** Forward; fails where something outside the operation's own results was written. */
function forward(bench: Bench, { kernel, output }: Subject, samples: number): Float64Array {
  bench.watch();
  kernel.forward(samples);
  expect(bench.touched([samplesOf(output.state, samples)]), 'written by forward').toEqual([]);
  return Float64Array.from(firstSamples(output.state.data, output.state.shape[0] as number, samples));
}

/** Backward, in the same way. */
function backward(bench: Bench, subject: Subject, { samples, ...descent }: Run): Omit<Outcome, 'states'> {
  const { kernel, input, output, parameters } = subject;
  const before = parameters.map((parameter) => parameter[descent.into].data.slice());
  bench.watch();
  kernel.backward(samples, descent);
  const results = parameters.map((parameter) => all(parameter[descent.into]));
  if (input?.delta) results.push(samplesOf(input.delta, samples));
  expect(bench.touched(results), 'written by backward').toEqual([]);
  const gradients = parameters.map((parameter, p) =>
    Float64Array.from(parameter[descent.into].data, (value, i) => (value - (before[p]?.[i] ?? 0)) / descent.scale),
  );
  const capacity = output.state.shape[0] as number;
  const deltas = input?.delta
    ? Float64Array.from(firstSamples(input.delta.data, capacity, samples))
    : new Float64Array(0);
  return { deltas, gradients };
}

/** All runs of a case, among sentinels of one kind, in the order given. */
function performAll(backend: Backend, { build, runs, title, alone }: Case, sentinels: Sentinels): Outcome[] {
  const bench = new Bench(backend);
  const subject = build(bench);
  return runs.map((run, i) => {
    prepare(bench, subject, run.samples, new Random(i, title), sentinels);
    const states = alone ? new Float64Array(0) : forward(bench, subject, run.samples);
    return { states, ...backward(bench, subject, run) };
  });
}

const truths = new Map<Case, Outcome[]>();

/** What the reference gives in float64. */
function truthOf(testCase: Case): Outcome[] {
  const known = truths.get(testCase) ?? performAll(new ReferenceBackend('float64'), testCase, 'nan');
  truths.set(testCase, known);
  return known;
}

/** Fails unless max|a − b| ≤ bound·max|b|; NaN fails too. */
export function expectClose(actual: ArrayLike<number>, truth: ArrayLike<number>, bound: number, what: string): void {
  expect(actual.length, `${what}: length`).toBe(truth.length);
  let largest = 0;
  for (let i = 0; i < truth.length; i++) largest = Math.max(largest, Math.abs(truth[i] as number));
  for (let i = 0; i < truth.length; i++) {
    const [a, b] = [actual[i] as number, truth[i] as number];
    if (!(Math.abs(a - b) <= bound * largest)) {
      expect.fail(`${what} [${i}] is ${a}, expected ${b} within ${bound}·${largest}`);
    }
  }
}

function expectSame({ states, deltas, gradients }: Outcome, truth: Outcome, run: string): void {
  expectClose(states, truth.states, FORWARD, `${run}: state`);
  expectClose(deltas, truth.deltas, GRADIENT, `${run}: ∂E/∂input`);
  gradients.forEach((gradient, p) => {
    expectClose(gradient, truth.gradients[p] ?? [], GRADIENT, `${run}: ∂E/∂parameter ${p}`);
  });
}

/** The contract of src/kernels/contract.ts, for any backend. */
export function contract(name: string, makeBackend: () => Backend, kinds: readonly Sentinels[]): void {
  describe(`${name}: forward within ${FORWARD}·max|b| of float64, gradients ${GRADIENT}·max|b|, nothing else written`, () => {
    for (const [operation, cases] of Object.entries(CASES)) {
      for (const testCase of cases) {
        it(`${operation} ${testCase.title}`, () => {
          const truth = truthOf(testCase);
          for (const sentinels of kinds) {
            performAll(makeBackend(), testCase, sentinels).forEach((run, i) => {
              expectSame(run, truth[i] as Outcome, `run ${i}`);
            });
          }
        });
      }
    }
  });
}
