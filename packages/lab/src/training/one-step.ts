import { createTrainer, type Dataset, makeDataset, type Trainer } from 'lenet5';
import type { Tensor } from 'lenet5/core';
import type { Attempt, Step } from './protocol.js';

const SIDE = 28;

/** The values of the first of so many samples. */
function firstOf(tensor: Tensor | null, samples: number): Float32Array {
  return Float32Array.from(tensor?.data.subarray(0, tensor.length / samples) ?? []);
}

/** Takes a step, and takes it apart. @param take has the trainer step once */
export function takenApart(trainer: Trainer, take: () => void, tried: boolean): Step {
  const { network, data, rate, position } = trainer;
  const before = network.stateDict();
  const lossBefore = position === 0 ? 0 : trainer.running.lossSum;
  take();
  const samples = Math.min(trainer.recipe.batch, data.count - position);
  return {
    label: data.labels[trainer.sampleAt(position)] ?? 0,
    input: firstOf(network.unitsNamed('input').state, network.capacity),
    samples,
    loss: (trainer.running.lossSum - lossBefore) / samples,
    rate,
    outputDelta: firstOf(network.outputs.delta, network.capacity),
    before,
    after: network.stateDict(),
    tried,
  };
}

function oneDigit(pixels: Uint8Array, label: number): Dataset {
  const names = { images: 'drawn', labels: 'drawn' };
  const images = { shape: [1, SIDE, SIDE], data: pixels };
  return makeDataset(images, { shape: [1], data: Uint8Array.of(label) }, names);
}

/** One plain step on a digit that is in no training set. Of its weights nothing is kept. */
export function tryStep({ settings, weights, pixels, label, rate }: Attempt): Step {
  const { architecture, recipe: usual, seed } = settings;
  const plain = {
    optimiser: 'sgd',
    schedule: 'constant',
    distortion: 'none',
    classWeights: 'none',
    order: 'stored',
  } as const;
  const recipe = { ...usual, ...plain, rate, warmUp: 0, batch: 1, passes: 1, validation: 0, patience: 0 };
  const data = oneDigit(pixels, label);
  const trainer = createTrainer({ architecture, recipe, seed, data, ...(weights && { weights }) });
  return takenApart(trainer, () => trainer.step(), true);
}
