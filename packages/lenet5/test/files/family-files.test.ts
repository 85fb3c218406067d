import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { architectureOf, findWeights, torchStateDict } from '../../src/files/layout/weights.js';
import { readPth } from '../../src/files/pth/reader.js';
import { writePth } from '../../src/files/pth/writer.js';
import { readSafetensors } from '../../src/files/safetensors/reader.js';
import { writeSafetensors } from '../../src/files/safetensors/writer.js';
import { createNetwork } from '../../src/network/create.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Architecture } from '../../src/switches/table.js';
import { Trainer } from '../../src/training/trainer.js';
import { trainingSamples } from '../network/support.js';
import { MNIST_FOLDER } from './idx/samples.js';
import { needPyTorch, runPython } from './python.js';
import { answersOf, networkWith } from './support.js';

type Answers = Readonly<Record<string, readonly number[]>>;

/** The files of family_classes.py, and what their networks have between the convolutions. */
const FILES = {
  'named.pth': 'tutorial',
  'sequential.pth': 'd2l',
  'net.pth': 'd2l',
  'features.pth': 'tutorial',
  'parallel.pth': 'tutorial',
  'checkpoint.pth': 'tutorial',
  'lightning.ckpt': 'd2l',
  'side32.pth': 'tutorial',
  'by-hand.pth': 'tutorial',
  'legacy.pth': 'tutorial',
  'named.safetensors': 'tutorial',
  'prefixed.safetensors': 'd2l',
  'standardised.pth': 'tutorial',
  'standardised32.pth': 'tutorial',
  'narrow.pth': 'tutorial',
  'narrow.safetensors': 'd2l',
} as const;

/** What of some files must be said besides: Normalize((0.1307,), (0.3081,)), before or after the border was put around. */
const UNTOLD: Readonly<Record<string, Partial<Architecture>>> = {
  'standardised.pth': { pixels: 'standardised' },
  'standardised32.pth': { pixels: 'standardised', padding: 'background' },
};

const FOLDER = mkdtempSync(join(tmpdir(), 'lenet5-family-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

/** Answers are compared on so many digits; pth/pytorch.test.ts and layout/weights.test.ts compare all 10,000. */
const COUNT = 1000;

/** PyTorch makes or loads files, all in one process: to import it takes seconds. */
function pyTorch(python: string, mode: 'make' | 'load', ...names: readonly string[]): Answers {
  return runPython(python, 'family_files.py', [mode, String(COUNT), MNIST_FOLDER, FOLDER, ...names]) as Answers;
}
let made: Answers | undefined;
let loaded: Answers | undefined;

/** What this library's networks answer after training went on, as they were written. */
const written: Record<string, readonly number[]> = {};

async function read(name: string) {
  const bytes = readFileSync(join(FOLDER, name));
  const { tensors } = name.endsWith('.safetensors') ? readSafetensors(bytes, name) : await readPth(bytes, name);
  return findWeights(tensors, name);
}

describe('files of the tutorials’ network that PyTorch saved', { timeout: 300_000 }, () => {
  it.for(Object.entries(FILES))('%s (%s): the same answers, and training goes on', async ([name, preset], context) => {
    made ??= pyTorch(needPyTorch(context), 'make');
    const found = await read(name);
    expect(found.supposed).toBe('tutorial');
    const architecture = architectureOf(found, ARCHITECTURES[preset]);
    expect(architecture.name).toBe(name.startsWith('narrow') ? 'custom' : preset);
    const network = networkWith({ ...architecture, ...UNTOLD[name] }, found.weights);
    expect(await answersOf(network, COUNT)).toEqual(made[name]);

    const before = network.weightsSha256();
    const recipe = { ...RECIPES[preset], batch: 10, rate: 0.01, passes: 1 };
    const trainer = new Trainer({ network, recipe, seed: 1, data: await trainingSamples(300), keepWeights: true });
    while (!trainer.done) trainer.step();
    expect(network.weightsSha256()).not.toBe(before);

    const entries = torchStateDict(network, found.layout!);
    const bytes = name.endsWith('.safetensors') ? writeSafetensors(entries) : writePth(entries);
    writeFileSync(join(FOLDER, name), bytes);
    written[name] = await answersOf(network, COUNT);
  });

  it.for(Object.keys(FILES))('%s: PyTorch loads the outcome strictly and answers alike', (name, context) => {
    loaded ??= pyTorch(needPyTorch(context), 'load', ...Object.keys(written));
    expect(loaded[name]).toBeDefined();
    expect(loaded[name]).toEqual(written[name]);
  });
});

describe('state dicts of this library', () => {
  it.for([
    ['paper', 'paper'],
    ['blog', 'paper'],
    ['tutorial', 'tutorial'],
    ['d2l', 'tutorial'],
    ['lenet-1989', 'lenet-1989'],
  ] as const)('%s without a word about it is taken for %s', ([preset, supposed]) => {
    const file = writeSafetensors(createNetwork({ architecture: preset, capacity: 1 }).stateDict());
    const found = findWeights(readSafetensors(file, preset).tensors);
    expect(architectureOf(found)).toEqual(ARCHITECTURES[supposed]);
  });
});
