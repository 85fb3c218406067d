import { describe, expect, it } from 'vitest';
import { reasonText } from '../../src/index.js';
import { judge } from '../../src/recognition/reject.js';

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
