import { describe, expect, it } from 'vitest';
import { findWeights } from '../../../src/files/layout/weights.js';
import { readPth } from '../../../src/files/pth/reader.js';
import { readSafetensors } from '../../../src/files/safetensors/reader.js';
import { ARCHITECTURES, RECIPES } from '../../../src/switches/presets.js';
import type { Recipe } from '../../../src/switches/table.js';
import { Trainer } from '../../../src/training/trainer.js';
import { testSamples, trainingSamples } from '../../network/support.js';
import { goldenWeights, networkWith, type Preset } from '../support.js';
import { golden } from './samples.js';

const BOUND = 1e-4;
const DISTANCES = readSafetensors(golden('distances.safetensors')).tensors;

describe.each(['blog', 'paper'] as const)('the .pth files of the network %s', (preset: Preset) => {
  const files = ['initial', 'initial-legacy', 'after-200'].map((moment) => `${preset}-${moment}`);

  it.each(files)(`%s.pth: distances of 100 test digits within ${BOUND} of PyTorch's`, async (name) => {
    const found = findWeights((await readPth(golden(`${name}.pth`))).tensors);
    expect(found).toMatchObject({
      differences: [],
      seen: { c3: 'table', output: 'rbf' },
      supposed: 'blog',
      layout: null,
    });
    const network = networkWith(ARCHITECTURES[preset], found.weights);
    const { images } = await testSamples(100);
    for (let i = 0; i < 100; i++) network.setPicture(i, images, i * 784, 28);
    network.forward(100, 28);
    const expected = DISTANCES.get(name)?.data ?? [];
    expect(expected).toHaveLength(1000);
    const furthest = Math.max(
      ...Array.from(expected, (y, i) => Math.abs(y - (network.outputs.state.data[i] as number))),
    );
    expect(furthest).toBeLessThanOrEqual(BOUND);
  });

  it('both forms hold the same weights, bit for bit', async () => {
    const [zip, legacy] = await Promise.all(files.slice(0, 2).map((name) => goldenWeights(`${name}.pth`)));
    expect([...zip!]).toEqual([...legacy!]);
  });

  it(`200 steps in stored order at rate 1e-3 lead from initial.pth to after-200.pth within ${BOUND}`, async () => {
    const network = networkWith(ARCHITECTURES[preset], await goldenWeights(`${preset}-initial.pth`));
    const recipe: Recipe = { ...RECIPES.blog, schedule: 'constant', rate: 1e-3, order: 'stored', batch: 1, passes: 1 };
    const trainer = new Trainer({ network, recipe, seed: 0, data: await trainingSamples(200), keepWeights: true });
    while (!trainer.done) trainer.step();
    const expected = await goldenWeights(`${preset}-after-200.pth`);
    for (const [name, { data }] of network.stateDict()) {
      const other = expected.get(name)?.data ?? [];
      const furthest = Math.max(...data.map((value, i) => Math.abs(value - (other[i] as number))));
      expect(furthest, name).toBeLessThanOrEqual(BOUND);
    }
  });
});
