// Runs in an empty folder where only the packed library is installed: `node train.mjs STEPS` trains the default
// network on ten synthetic pictures and prints {steps, firstLoss, lastLoss}, the mean losses of the first and the last 20 steps.
import assert from 'node:assert/strict';
import { createNetwork, RECIPES, Trainer } from 'lenet5';
import * as node from 'lenet5/node';

assert.ok(Object.keys(node).length > 0, 'lenet5/node exports nothing');

const steps = Number(process.argv[2]);
const window = 20;

/** Ten pictures that are easy to tell apart: a bar at a place of its own for each class. */
function bars() {
  const size = 28;
  const images = new Uint8Array(10 * size * size);
  for (let digit = 0; digit < 10; digit++) {
    const [top, left] = [4 + 4 * (digit % 5), digit < 5 ? 4 : 16];
    for (let y = top; y < top + 4; y++)
      images.fill(255, (digit * size + y) * size + left, (digit * size + y) * size + left + 8);
  }
  const labels = Uint8Array.from({ length: 10 }, (_, digit) => digit);
  return { images, labels, count: 10, rows: size, columns: size, identity: 'ten bars', warnings: [] };
}

const network = createNetwork();
const recipe = { ...RECIPES.fast, criterion: 'eq8', schedule: 'constant', rate: 1e-3, passes: steps / 10 };
const trainer = new Trainer({ network, recipe, seed: 1, data: bars() });

const losses = [];
let before = 0;
while (!trainer.done) {
  const passEnds = trainer.step();
  losses.push(trainer.running.lossSum - before);
  before = passEnds ? 0 : trainer.running.lossSum;
}
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
console.log(
  JSON.stringify({
    steps: losses.length,
    firstLoss: mean(losses.slice(0, window)),
    lastLoss: mean(losses.slice(-window)),
  }),
);
