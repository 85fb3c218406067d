import { findWeights } from '../../src/files/layout/weights.js';
import { readPth } from '../../src/files/pth/reader.js';
import { readSafetensors } from '../../src/files/safetensors/reader.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { Network, type StateDict } from '../../src/network/network.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Architecture, Recipe } from '../../src/switches/table.js';
import { Trainer } from '../../src/training/trainer.js';
import { pretrainedBytes } from '../../src/weights/index.js';
import { testSamples, trainingSamples } from '../network/support.js';
import { golden } from './pth/samples.js';

/** Samples of one pass. */
export const BATCH = 500;

export type Preset = 'paper' | 'blog';

/** The networks of the family, each trained otherwise. */
export const FAMILY = ['paper', 'blog', 'lenet-1989', 'tutorial', 'd2l'] as const;

/** One pass over 5,000 samples that is enough to read. */
const SHORT: Readonly<Record<Exclude<(typeof FAMILY)[number], 'paper'>, Recipe>> = {
  blog: { ...RECIPES.fast, passes: 1, schedule: 'constant', rate: 3e-4 },
  'lenet-1989': { ...RECIPES['1989'], passes: 1 },
  tutorial: { ...RECIPES.tutorial, passes: 1, batch: 8, rate: 0.05 },
  d2l: { ...RECIPES.d2l, passes: 1, batch: 4, rate: 0.3 },
};

export function networkWith(architecture: Architecture, weights: StateDict): Network {
  const network = new Network(architecture, new WasmBackend(), BATCH);
  network.loadStateDict(weights);
  return network;
}

/** The weights in a .pth file of test/golden. */
export async function goldenWeights(name: string): Promise<StateDict> {
  return findWeights((await readPth(golden(name), name)).tensors).weights;
}

/** Trained once for each test file. */
const trained = new Map<string, StateDict>();

/** A network that has learnt to read: the shipped weights, or another preset after 5,000 samples. */
export async function trainedNetwork(preset: (typeof FAMILY)[number]): Promise<Network> {
  const weights =
    trained.get(preset) ?? (preset === 'paper' ? readSafetensors(pretrainedBytes()).tensors : await learnt(preset));
  trained.set(preset, weights);
  return networkWith(ARCHITECTURES[preset], weights);
}

async function learnt(preset: keyof typeof SHORT): Promise<StateDict> {
  const network = new Network(ARCHITECTURES[preset], new WasmBackend(), BATCH);
  const trainer = new Trainer({ network, recipe: SHORT[preset], seed: 1, data: await trainingSamples(5000) });
  while (!trainer.done) trainer.step();
  return network.stateDict();
}

/** Digits on which answers are compared: all of them for the shipped weights, the first 1,000 for the others. */
export const digitsFor = (preset: string) => (preset === 'paper' ? 10_000 : 1000);

/** What a network takes the first test digits for. @param count a multiple of BATCH */
export async function answersOf(network: Network, count: number): Promise<number[]> {
  const { images } = await testSamples(count);
  const answers: number[] = [];
  for (let at = 0; at < count; at += BATCH) {
    for (let i = 0; i < BATCH; i++) network.setPicture(i, images, (at + i) * 784, 28);
    network.forward(BATCH, 28);
    for (let i = 0; i < BATCH; i++) answers.push(network.answer(i));
  }
  return answers;
}
