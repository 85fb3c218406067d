import { describe, expect, it } from 'vitest';
import { cut } from '../../src/recognition/cut.js';
import { join } from '../../src/recognition/piece.js';
import { drawn, shown } from './support.js';

const touching = drawn(
  '####....####',
  '#..#....#..#',
  '#..#....#..#',
  '#..######..#',
  '#..#....#..#',
  '#..#....#..#',
  '####....####',
);

describe('cut', () => {
  const whole = { box: { x: 5, y: 3, width: 12, height: 7 }, ink: touching };

  it('cuts between two shapes that touch', () => {
    const parts = cut(whole, 7);
    expect(parts.length).toBeGreaterThanOrEqual(2);
    const boxes = parts.map(({ box }) => box);
    expect(boxes[0]?.x).toBe(5);
    expect(boxes.at(-1)).toMatchObject({ y: 3, height: 7 });
  });

  it('loses no ink: all parts together are the whole', () => {
    expect(shown(join(cut(whole, 7)).ink)).toEqual(shown(touching));
  });
});
