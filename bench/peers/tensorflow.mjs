// LeNet-5 in TensorFlow.js on its CPU backend, the only one that trains it in Node: the others lack the gradient of the
// convolution, or need a graphics card.
import { fileURLToPath } from 'node:url';
import { BITMAPS, TABLE_I } from 'lenet5';
import { importBundled } from '../run/bundle.mjs';
import { RATE } from '../run/measure.mjs';

/** Weights [outputs, inputs, 5, 5] → [5, 5, inputs, outputs], as TensorFlow has them; C3 map by map into one. */
function tensorsFrom(tf, state) {
  const read = (name) => tf.tensor(state.get(name).data, [...state.get(name).shape]);
  const filters = (name) => tf.transpose(read(name), [2, 3, 1, 0]);
  const c3 = tf.buffer([16, 6, 5, 5]);
  const mask = tf.buffer([1, 1, 6, 16]);
  TABLE_I.forEach((inputs, map) => {
    const { data } = state.get(`C3.conv${map}.weight`);
    inputs.forEach((input, i) => {
      mask.set(1, 0, 0, input, map);
      for (let k = 0; k < 25; k++) c3.set(data[i * 25 + k], map, input, Math.floor(k / 5), k % 5);
    });
  });
  const c3Bias = tf.tensor(TABLE_I.map((_, map) => state.get(`C3.conv${map}.bias`).data[0]));
  const values = { 'C3.weight': tf.transpose(c3.toTensor(), [2, 3, 1, 0]), 'C3.bias': c3Bias };
  for (const name of ['C1', 'C5']) values[`${name}.weight`] = filters(`${name}.weight`);
  for (const name of ['S2.weight', 'S2.bias', 'S4.weight', 'S4.bias', 'C1.bias', 'C5.bias', 'F6.bias']) {
    values[name] = read(name);
  }
  values['F6.weight'] = tf.transpose(read('F6.weight'));
  return { values, mask: mask.toTensor() };
}

/** Back to the names and the order of the state dict. */
function weightsFrom(tf, variables) {
  const found = new Map();
  const turned = (name) => tf.transpose(variables[name], [3, 2, 0, 1]).dataSync();
  for (const [name, variable] of Object.entries(variables)) {
    if (!name.startsWith('C3.')) found.set(name, variable.dataSync());
  }
  found.set('C1.weight', turned('C1.weight')).set('C5.weight', turned('C5.weight'));
  found.set('F6.weight', tf.transpose(variables['F6.weight']).dataSync());
  const [c3, bias] = [turned('C3.weight'), variables['C3.bias'].dataSync()];
  TABLE_I.forEach((inputs, map) => {
    const part = inputs.flatMap((input) => [...c3.slice((map * 6 + input) * 25, (map * 6 + input + 1) * 25)]);
    found.set(`C3.conv${map}.weight`, Float32Array.from(part));
    found.set(`C3.conv${map}.bias`, bias.slice(map, map + 1));
  });
  return found;
}

/** [samples, 32, 32, 1] → distances [samples, 10], with the variables of `v`. */
function distances(tf, v, mask, preset, x) {
  const squash = (a) => tf.mul(1.7159, tf.tanh(tf.mul(2 / 3, a)));
  const between = preset === 'paper' ? squash : (a) => a;
  const factor = preset === 'paper' ? 4 : 1;
  const subsample = (name, a) => {
    const pooled = tf.mul(factor, tf.avgPool(a, 2, 2, 'valid'));
    return squash(tf.add(tf.mul(pooled, v[`${name}.weight`]), v[`${name}.bias`]));
  };
  const convolve = (name, a, weight) => between(tf.add(tf.conv2d(a, weight, 1, 'valid'), v[`${name}.bias`]));
  const s2 = subsample('S2', convolve('C1', x, v['C1.weight']));
  const s4 = subsample('S4', convolve('C3', s2, tf.mul(v['C3.weight'], mask)));
  const c5 = tf.reshape(convolve('C5', s4, v['C5.weight']), [-1, 120]);
  const f6 = squash(tf.add(tf.matMul(c5, v['F6.weight']), v['F6.bias']));
  const codes = tf.tensor(BITMAPS.flat(), [1, 10, 84]);
  return tf.sum(tf.square(tf.sub(tf.expandDims(f6, 1), codes)), 2);
}

function subject(tf, preset, state, inputs, labels) {
  const { values, mask } = tensorsFrom(tf, state);
  const variables = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tf.variable(value)]));
  const optimiser = tf.train.sgd(RATE);
  const pictures = tf.tensor(inputs, [labels.length, 32, 32, 1]);
  const step = (i) => {
    const at = i % labels.length;
    const x = tf.slice(pictures, [at, 0, 0, 0], [1, 32, 32, 1]);
    const label = tf.scalar(labels[at], 'int32');
    optimiser.minimize(() => tf.gather(tf.reshape(distances(tf, variables, mask, preset, x), [10]), label));
  };
  const steps = (count) => {
    for (const [name, value] of Object.entries(values)) variables[name].assign(value);
    const begin = performance.now();
    for (let i = 0; i < count; i++) tf.tidy(() => step(i));
    return performance.now() - begin;
  };
  return {
    train: (count) => {
      steps(count);
      return tf.tidy(() => weightsFrom(tf, variables));
    },
    repeat: steps,
  };
}

/**
 * @param {import('lenet5').Dataset} data
 * @param {Map<string, import('lenet5').StateDict>} starts
 * @param {(preset: string) => Float32Array} inputsOf pictures with border, as the network takes them
 */
export async function tensorflowPeer(data, starts, inputsOf) {
  const tf = await importBundled(fileURLToPath(new URL('tensorflow-entry.mjs', import.meta.url)));
  tf.enableProdMode(); // else it prints an advertisement
  await tf.setBackend('cpu');
  const labels = [...data.labels];
  return {
    version: tf.version_core,
    peer: {
      who: 'TensorFlow.js, CPU backend',
      kinds: ['step'],
      batches: [1],
      make: (preset) => subject(tf, preset, starts.get(preset), inputsOf(preset), labels),
    },
  };
}
