// What every place computes: 2,000 steps of five trainings that between them use every kernel, on the library as it is
// published. Bundled into one module; nothing here may differ between Node and a browser.
import { ARCHITECTURES, createNetwork, evaluate, RECIPES, Trainer } from 'lenet5';

const STEPS = 2000;
/** A difference is easier to find where it is known when it began. */
const LOOK_EVERY = 500;

const { paper, blog } = ARCHITECTURES;
const TRAININGS = [
  {
    name: 'paper, sdlm, elastic',
    architecture: paper,
    recipe: {
      ...RECIPES['paper-printed'],
      distortion: 'elastic',
      rotation: 0.1,
      thickness: 0.5,
      curvatureSamples: 100,
      curvatureEvery: 400,
    },
  },
  {
    name: 'blog, eq8, affine, batch 3',
    architecture: blog,
    recipe: { ...RECIPES.blog, distortion: 'affine', rotation: 0.2, batch: 3, order: 'every-pass' },
  },
  {
    name: 'max, logistic, full, linear, cross-entropy',
    architecture: {
      ...paper,
      ...{ name: 'custom', pooling: 'max', c3: 'full', padding: 'replicate', output: 'linear' },
      squash: { ...paper.squash, S2: 'logistic', S4: 'logistic' },
    },
    recipe: { ...RECIPES.fast, criterion: 'cross-entropy', schedule: 'cosine', rate: 1e-2, warmUp: 300, j: 1 },
  },
  {
    name: 'tutorial, momentum, batch 4',
    architecture: ARCHITECTURES.tutorial,
    recipe: { ...RECIPES.tutorial, optimiser: 'momentum', rate: 1e-3, batch: 4 },
  },
  {
    name: 'paper, adam',
    architecture: paper,
    recipe: { ...RECIPES.fast, optimiser: 'adam', rate: 1e-4 },
  },
];

/**
 * @param {{ images: Uint8Array, labels: Uint8Array }} samples 28×28 pixels each
 * @returns {{ name: string, weightsSha256: string[], loss: number }[]} weights after every 500 steps; the mean loss at
 *   the end, which JSON keeps to the last bit
 */
export function sameBits({ images, labels }) {
  const data = { images, labels, count: labels.length, rows: 28, columns: 28, identity: '', warnings: [] };
  return TRAININGS.map(({ name, architecture, recipe }) => {
    const network = createNetwork({
      architecture,
      backend: 'simd',
      capacity: 8,
      curvature: recipe.optimiser === 'sdlm',
      moments: recipe.optimiser === 'adam',
    });
    const passes = Math.ceil((STEPS * recipe.batch) / data.count);
    const trainer = new Trainer({ network, recipe: { ...recipe, passes, plainPasses: 0 }, seed: 1, data });
    const weightsSha256 = [];
    for (let step = 1; step <= STEPS; step++) {
      trainer.step();
      if (step % LOOK_EVERY === 0) weightsSha256.push(network.weightsSha256());
    }
    return { name, weightsSha256, loss: evaluate(network, data, recipe).meanLoss };
  });
}
