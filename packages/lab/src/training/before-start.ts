import { createTrainer, type Dataset, Lenet5Error, makeDataset, type StateDict } from 'lenet5';
import { switchValue, withSwitch } from 'lenet5/training';
import { type Failure, failureOf } from './failure.js';
import { changesOf, isPreset, type RunSettings, settingsOf } from './settings.js';

const PICTURES = 64;
const SIDE = 28;

/** Pictures that need no download: a blot each, at another place. Their content does not matter for the time. */
function blots(): Dataset {
  const images = new Uint8Array(PICTURES * SIDE * SIDE);
  for (let p = 0; p < PICTURES; p++) {
    for (let i = 0; i < 150; i++) images[p * SIDE * SIDE + 200 + ((p * 7 + i * 3) % 400)] = 255;
  }
  const labels = Uint8Array.from({ length: PICTURES }, (_, i) => i % 10);
  const names = { images: 'blots', labels: 'blots' };
  return makeDataset({ shape: [PICTURES, SIDE, SIDE], data: images }, { shape: [PICTURES], data: labels }, names);
}

/** Samples a second that this machine trains, measured during 0.2 s after a warm-up. */
export function measureSpeed({ architecture, recipe, seed }: RunSettings): number {
  // A rate at which nothing can collapse: the time does not depend on it.
  const slow = { rate: 1e-9, rates: recipe.rates.map(() => 1e-9) };
  const trainer = createTrainer({ architecture, recipe: { ...recipe, ...slow, passes: 1e6 }, seed, data: blots() });
  const speedDuring = (milliseconds: number) => {
    const begin = performance.now();
    const from = trainer.samples;
    while (performance.now() - begin < milliseconds) trainer.step();
    return ((trainer.samples - from) * 1000) / (performance.now() - begin);
  };
  speedDuring(100);
  return speedDuring(200);
}

/** Why the library makes no trainer of these settings; null where it makes one. */
function refusalOf({ architecture, recipe, seed }: RunSettings, weights: StateDict | null): Failure | null {
  try {
    createTrainer({ architecture, recipe, seed, data: blots(), ...(weights && { weights }) });
    return null;
  } catch (error) {
    if (error instanceof Lenet5Error) return failureOf(error);
    throw error;
  }
}

/** Why no run can begin: settings that do not go together, each of which may fit by itself. */
export interface Unfit {
  readonly failure: Failure;
  /** Switches of which each would mend it, were it what the preset has. */
  readonly switches: readonly string[];
}

/** What hinders a run with these settings; null where nothing does. @param weights what it starts from; null for drawn ones */
export function unfitness(settings: RunSettings, weights: StateDict | null): Unfit | null {
  const failure = refusalOf(settings, weights);
  if (!failure) return null;
  const { preset } = settings;
  if (!isPreset(preset)) return { failure, switches: [] };
  const usual = settingsOf(preset);
  const mending = changesOf(settings).filter(
    ([each]) => !refusalOf(withSwitch(settings, each, switchValue(each, usual)), weights),
  );
  return { failure, switches: mending.map(([{ name }]) => name) };
}
