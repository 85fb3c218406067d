import { sha256Hex } from '../digest.js';
import type { Dataset } from '../files/idx/dataset.js';
import type { BackendName } from '../network/create.js';
import { ARCHITECTURES, RECIPES } from '../switches/presets.js';
import type { Architecture, Recipe } from '../switches/table.js';
import { createTrainer } from './trainer.js';

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

const SECOND_ORDER: Partial<Recipe> = { ...RECIPES['paper-printed'], curvatureSamples: 20, warmUp: 10 };

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

/**
 * What this version of the code computes, on this machine: 16 hex digits of the SHA-256 over the weights of a few very
 * short trainings. It stays the same as long as every bit does, whatever else is rewritten: runs may go on, and results
 * be compared, under one fingerprint only.
 * @param backend 'simd' where the engine has it, else 'reference', unless given
 * @throws SettingError for another one
 */
export function codeFingerprint(backend?: BackendName): string {
  const data = probeData(40);
  const weights = PROBES.map(([changes, recipe]) => {
    const trainer = createTrainer({
      architecture: { ...ARCHITECTURES.paper, ...changes },
      recipe: { ...RECIPES.fast, ...recipe, passes: 2 },
      seed: 7,
      data,
      ...(backend !== undefined && { backend }),
    });
    while (!trainer.done) trainer.step();
    return trainer.network.weightsSha256();
  });
  return sha256Hex([Uint8Array.from(weights.join(''), (digit) => digit.charCodeAt(0))]).slice(0, 16);
}
