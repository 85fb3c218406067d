import { SettingError } from '../errors.js';
import type { Floats } from '../kernels/arena.js';
import type { Network } from '../network/network.js';
import type { Recipe } from '../switches/table.js';
import { checkCurvature } from './curvature.js';

/** What makes steps of gradients. */
export interface Optimiser {
  /** From ∂E/∂output of the samples of a batch into the weights; their gradients are averaged. */
  step(samples: number, rate: number): void;
  /** What it remembers of earlier gradients, parameter by parameter. */
  readonly moments: readonly Floats[];
  /** Goes on after so many steps, with what it remembers as it is. */
  goOn(steps: number): void;
}

const FORGETFUL = { moments: [], goOn: () => {} };

function plain(network: Network): Optimiser {
  return {
    ...FORGETFUL,
    step: (samples, rate) => network.backward(samples, { into: 'value', scale: -rate / samples }),
  };
}

/** The rates of single weights are another matter: training/curvature.ts. */
function secondOrder(network: Network): Optimiser {
  checkCurvature(network);
  return {
    ...FORGETFUL,
    step(samples, rate) {
      network.backward(samples, { into: 'gradient', scale: 1 / samples });
      network.update(-rate);
    },
  };
}

/** PyTorch's SGD without dampening, v ← momentum · v + g and w ← w − rate · v; kept is momentum · v. */
function withMomentum(network: Network, { momentum }: Recipe): Optimiser {
  return {
    ...FORGETFUL,
    moments: network.parameters.map(({ gradient }) => gradient.data),
    step(samples, rate) {
      network.backward(samples, { into: 'gradient', scale: 1 / samples });
      network.updateByMomentum(-rate, momentum);
    },
  };
}

/** PyTorch's Adam: means that began at 0 are divided by 1 − βᵗ. */
function adam(network: Network, { beta1, beta2, epsilon }: Recipe): Optimiser {
  if (!network.moments) {
    throw new SettingError('switch-value', 'Optimiser adam needs a network made with moments: true.');
  }
  const { means, squares } = network.moments;
  let [power1, power2] = [1, 1];
  // Not a power, which engines compute in different ways.
  const count = () => {
    power1 *= beta1;
    power2 *= beta2;
  };
  return {
    moments: [...means, ...squares].map(({ data }) => data),
    goOn(steps) {
      [power1, power2] = [1, 1];
      for (let t = 0; t < steps; t++) count();
    },
    step(samples, rate) {
      network.backward(samples, { into: 'gradient', scale: 1 / samples });
      count();
      const [scale, root] = [-rate / (1 - power1), 1 / Math.sqrt(1 - power2)];
      network.updateByAdam({ scale, root, beta1, beta2, epsilon });
    },
  };
}

/**
 * The optimiser of a recipe at its first step.
 * @throws SettingError where the network was made without what it needs
 */
export function optimiserOf(network: Network, recipe: Recipe): Optimiser {
  const make = { sgd: plain, sdlm: secondOrder, momentum: withMomentum, adam }[recipe.optimiser];
  const optimiser = make(network, recipe);
  for (const { gradient } of network.parameters) gradient.data.fill(0);
  for (const values of optimiser.moments) values.fill(0);
  return optimiser;
}
