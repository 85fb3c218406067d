import { describe, expect, it } from 'vitest';
import { Random } from '../../src/math/random.js';
import type { Architecture, Recipe } from '../../src/switches/table.js';
import { criterionOf } from '../../src/training/criterion.js';
import { expectError, thrownBy } from '../expect-error.js';
import { centralDifference, sumOver } from '../kernels/formulas.js';
import { wordsOf } from '../switches/words.js';

const LABEL = 3;

/** Loss and derivatives of ten outputs, which stand among others that no criterion may look at. */
function judge(criterion: 'eq8' | 'eq9' | 'cross-entropy', y: readonly number[], j = 1, label = LABEL) {
  const call = criterionOf({ criterion, j }, criterion === 'cross-entropy' ? 'linear' : 'rbf');
  const outputs = Float64Array.of(Number.NaN, Number.NaN, ...y, Number.NaN);
  const delta = new Float64Array(13).fill(7);
  const loss = call(outputs, 2, label, delta);
  expect([...delta.subarray(0, 2), delta[12]], 'outside the ten').toEqual([7, 7, 7]);
  expect(call(outputs, 2, label, null)).toBe(loss);
  return { loss, delta: Array.from(delta.subarray(2, 12)) };
}

function outputs(seed: number, low: number, high: number): number[] {
  const random = new Random(seed, 'outputs');
  return Array.from({ length: 10 }, () => random.uniform(low, high));
}

describe('eq8', () => {
  it('is the distance of the right class, and its derivative 1 there and 0 elsewhere', () => {
    for (let label = 0; label < 10; label++) {
      const y = outputs(label, 0, 200);
      const { loss, delta } = judge('eq8', y, 1, label);
      expect(loss).toBe(y[label]);
      expect(delta).toEqual(y.map((_, i) => (i === label ? 1 : 0)));
    }
  });
});

describe('eq9', () => {
  it('is y + log(e^−j + Σ e^−y) within 1e-13', () => {
    for (const j of [0.1, 1, 3, 10]) {
      for (let seed = 0; seed < 20; seed++) {
        const y = outputs(seed, 0, 20);
        const formula = y[LABEL]! + Math.log(Math.exp(-j) + sumOver(10, (i) => Math.exp(-y[i]!)));
        expect(Math.abs(judge('eq9', y, j).loss - formula)).toBeLessThan(1e-13);
      }
    }
  });

  it('derivatives sum to the share of the rubbish class within 1e-14', () => {
    for (const j of [1, 3, 10]) {
      const y = outputs(j, 0, 12);
      const rubbish = Math.exp(-j) / (Math.exp(-j) + sumOver(10, (i) => Math.exp(-y[i]!)));
      expect(Math.abs(sumOver(10, (i) => judge('eq9', y, j).delta[i]!) - rubbish)).toBeLessThan(1e-14);
    }
  });

  it('pulls the right class nearer and pushes every other away', () => {
    const { delta } = judge('eq9', outputs(1, 0, 3), 1);
    expect(delta.map(Math.sign)).toEqual(delta.map((_, i) => (i === LABEL ? 1 : -1)));
  });

  it('is Eq. 8 less j where all distances are far beyond j', () => {
    const { loss, delta } = judge('eq9', outputs(1, 1000, 2000), 1);
    expect(loss).toBeCloseTo(outputs(1, 1000, 2000)[LABEL]! - 1, 10);
    expect(delta).toEqual(delta.map((_, i) => (i === LABEL ? 1 : 0)));
  });
});

describe('cross-entropy', () => {
  it('is −log softmax within 1e-13', () => {
    for (let seed = 0; seed < 20; seed++) {
      const scores = outputs(seed, -8, 8);
      const formula = Math.log(sumOver(10, (i) => Math.exp(scores[i]!))) - scores[LABEL]!;
      expect(Math.abs(judge('cross-entropy', scores).loss - formula)).toBeLessThan(1e-13);
    }
  });

  it('has the derivative softmax − 1 at the label, softmax elsewhere, within 1e-14', () => {
    const scores = outputs(2, -3, 3);
    const total = sumOver(10, (i) => Math.exp(scores[i]!));
    judge('cross-entropy', scores).delta.forEach((derivative, i) => {
      const formula = Math.exp(scores[i]!) / total - (i === LABEL ? 1 : 0);
      expect(Math.abs(derivative - formula)).toBeLessThan(1e-14);
    });
  });
});

describe.each(['eq8', 'eq9', 'cross-entropy'] as const)('%s', (criterion) => {
  it('derivatives are within 1e-8 of central differences', () => {
    for (const j of [0.5, 3]) {
      for (let seed = 0; seed < 10; seed++) {
        const y = outputs(seed, 0, 6);
        judge(criterion, y, j).delta.forEach((derivative, i) => {
          const numeric = centralDifference((moved) => judge(criterion, y.with(i, moved), j).loss, y[i]!);
          expect(Math.abs(derivative - numeric)).toBeLessThan(1e-8);
        });
      }
    }
  });

  it('extreme outputs do not overflow: loss and derivatives stay finite and bounded', () => {
    const extremes = [0, 1e-30, 1, 700, 800, 1e4, 1e6, 1e30, 1e300];
    for (const label of [0, 4, 9]) {
      for (const y of [
        extremes.concat(50),
        extremes.toReversed().concat(1e30),
        Array(10).fill(1e5),
        Array(10).fill(0),
      ]) {
        const { loss, delta } = judge(criterion, y, 3, label);
        expect(Number.isFinite(loss), `${y}`).toBe(true);
        expect(delta.every((value) => Math.abs(value) <= 1)).toBe(true);
      }
    }
  });

  it('writes no derivative that is not 0 and below 1e-20', () => {
    const y = [0, 20, 40, 50, 60, 80, 100, 400, 700, 745].map((size) => (criterion === 'cross-entropy' ? -size : size));
    const { delta } = judge(criterion, y, 1, 0);
    expect(delta.filter((value) => value !== 0 && Math.abs(value) < 1e-20)).toEqual([]);
  });

  it('a NaN among the outputs makes the loss NaN', () => {
    const seen = outputs(1, 0, 5).with(criterion === 'eq8' ? LABEL : 8, Number.NaN);
    expect(judge(criterion, seen).loss).toBeNaN();
  });
});

describe('criterionOf', () => {
  for (const criterion of wordsOf<Recipe['criterion']>('criterion')) {
    for (const output of wordsOf<Architecture['output']>('output')) {
      const fits = (criterion === 'cross-entropy' || criterion === 'mse') === (output === 'linear');
      it(`${fits ? 'takes' : 'refuses'} ${criterion} with ${output}`, async () => {
        const make = () => criterionOf({ criterion, j: 1 }, output);
        if (fits) return expect(make()).toBeTypeOf('function');
        expectError(
          await thrownBy(make),
          'SettingError',
          'switch-value',
          criterion,
          output,
          'cross-entropy or mse with linear',
        );
      });
    }
  }
});
