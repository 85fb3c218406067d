import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ARCHITECTURES, createNetwork, findWeights, readPth, readSafetensors, writePth } from 'lenet5';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, metadataOf, onlyObject, scratch, smallMnist } from './support.js';

const cwd = scratch();
const at = (name: string) => join(cwd, name);
const LAYOUTS = fileURLToPath(new URL('../../lenet5/test/golden/layouts/', import.meta.url));
/** Test digits that are measured on. */
const COUNT = 300;
const data = smallMnist(200, COUNT);
const NARROW = { C1: 4, C3: 8, C5: 24, F6: 20 };

beforeAll(() => {
  for (const name of ['narrow.pth', 'narrow.safetensors']) copyFileSync(join(LAYOUTS, name), at(name));
});

/** How many of the first test digits PyTorch misreads with one of these files. */
function misread(name: string): number {
  const answers = JSON.parse(readFileSync(join(LAYOUTS, 'answers.json'), 'utf8')) as Record<string, string>;
  const labels = readFileSync(join(data, 't10k-labels-idx1-ubyte')).subarray(8);
  return labels.reduce((sum, label, i) => sum + (Number(answers[name]?.[i]) === label ? 0 : 1), 0);
}

const names = async (path: string) => [...(await readPth(readFileSync(at(path)))).tensors.keys()];

describe('files of somebody else’s class of PyTorch', () => {
  test('without an architecture: what is assumed is said, and how to choose', async () => {
    const { code, stderr } = await call(['evaluate', 'narrow.pth', '--data', data], cwd);
    expect(code).toBe(0);
    expect(stderr).toContain(
      'warning: narrow.pth tells neither squashing functions nor pooling nor how its pixels were scaled, so squash relu, ' +
        'pooling max, pixels unit and padding zero are assumed: choose with --architecture (tutorial or d2l) and --set ' +
        '(for example pixels=standardised).',
    );
  });

  test.each([
    ['narrow.pth', ['--architecture', 'tutorial']],
    ['narrow.safetensors', ['--architecture', 'd2l']],
    [
      'narrow.safetensors',
      [
        '--architecture',
        'tutorial',
        '--set',
        'pooling=average',
        ...['C1', 'C3', 'C5', 'F6'].map((layer) => `squash.${layer}=logistic`),
      ],
    ],
  ])('evaluate %s %j: as many misread as by PyTorch', async (name, options) => {
    const { stderr, ...rest } = await call(['evaluate', name, ...options, '--data', data, '--json'], cwd);
    expect(stderr).not.toContain('assumed');
    expect(onlyObject({ stderr, ...rest })).toMatchObject({ count: COUNT, errors: misread(name) });
  });

  test('info shows the widths', async () => {
    const info = onlyObject(await call(['info', 'narrow.safetensors', '--architecture', 'd2l', '--json'], cwd));
    expect(info).toMatchObject({ architecture: 'custom', parameters: 6_446 });
    expect(info.architectureSwitches).toEqual({ ...ARCHITECTURES.d2l, name: 'custom', width: NARROW });
  });

  test('convert keeps the names of the file, in both formats and both ways, and remembers the architecture', async () => {
    for (const [from, to, ...options] of [
      ['narrow.safetensors', 'd2l.pth', '--architecture', 'd2l'],
      ['d2l.pth', 'd2l.safetensors'],
      ['d2l.safetensors', 'again.pth'],
    ] as const) {
      const { code, stderr } = await call(['convert', from, to, ...options], cwd);
      expect([code, stderr]).toEqual([0, expect.stringContaining(`weights named as in ${from}, model.net.0.bias to`)]);
      expect(stderr).not.toContain('assumed');
    }
    expect(await names('again.pth')).toEqual([
      ...readSafetensors(readFileSync(at('narrow.safetensors'))).tensors.keys(),
    ]);
    expect(JSON.parse(metadataOf(at('d2l.safetensors')).architecture ?? '')).toMatchObject({ width: NARROW });
    const result = onlyObject(await call(['evaluate', 'again.pth', '--data', data, '--json'], cwd));
    expect(result).toMatchObject({ errors: misread('narrow.safetensors') });
  });

  test('train --init goes on from it by the recipe of such networks, and --like names the outcome as the file does', async () => {
    const start = ['train', '--init', 'narrow.pth', '--architecture', 'tutorial', '--data', data];
    const { code, stderr } = await call([...start, '--epochs', '1', '--set', 'rate=0.01', '--out', 'run'], cwd);
    expect([code, stderr]).toEqual([0, expect.stringContaining('architecture custom, recipe tutorial')]);
    expect((await call(['convert', 'run', 'back.pth', '--like', 'narrow.pth'], cwd)).code).toBe(0);
    expect(await names('back.pth')).toEqual(await names('narrow.pth'));
    const trained = readSafetensors(readFileSync(at('run/last.safetensors'))).tensors;
    const back = findWeights((await readPth(readFileSync(at('back.pth')))).tensors).weights;
    for (const [name, { data: values }] of trained) expect(back.get(name)?.data).toEqual(values);
    await call(['convert', 'run', 'usual.pth'], cwd);
    expect((await names('usual.pth'))[0]).toBe('conv1.weight');
  });

  test.each([
    [
      ['convert', 'narrow.pth', 'x.onnx', '--like', 'narrow.pth'],
      2,
      /--like is for files that end in \.safetensors, \.pth, \.pt:/,
    ],
    [
      ['convert', 'narrow.pth', 'x.pth', '--like', 'own.pth'],
      1,
      /own\.pth has the names of this library, not those of a class of yours/,
    ],
    [['info', 'narrow.pth', '--set', 'passes=3'], 2, /passes is a switch of the recipe, where --set takes those of/],
    [
      ['info', 'narrow.pth', '--set', 'pixels=black'],
      2,
      /pixels is "black", expected one of: paper, unit, standardised/,
    ],
    [
      ['evaluate', 'other.pth'],
      1,
      /other\.pth holds conv1\.weight \[6,3,5,5\], .* nearest is tutorial, but .* 3 channels/,
    ],
  ])('%j is refused in one sentence', async (args, exitCode, sentence) => {
    writeFileSync(at('own.pth'), writePth(createNetwork({ architecture: 'tutorial' }).stateDict()));
    writeFileSync(at('other.pth'), writePth([['conv1.weight', { shape: [6, 3, 5, 5], data: new Float32Array(450) }]]));
    const { code, stderr } = await call([...args], cwd);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(exitCode);
  });
});
