import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { Random } from '../../src/math/random.js';
import { drawInitialValues } from '../../src/network/initial.js';
import { Network } from '../../src/network/network.js';
import { RECIPES } from '../../src/switches/presets.js';
import type { Architecture } from '../../src/switches/table.js';
import { criterionOf } from '../../src/training/criterion.js';
import { centralDifference } from '../kernels/formulas.js';
import { wordsOf } from '../switches/words.js';
import { trainingSamples, variant } from './support.js';

/** Every pooling × output × squashing; padding and c3 take turns, so that each of their pairs meets each value. */
const COMBINATIONS: Architecture[] = wordsOf<Architecture['pooling']>('pooling').flatMap((pooling, p) =>
  wordsOf<Architecture['output']>('output').flatMap((output, o) =>
    (['paper', 'blog', 'blog-sigmoid'] as const).map((preset, s) => {
      const padding = (p + o) % 2 ? 'background' : 'replicate';
      const c3 = (p + s) % 2 ? 'table' : 'full';
      return variant(preset, { pooling, output, padding, c3 });
    }),
  ),
);

/** The networks of others, and LeNet-5 with widths, classes and a table of its own. */
const OTHERS: Architecture[] = [
  variant('lenet-1989'),
  variant('lenet-1989', { name: 'lenet-1989 with 7 classes', classes: 7 }),
  variant('tutorial'),
  variant('d2l'),
  variant('paper', {
    name: 'paper, narrow, letters',
    width: { C1: 4, C3: 13, C5: 30, F6: 84 },
    c3: Array.from({ length: 13 }, (_, map) => [map % 3, 3]),
    classes: 26,
    codes: 'letters',
  }),
];

/** A picture whose ink touches the border, so that the two paddings differ. */
const INK_AT_BORDER = 3;

async function pictureAtBorder(): Promise<Uint8Array> {
  const { images, count } = await trainingSamples(2000);
  const touching = Array.from({ length: count }, (_, i) => images.subarray(i * 784, (i + 1) * 784)).filter((image) =>
    image.some((pixel, i) => pixel > 200 && (i % 28 === 0 || i % 28 === 27 || i < 28 || i >= 756)),
  );
  return touching[INK_AT_BORDER] ?? expect.unreachable('no picture touches the border');
}

describe('whole network in float64, one parameter of each kind: within 1e-6·max|b| of central differences', () => {
  it.each([...COMBINATIONS, ...OTHERS].map((architecture) => ({ ...architecture, architecture })))(
    '$name, $pooling, $output, $padding, $c3',
    async ({ architecture }) => {
      const network = new Network(architecture, new ReferenceBackend('float64'), 1);
      // With biases of 0, ReLU stands on its corner wherever the picture is empty.
      const relu = architecture.squash.C1 === 'relu';
      const initial = { ...RECIPES.fast, initialBiases: relu ? 'as-weights' : 'zero' } as const;
      drawInitialValues(network.parameters, initial, new Random(3, 'gradients'));
      const linear = architecture.output === 'linear';
      const scores = architecture.family === 'lenet-1989' ? 'mse' : 'cross-entropy';
      const criterion = linear ? scores : 'eq9';
      const judge = criterionOf({ criterion, j: 80 }, architecture.output, architecture.classes);
      network.setPicture(0, await pictureAtBorder(), 0, 28);
      const { state, delta } = network.outputs;
      const loss = () => {
        network.forward(1, 28);
        return judge(state.data, 0, 5, null);
      };
      network.forward(1, 28);
      judge(state.data, 0, 5, delta!.data);
      network.backward(1, { into: 'gradient', scale: 1 });

      const random = new Random(4, architecture.name);
      const chosen = network.parameters.filter(({ name }) => !/conv(?!12)/.test(name));
      const subsampling = architecture.family === 'lenet-5' && architecture.coefficients === 'trained' ? 4 : 0;
      const layers = architecture.family === 'lenet-5' ? 4 : 3;
      expect(chosen).toHaveLength(subsampling + 2 * (layers + (linear ? 1 : 0)));
      for (const { name, value, gradient } of chosen) {
        const largest = Math.max(...Array.from(gradient.data, Math.abs));
        const i = random.below(value.length);
        const before = value.data[i] as number;
        const numeric = centralDifference((moved) => {
          value.data[i] = moved;
          return loss();
        }, before);
        value.data[i] = before;
        expect(largest, name).toBeGreaterThan(1e-9);
        expect(Math.abs((gradient.data[i] as number) - numeric), `${name}[${i}]`).toBeLessThanOrEqual(1e-6 * largest);
      }
    },
  );
});
