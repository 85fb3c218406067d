import type { Dataset } from '../../src/files/idx/dataset.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Architecture, Recipe } from '../../src/switches/table.js';
import { Trainer } from '../../src/training/trainer.js';
import { simdNetwork } from '../network/support.js';

export interface Setting {
  readonly data: Dataset;
  readonly architecture?: Architecture;
  /** Changes to the recipe 'fast'. */
  readonly changes?: Partial<Recipe>;
  readonly seed?: number;
  readonly capacity?: number;
  /** Make the network ready for optimiser 'sdlm'. */
  readonly curvature?: boolean;
}

/** A trainer with a network of its own. */
export function makeTrainer({
  data,
  architecture = ARCHITECTURES.paper,
  changes,
  seed = 1,
  capacity = 8,
  curvature = false,
}: Setting): Trainer {
  return new Trainer({
    network: simdNetwork(architecture, capacity, curvature),
    recipe: { ...RECIPES.fast, ...changes },
    seed,
    data,
  });
}

/** Steps until the run is done, or until so many steps are taken. */
export function run(trainer: Trainer, steps = Infinity): Trainer {
  for (let i = 0; i < steps && !trainer.done; i++) trainer.step();
  return trainer;
}

/** 28×28 pictures with a border of 2 around: 0, or the outermost pixels again. */
export function padded(data: Dataset, border: 'background' | 'replicate'): Dataset {
  const images = new Uint8Array(data.count * 32 * 32);
  const inside = (place: number) => Math.min(27, Math.max(0, place - 2));
  for (let i = 0; i < images.length; i++) {
    const [s, y, x] = [Math.floor(i / 1024), Math.floor(i / 32) % 32, i % 32];
    const ink = border === 'replicate' || (inside(y) === y - 2 && inside(x) === x - 2);
    images[i] = ink ? (data.images[s * 784 + inside(y) * 28 + inside(x)] as number) : 0;
  }
  return { ...data, images, rows: 32, columns: 32 };
}
