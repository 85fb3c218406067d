import { createNetwork } from 'lenet5';

/**
 * Pictures as the network takes them: [count, 32, 32] in [−0.1, 1.175] with the preset's border. TensorFlow.js, which
 * cannot repeat the outermost pixels, gets these for nothing.
 * @param {string} preset
 * @param {import('lenet5').Dataset} data
 */
export function inputsOf(preset, data) {
  const network = createNetwork({ architecture: preset, capacity: data.count });
  const size = data.rows * data.columns;
  for (let s = 0; s < data.count; s++) network.setPicture(s, data.images, s * size, data.rows);
  network.readPictures(data.count, data.rows);
  return Float32Array.from(network.unitsNamed('input').state.data);
}

/** The same without a border: [count, 28, 28]. @param {import('lenet5').Dataset} data */
export function picturesOf(data) {
  const padded = inputsOf('paper', data);
  return Float32Array.from({ length: data.count * 28 * 28 }, (_, i) => {
    const [sample, row, column] = [Math.floor(i / 784), Math.floor(i / 28) % 28, i % 28];
    return padded[sample * 1024 + (row + 2) * 32 + column + 2];
  });
}
