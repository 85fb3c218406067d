import { makeDataset } from 'lenet5';
import type { Settings } from './protocol.js';
import { trainerFor } from './worker-run.js';

const PICTURES = 64;
const SIDE = 28;

/** Pictures that need no download: a blot each, at another place. Their content does not matter for the time. */
function blots() {
  const images = new Uint8Array(PICTURES * SIDE * SIDE);
  for (let p = 0; p < PICTURES; p++) {
    for (let i = 0; i < 150; i++) images[p * SIDE * SIDE + 200 + ((p * 7 + i * 3) % 400)] = 255;
  }
  const labels = Uint8Array.from({ length: PICTURES }, (_, i) => i % 10);
  const names = { images: 'blots', labels: 'blots' };
  return makeDataset({ shape: [PICTURES, SIDE, SIDE], data: images }, { shape: [PICTURES], data: labels }, names);
}

/** Training steps a second on this machine, measured during 0.2 s after a warm-up. */
export function measureSpeed(settings: Settings): { samplesPerSecond: number; backend: 'simd' | 'reference' } {
  const trainer = trainerFor({ ...settings, recipe: { ...settings.recipe, passes: 1e6 } }, blots());
  const stepsIn = (milliseconds: number) => {
    const begin = performance.now();
    const from = trainer.samples;
    while (performance.now() - begin < milliseconds) trainer.step();
    return ((trainer.samples - from) * 1000) / (performance.now() - begin);
  };
  stepsIn(100);
  return { samplesPerSecond: stepsIn(200), backend: trainer.network.backend.name };
}
