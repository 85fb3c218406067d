import { createHash } from 'node:crypto';
import { ARCHITECTURES, type Architecture, createNetwork, type Dataset, RECIPES, type Recipe, Trainer } from 'lenet5';
import type { BackendName } from '../settings/presets.js';

/** Pictures of nothing in particular, made by a rule that every machine follows alike. */
function probeData(count: number): Dataset {
  const side = 28;
  const images = new Uint8Array(count * side * side);
  let state = 1;
  for (let i = 0; i < images.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const column = i % side;
    const inside = column > 5 && column < 22 && (Math.floor(i / (4 * side)) + (column >> 3)) % 3 === 0;
    images[i] = inside ? 128 + (state >>> 25) : 0;
  }
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  return { images, labels, count, rows: side, columns: side, identity: 'probe', warnings: [] };
}

const SECOND_ORDER: Partial<Recipe> = { ...RECIPES.paper, curvatureSamples: 20, warmUp: 10 };

/** Between them they use every kernel, criterion, schedule and distortion. */
const PROBES: readonly (readonly [Partial<Architecture>, Partial<Recipe>])[] = [
  [{}, { distortion: 'elastic', rotation: 0.1 }],
  [{}, { distortion: 'affine', thickness: 1, schedule: 'constant' }],
  [ARCHITECTURES.blog, RECIPES.blog],
  [{}, SECOND_ORDER],
  [ARCHITECTURES['blog-sigmoid'], SECOND_ORDER],
  [
    { pooling: 'max', c3: 'full', output: 'linear' },
    { criterion: 'cross-entropy', batch: 5 },
  ],
  [
    { ...ARCHITECTURES['blog-sigmoid'], output: 'rbf-angle' },
    { criterion: 'eq8', order: 'constant' },
  ],
];

function weightsAfter(changes: Partial<Architecture>, recipe: Recipe, backend: BackendName): string {
  const architecture = { ...ARCHITECTURES.paper, ...changes };
  const network = createNetwork({ architecture, backend, capacity: 8, curvature: recipe.optimiser === 'sdlm' });
  const trainer = new Trainer({ network, recipe, seed: 7, data: probeData(40) });
  while (!trainer.done) trainer.step();
  return network.weightsSha256();
}

/**
 * What this version of the code computes, on this machine: the SHA-256 over the weights of a few very short trainings.
 * It stays the same as long as every bit does, whatever else is rewritten; results under another one are not comparable.
 */
export function codeFingerprint(backend: BackendName): string {
  const hash = createHash('sha256');
  for (const [architecture, changes] of PROBES) {
    hash.update(weightsAfter(architecture, { ...RECIPES.fast, ...changes, passes: 2 }, backend));
  }
  return hash.digest('hex').slice(0, 16);
}
