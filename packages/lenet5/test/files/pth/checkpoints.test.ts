import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findWeights } from '../../../src/files/layout/weights.js';
import { readPth } from '../../../src/files/pth/reader.js';
import { needPyTorch, runPython } from '../python.js';

const folder = mkdtempSync(join(tmpdir(), 'lenet5-checkpoints-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened = async (name: string) => findWeights((await readPth(readFileSync(join(folder, name)), name)).tensors);

it('checkpoints with other objects beside the weights open as the weights alone do; modules and classes say how', {
  timeout: 180_000,
}, async (context) => {
  const python = needPyTorch(context);
  const names = runPython(python, 'checkpoints.py', ['make', folder]) as string[];
  expect(names).toHaveLength(10);
  const alone = await opened('state.pth');
  for (const name of names) expect(await opened(name), name).toEqual(alone);

  for (const name of ['module.pth', 'modules.pth', 'class.pth']) {
    const refused: unknown = await opened(name).catch((error: unknown) => error);
    const { message } = refused as Error;
    expect(message).toMatch(new RegExp(`${name} asks for "(__main__.Net|torch.optim.adam.Adam)", which is refused`));
    const line = /: in Python, if you trust the file: (c = .+)\.$/.exec(message)?.[1] ?? '';
    rmSync(join(folder, 'clean.pth'), { force: true });
    runPython(python, 'checkpoints.py', ['clean', folder, name, line]);
    expect(await opened('clean.pth'), name).toEqual(alone);
  }
});
