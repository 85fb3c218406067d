import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { torchStateDict } from '../../../src/files/layout/weights.js';
import { writePth } from '../../../src/files/pth/writer.js';
import { MNIST_FOLDER } from '../idx/samples.js';
import { needPyTorch, runPython } from '../python.js';
import { answersOf, digitsFor, FAMILY, trainedNetwork } from '../support.js';

it.for(FAMILY)(
  '%s: PyTorch loads a written .pth with weights_only and strictly, and gives the same answers',
  { timeout: 300_000 },
  async (preset, context) => {
    const python = needPyTorch(context);
    const network = await trainedNetwork(preset);
    const count = digitsFor(preset);
    const entries = torchStateDict(network);
    const folder = mkdtempSync(join(tmpdir(), 'lenet5-pth-'));
    try {
      const path = join(folder, 'model.pth');
      writeFileSync(path, writePth(entries, { architecture: 'x' }));
      const { names, answers } = runPython(python, 'answers.py', [preset, path, MNIST_FOLDER, String(count)]) as {
        names: string[];
        answers: number[];
      };
      expect(names).toEqual([...entries.keys()]);
      expect(answers).toEqual(await answersOf(network, count));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
