// Makes the weights for pictures from the shipped ones (some ten minutes of one core, more than half of it for drawing):
//
//   npm run train:pictures
//
// Writes weights/pictures.safetensors. Training set: the 55,000 MNIST digits as they are, digits of other pens, hands and
// fonts, and as many shapes that are no digit; see test/recognition/synthesis/training-set.ts. Criterion: Eq. 9 of the
// paper, where a non-digit is the rubbish class, so that its gradient pushes all ten distances up. Rate, mixture and
// number of passes were chosen by what choose-reject.mjs shows: on data that training does not see.
import { readFile, writeFile } from 'node:fs/promises';
import { createNetwork, evaluate, readSafetensors, writeSafetensors } from 'lenet5';
import { mnist, synthesis } from './synthesis.mjs';

const [PASSES, RATE, WARM_UP] = [18, 4e-4, 4000];
/** j of Eq. 9. A larger one for non-digits pushes their distances on to where hardly any digit lies. */
const [J, J_NON_DIGIT] = [8, 28];
/** A non-digit farther away than this hardly has a gradient: it is not propagated back. */
const FAR = J_NON_DIGIT + 3;
const MIXTURE = {
  'other pen': 45_000,
  'other hand': 5600,
  'font digit': 3200,
  damaged: 5600,
  faint: 4000,
  cut: 20_000,
  'cut other': 20_000,
  letter: 26_000,
  sign: 5600,
  ringed: 2400,
  character: 2000,
  several: 5600,
  stacked: 2000,
  word: 2400,
  page: 1000,
  lying: 3200,
  boxed: 1200,
  form: 3600,
  mark: 3200,
  texture: 2000,
};
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
const { glyphBank } = await synthesis('fonts');
const { NO_DIGIT, trainingSet } = await synthesis('training-set');
const { distort } = await synthesis('../../../src/training/distortion');
const { Random } = await synthesis('../../../src/math/random');
const drawn = trainingSet(training, glyphBank('training'), MIXTURE, 1);
const count = training.count + drawn.count;
const images = new Uint8Array(count * 784);
images.set(training.images);
images.set(drawn.images, training.count * 784);
const labels = Uint8Array.from([...training.labels, ...drawn.labels]);

/** Derivatives of Eq. 9 by the ten distances; false where they are next to nothing. */
function differentiate(label) {
  const { state, delta } = network.outputs;
  const distances = state.data.subarray(0, 10);
  if (label === NO_DIGIT && Math.min(...distances) > FAR) return false;
  const j = label === NO_DIGIT ? J_NON_DIGIT : J;
  const shift = Math.min(j, ...distances);
  const shares = Array.from(distances, (distance) => Math.exp(shift - distance));
  const sum = shares.reduce((total, share) => total + share, Math.exp(shift - j));
  for (let i = 0; i < 10; i++) {
    const derivative = (i === label ? 1 : 0) - shares[i] / sum;
    delta.data[i] = Math.abs(derivative) < 1e-20 ? 0 : derivative;
  }
  return true;
}

for (let pass = 0, step = 0; pass < PASSES; pass++) {
  const order = new Random(1, `order ${pass}`).permutation(count);
  const random = new Random(1, `distortion ${pass}`);
  for (const sample of order) {
    network.setPicture(0, images, sample * 784, 28);
    network.readPictures(1, 28);
    if (pass + 1 < PASSES) distort(network, 1, RANGES, random);
    network.forwardFromInput(1);
    const rate = Math.min(1, (step + 1) / WARM_UP) * RATE * 0.5 * (1 + Math.cos((Math.PI * step) / (PASSES * count)));
    if (differentiate(labels[sample])) network.backward(1, { into: 'value', scale: -rate });
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
