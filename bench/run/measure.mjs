// What this library does, made measurable. Runs in Node and, unchanged, in a page: no import but types, the library is
// given. Every repetition starts from the same weights, so that all of them do the same work.

/**
 * Steps are those of the trainer, as a user runs them: pictures as bytes, the criterion, the error count, the update.
 * @typedef {object} Setting
 * @property {typeof import('lenet5')} lenet5
 * @property {'simd' | 'reference'} backend
 * @property {import('lenet5').Dataset} data
 */

/** Rate of every step that is compared or timed. */
export const RATE = 1e-3;

/**
 * Plain gradient descent on the distance of the right class (Eq. 8) at one rate, pictures in stored order: what any
 * program can do. Initial values are those of the recipe 'fast', with which every layer moves from the first step on.
 */
function recipeOf({ RECIPES }, batch) {
  const descent = { criterion: 'eq8', optimiser: 'sgd', schedule: 'constant', rate: RATE, warmUp: 0 };
  const samples = { order: 'stored', distortion: 'none', batch, passes: 1_000_000 };
  return { ...RECIPES.fast, ...descent, ...samples };
}

/** Where all programs start: initial values that the library draws. */
export function startWeights(lenet5, preset, data) {
  const network = lenet5.createNetwork({ architecture: preset, capacity: 1 });
  new lenet5.Trainer({ network, recipe: recipeOf(lenet5, 1), seed: 1998, data });
  return network.stateDict();
}

export function networkOf({ lenet5, backend, data }, preset, capacity) {
  const network = lenet5.createNetwork({ architecture: preset, backend, capacity });
  const start = startWeights(lenet5, preset, data);
  network.loadStateDict(start);
  return { network, start };
}

/** Goes on from the weights that the network has. */
export function trainerOf({ lenet5, data }, network, batch) {
  return new lenet5.Trainer({ network, recipe: recipeOf(lenet5, batch), seed: 0, data, keepWeights: true });
}

/** @returns {import('./contender.mjs').Subject} */
function stepSubject(setting, preset, batch) {
  const { network, start } = networkOf(setting, preset, batch);
  const restart = () => {
    network.loadStateDict(start);
    return trainerOf(setting, network, batch);
  };
  return {
    train(steps) {
      const trainer = restart();
      for (let i = 0; i < steps; i++) trainer.step();
      return new Map([...network.stateDict()].map(([name, { data: values }]) => [name, values]));
    },
    repeat(count) {
      const trainer = restart();
      const begin = performance.now();
      for (let i = 0; i < count; i++) trainer.step();
      return performance.now() - begin;
    },
  };
}

/** Pictures as bytes in, ten distances out. @returns {import('./contender.mjs').Subject} */
function forwardSubject(setting, preset, batch) {
  const { images, count: pictures, rows } = setting.data;
  const { network } = networkOf(setting, preset, batch);
  const pass = (/** @type {number} */ first) => {
    for (let s = 0; s < batch; s++) network.setPicture(s, images, (first + s) * rows * rows, rows);
    network.forward(batch, rows);
  };
  return {
    outputs() {
      const all = new Float32Array(pictures * 10);
      for (let first = 0; first + batch <= pictures; first += batch) {
        pass(first);
        all.set(network.outputs.state.data.subarray(0, batch * 10), first * 10);
      }
      return all;
    },
    repeat(count) {
      const begin = performance.now();
      for (let i = 0; i < count; i++) pass((i * batch) % pictures);
      return performance.now() - begin;
    },
  };
}

/** An affine map with a smooth field, as in training; a step is one picture. */
function distortionSubject(setting, preset, batch) {
  const { images, rows } = setting.data;
  const { network } = networkOf(setting, preset, batch);
  const { matrices, control } = network.distortion;
  for (let s = 0; s < batch; s++) matrices.data.set([1.05, 0.1, 1.5 - (s % 4), -0.08, 0.96, (s % 5) - 2], s * 6);
  control.data.forEach((_, i) => {
    control.data[i] = ((i * 7919) % 401) / 100 - 2;
  });
  return {
    repeat(count) {
      let elapsed = 0;
      for (let done = 0; done < count; done += batch) {
        // Fresh pictures, outside the clock: one distorted a hundred times has nothing left in it.
        for (let s = 0; s < batch; s++) network.setPicture(s, images, s * rows * rows, rows);
        network.readPictures(batch, rows);
        const samples = Math.min(batch, count - done);
        const begin = performance.now();
        for (let s = 0; s < samples; s++) network.distort(s, true);
        elapsed += performance.now() - begin;
      }
      return elapsed;
    },
  };
}

/** By kind of work. */
export const SUBJECTS = { step: stepSubject, forward: forwardSubject, distortion: distortionSubject };
