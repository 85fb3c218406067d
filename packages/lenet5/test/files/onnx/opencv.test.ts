import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeOnnx } from '../../../src/files/onnx/writer.js';
import { testSamples } from '../../network/support.js';
import { needOpenCV, runPython } from '../python.js';
import { answersOf, BATCH, digitsFor, FAMILY, networkWith, trainedNetwork } from '../support.js';

describe('writeOnnx, in OpenCV', () => {
  it.for([...FAMILY, 'angle'] as const)(
    '%s: the same answers in batches of any size, outputs within 1e-4 of the largest',
    { timeout: 300_000 },
    async (preset, context) => {
      const python = needOpenCV(context);
      const network = preset === 'angle' ? await angles() : await trainedNetwork(preset);
      const count = digitsFor(preset);
      const { images } = await testSamples(count);
      const folder = await mkdtemp(join(tmpdir(), 'lenet5-opencv-'));
      try {
        const [model, pixels] = [join(folder, 'model.onnx'), join(folder, 'images')];
        await writeFile(model, writeOnnx(network));
        await writeFile(pixels, images);
        const found = runPython(python, 'run_onnx.py', [
          model,
          pixels,
          String(count),
          network.architecture.output === 'linear' ? 'scores' : 'distances',
        ]) as Found;
        expect(found.digits).toEqual(await answersOf(network, count));
        for (let i = 0; i < BATCH; i++) network.setPicture(i, images, i * 784, 28);
        network.forward(BATCH, 28);
        const expected = network.outputs.state.data.subarray(0, 200);
        const largest = Math.max(...expected.map(Math.abs));
        expect(Math.max(...expected.map((y, i) => Math.abs(y - (found.outputs[i] ?? Number.NaN))))).toBeLessThanOrEqual(
          1e-4 * largest,
        );
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );
});

/** The blog's network with unit vectors in place of distances. */
async function angles() {
  const blog = await trainedNetwork('blog');
  return networkWith({ ...blog.architecture, output: 'rbf-angle' }, blog.stateDict());
}

interface Found {
  readonly digits: readonly number[];
  readonly outputs: readonly number[];
}
