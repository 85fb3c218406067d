import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findComponents } from '../../src/recognition/components.js';
import type { Plane } from '../../src/recognition/plane.js';
import { drawn } from './support.js';

/** Labels by repeated minimum over the eight neighbours, until nothing changes. */
function naiveLabels({ width, height, data }: Plane): number[] {
  const labels = Array.from(data, (value, i) => (value ? i + 1 : 0));
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < labels.length; i++) {
      for (let j = 0; j < labels.length; j++) {
        const near =
          Math.abs((i % width) - (j % width)) <= 1 && Math.abs(Math.floor(i / width) - Math.floor(j / width)) <= 1;
        if (!near || !labels[i] || !labels[j] || (labels[j] as number) >= (labels[i] as number)) continue;
        labels[i] = labels[j] as number;
        changed = true;
      }
    }
  }
  return labels.slice(0, width * height);
}

describe('findComponents', () => {
  it('finds the same pieces as the naive way', () => {
    const masks = fc.array(fc.boolean(), { minLength: 48, maxLength: 48 });
    fc.assert(
      fc.property(masks, (bits) => {
        const mask = { width: 8, height: 6, data: Uint8Array.from(bits, Number) };
        const naive = naiveLabels(mask);
        const { labels, list } = findComponents(mask);
        const pairs = new Set(naive.map((label, i) => `${label} ${labels[i]}`));
        expect(pairs.size).toBe(new Set(naive).size);
        expect(list.reduce((sum, { area }) => sum + area, 0)).toBe(bits.filter(Boolean).length);
      }),
    );
  });

  it('measures box and area', () => {
    const { list } = findComponents(drawn('..#..', '.#...', '....#'));
    expect(list.map(({ box, area }) => ({ ...box, area }))).toEqual([
      { x: 1, y: 0, width: 2, height: 2, area: 2 },
      { x: 4, y: 2, width: 1, height: 1, area: 1 },
    ]);
  });
});
