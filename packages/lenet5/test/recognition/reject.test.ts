import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonText } from '../../src/index.js';
import { judge } from '../../src/recognition/reader.js';

const rule = { distance: 10, margin: 5 };
const others = (digit: number, nearest: number, second: [number, number]) =>
  Float32Array.from({ length: 10 }, (_, i) => (i === digit ? nearest : i === second[0] ? second[1] : 90));

describe('judge', () => {
  it('accepts a near and clear answer', () => {
    const reading = judge(others(4, 2, [9, 30]), rule);
    expect(reading).toMatchObject({ digit: 4, runnerUp: 9, margin: 28, rejected: false, reason: null });
  });

  it('refuses what is far from all bitmaps, and NaN', () => {
    expect(judge(others(4, 11, [9, 30]), rule)).toMatchObject({ rejected: true, reason: 'no-digit' });
    expect(judge(new Float32Array(10).fill(Number.NaN), rule)).toMatchObject({ rejected: true, reason: 'no-digit' });
  });

  it('refuses what lies between two digits', () => {
    const reading = judge(others(4, 2, [9, 6]), rule);
    expect(reading).toMatchObject({ rejected: true, reason: 'ambiguous' });
    expect(reasonText('ambiguous', reading)).toBe('between 4 and 9');
    expect(reasonText('ambiguous', reading, 'zh')).toBe('介于 4 和 9 之间');
  });
});

describe('confidence and refusal', () => {
  const distance = fc.double({ min: 0, max: 150, noNaN: true });
  const ten = fc.array(distance, { minLength: 10, maxLength: 10 }).map((values) => Float32Array.from(values));

  it('are, with the shares of the other digits, 1: the softmax of Eq. 9', () => {
    fc.assert(
      fc.property(ten, fc.double({ min: 5, max: 60, noNaN: true }), (distances, most) => {
        const { digit, confidence, refusal } = judge(distances, { distance: most, margin: 5 });
        const least = distances[digit] as number;
        fc.pre(Math.abs(most - least) > 0.01);
        // What distances are divided by, from the two shares that are known.
        const temperature = (most - least) / Math.log(confidence / refusal);
        const others = [...distances].filter((_, i) => i !== digit);
        const shares = others.map((value) => confidence * Math.exp((least - value) / temperature));
        expect(shares.reduce((sum, share) => sum + share, confidence + refusal)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('are equal at the distance of the rule, and change with it', () => {
    const at = (nearest: number) => judge(others(4, nearest, [9, 80]), rule);
    expect(at(10).confidence).toBeCloseTo(at(10).refusal, 9);
    expect(at(2).confidence).toBeGreaterThan(at(6).confidence);
    expect(at(30).refusal).toBeGreaterThan(at(14).refusal);
    expect(at(2).confidence).toBeGreaterThan(0.5);
    expect(at(80).refusal).toBeGreaterThan(0.99);
  });

  it('are shared by two digits that are equally near', () => {
    const { confidence } = judge(others(4, 1, [9, 1]), rule);
    expect(confidence).toBeGreaterThan(0.3);
    expect(confidence).toBeLessThan(0.5);
  });

  it('say that what has no distance is no digit, and overflow nowhere', () => {
    expect(judge(new Float32Array(10).fill(Number.NaN), rule)).toMatchObject({ confidence: 0, refusal: 1 });
    const far = judge(new Float32Array(10).fill(3e38), rule);
    expect(far).toMatchObject({ confidence: 0, refusal: 1 });
    expect(judge(others(4, 0, [9, 3e38]), { ...rule, distance: Number.POSITIVE_INFINITY }).refusal).toBe(0);
  });
});
