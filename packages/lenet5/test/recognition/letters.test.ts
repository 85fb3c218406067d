import { expect, it } from 'vitest';
import { glyphBank } from './synthesis/fonts.js';
import { letterSet } from './synthesis/letters.js';

it('letters of fonts are as many of each class, counted from 1 and mixed, with ink in every image', () => {
  const { images, labels, count } = letterSet(glyphBank('measure'), 3, 1);
  expect(count).toBe(78);
  const counts = Array.from({ length: 27 }, (_, label) => labels.filter((each) => each === label).length);
  expect(counts).toEqual([0, ...Array(26).fill(3)]);
  expect([...labels]).not.toEqual([...labels].sort((a, b) => a - b));
  for (let i = 0; i < count; i++) expect(Math.max(...images.subarray(i * 784, (i + 1) * 784))).toBeGreaterThan(128);
});
