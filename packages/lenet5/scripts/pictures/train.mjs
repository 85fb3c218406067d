// Makes the weights for pictures from the shipped ones (some five minutes of one core, most of it for drawing):
//
//   npm run train:pictures
//
// Writes weights/pictures.safetensors. Training set: 20,000 MNIST digits as they are, 45,000 with another pen, slant and
// resolution, 9,000 drawn in ways that MNIST has few of, 26,000 non-digits. Criterion: Eq. 9 of the paper, where a
// non-digit is the rubbish class, so that its gradient pushes all ten distances up.
import { readFile, writeFile } from 'node:fs/promises';
import { createNetwork, evaluate, readSafetensors, writeSafetensors } from 'lenet5';
import { mnist, synthesis } from './synthesis.mjs';

const [PASSES, RATE, WARM_UP, PLAIN] = [8, 3e-4, 4000, 20_000];
/** j of Eq. 9. A larger one for non-digits pushes their distances on to where hardly any digit lies. */
const [J, J_NON_DIGIT] = [3, 10];
const MIXTURE = { digits: 45_000, foreign: 9_000, nonDigits: 26_000 };
const RANGES = {
  distortion: 'elastic',
  shift: 1.2,
  scale: 0.08,
  squeeze: 0.1,
  shear: 0.15,
  rotation: 0.1,
  elastic: 1.5,
};

const weights = new URL('../../weights/', import.meta.url);
const { tensors, metadata } = readSafetensors(await readFile(new URL('pretrained.safetensors', weights)));
const network = createNetwork({ architecture: JSON.parse(metadata.architecture) });
network.loadStateDict(tensors);

const { training, test } = await mnist();
const { NO_DIGIT, trainingSet } = await synthesis('training-set');
const { distort } = await synthesis('../../../src/training/distortion');
const { Random } = await synthesis('../../../src/math/random');
const drawn = trainingSet(training, MIXTURE, 1);
const count = PLAIN + drawn.count;
const images = new Uint8Array(count * 784);
images.set(training.images.subarray(0, PLAIN * 784));
images.set(drawn.images, PLAIN * 784);
const labels = Uint8Array.from([...training.labels.subarray(0, PLAIN), ...drawn.labels]);

/** Derivatives of Eq. 9 by the ten distances. */
function differentiate(label) {
  const { state, delta } = network.outputs;
  const distances = state.data.subarray(0, 10);
  const j = label === NO_DIGIT ? J_NON_DIGIT : J;
  const shift = Math.min(j, ...distances);
  const shares = Array.from(distances, (distance) => Math.exp(shift - distance));
  const sum = shares.reduce((total, share) => total + share, Math.exp(shift - j));
  for (let i = 0; i < 10; i++) {
    const derivative = (i === label && label !== NO_DIGIT ? 1 : 0) - shares[i] / sum;
    delta.data[i] = Math.abs(derivative) < 1e-20 ? 0 : derivative;
  }
}

for (let pass = 0, step = 0; pass < PASSES; pass++) {
  const order = new Random(1, `order ${pass}`).permutation(count);
  const random = new Random(1, `distortion ${pass}`);
  for (const sample of order) {
    network.setPicture(0, images, sample * 784, 28);
    network.readPictures(1, 28);
    if (pass + 1 < PASSES) distort(network, 1, RANGES, random);
    network.forwardFromInput(1);
    differentiate(labels[sample]);
    const rate = Math.min(1, (step + 1) / WARM_UP) * RATE * 0.5 * (1 + Math.cos((Math.PI * step) / (PASSES * count)));
    network.backward(1, { into: 'value', scale: -rate });
    step++;
  }
  console.log(`pass ${pass + 1} of ${PASSES}: MNIST test error ${evaluate(network, test).errorPercent.toFixed(2)} %`);
}
const bytes = writeSafetensors(
  network.stateDict(),
  { format: 'lenet5', architecture: metadata.architecture, licence: 'MIT', command: 'npm run train:pictures' },
  { half: true },
);
await writeFile(new URL('pictures.safetensors', weights), bytes);
