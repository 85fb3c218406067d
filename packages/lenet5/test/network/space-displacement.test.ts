import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Network } from '../../src/network/network.js';
import { DISPLACEMENT_STEP, positionsOf, SpaceDisplacementNetwork } from '../../src/network/space-displacement.js';
import { ARCHITECTURES } from '../../src/switches/presets.js';
import type { Architecture } from '../../src/switches/table.js';
import { pretrained } from '../../src/weights/index.js';
import { expectError, thrownBy } from '../expect-error.js';
import { BACKENDS, testSamples, variant } from './support.js';

const architectures: [string, Architecture][] = [
  ['paper', ARCHITECTURES.paper],
  ['blog, C1 to S2 and C3 to S4 fused', ARCHITECTURES.blog],
  ['max pooling, C3 in full, linear output', variant('paper', { pooling: 'max', c3: 'full', output: 'linear' })],
  ['angles', variant('paper', { output: 'rbf-angle' })],
];

/** Weights of any size at which no unit is saturated. */
function randomise(network: Network, seed: number): void {
  let state = seed + 1;
  for (const { value, fanIn } of network.parameters) {
    const reach = Math.sqrt(3 / fanIn);
    for (let i = 0; i < value.data.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      value.data[i] = reach * (state / 2 ** 31 - 1);
    }
  }
}

function windowAt(strip: Uint8Array, width: number, left: number): Uint8Array {
  return Uint8Array.from({ length: 32 * 32 }, (_, i) => strip[Math.floor(i / 32) * width + left + (i % 32)] as number);
}

/** What the network itself says of every window, one after the other. */
function windowByWindow(network: Network, strip: Uint8Array, width: number): number[] {
  return Array.from({ length: positionsOf(width) }, (_, p) => {
    network.setPicture(0, windowAt(strip, width, p * DISPLACEMENT_STEP), 0, 32);
    network.forward(1, 32);
    return [...network.outputs.state.data.subarray(0, 10)];
  }).flat();
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from({ length: a.length }, (_, i) => Math.abs((a[i] as number) - (b[i] as number))));
}

describe.each(BACKENDS.slice(0, 2))('$name', ({ name, make }) => {
  test.each(architectures)(
    `%s: the strip answers as the network does for each window, within 1e-3`,
    (_, architecture) => {
      const network = new Network(architecture, make(), 1);
      const runs = { numRuns: name === 'simd' ? 12 : 2 };
      fc.assert(
        fc.property(fc.integer({ min: 8, max: name === 'simd' ? 60 : 12 }), fc.nat(1e6), (quarter, seed) => {
          randomise(network, seed);
          const width = 4 * quarter;
          const strip = Uint8Array.from(
            { length: 32 * width },
            (_, i) => (Math.imul(i + seed, 2_654_435_761) >>> 24) & 255,
          );
          const wide = new SpaceDisplacementNetwork(network, width);
          const outputs = wide.read(strip);
          expect(largestDifference(outputs, windowByWindow(network, strip, width))).toBeLessThan(1e-3);
        }),
        runs,
      );
    },
  );
});

test('the shipped network along ten test digits, 32 pixels apart, gives their ten answers, distances within 2e-3', async () => {
  const { images, labels } = await testSamples(10);
  const width = 320;
  const strip = new Uint8Array(32 * width);
  for (let d = 0; d < 10; d++) {
    for (let y = 0; y < 28; y++) {
      strip.set(images.subarray((d * 28 + y) * 28, (d * 28 + y + 1) * 28), (y + 2) * width + d * 32 + 2);
    }
  }
  const network = pretrained({ capacity: 1 });
  const wide = new SpaceDisplacementNetwork(network, width);
  const outputs = wide.read(strip);
  expect(largestDifference(outputs, windowByWindow(network, strip, width))).toBeLessThan(2e-3);
  const answers = Array.from({ length: 10 }, (_, d) => {
    const distances = [...outputs.subarray(d * 80, d * 80 + 10)];
    return distances.indexOf(Math.min(...distances));
  });
  expect(answers).toEqual([...labels]);
});

test('a strip read again gives the same bits, and later training of the network changes nothing', () => {
  const network = pretrained({ capacity: 1 });
  const wide = new SpaceDisplacementNetwork(network, 64);
  const strip = Uint8Array.from({ length: 32 * 64 }, (_, i) => (i * 31) & 255);
  const first = Float32Array.from(wide.read(strip));
  randomise(network, 5);
  expect(wide.read(strip)).toEqual(first);
});

test.each([0, 28, 31, 33, 34, 63, Number.NaN])('a strip of %d pixels is refused', (width) => {
  const network = new Network(ARCHITECTURES.paper, (BACKENDS[1] as (typeof BACKENDS)[1]).make(), 1);
  expect(() => new SpaceDisplacementNetwork(network, width)).toThrow(/expected a multiple of 4 that is 32 or more/);
});

test('a strip of the wrong length is refused', async () => {
  const wide = new SpaceDisplacementNetwork(pretrained({ capacity: 1 }), 64);
  const error = await thrownBy(() => wide.read(new Uint8Array(32 * 60)));
  expectError(error, 'SettingError', 'argument', 'strip.length is 1920, expected 32 rows of 64 bytes.');
});
