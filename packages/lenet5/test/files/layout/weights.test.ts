import { describe, expect, it } from 'vitest';
import { architectureOf, findWeights, torchStateDict } from '../../../src/files/layout/weights.js';
import { blogStateDict } from '../../../src/files/pth/blog-class.js';
import { readPth } from '../../../src/files/pth/reader.js';
import type { FoundTensor } from '../../../src/files/pth/strided-tensors.js';
import { writePth } from '../../../src/files/pth/writer.js';
import { readSafetensors } from '../../../src/files/safetensors/reader.js';
import { ARCHITECTURES } from '../../../src/switches/presets.js';
import { expectError, thrownBy } from '../../expect-error.js';
import { simdNetwork, variant } from '../../network/support.js';
import { golden } from '../pth/samples.js';
import { answersOf, networkWith } from '../support.js';

type Shapes = Readonly<Record<string, readonly number[]>>;

/** Tensors of these shapes, every value of them another one. */
function tensorsOf(shapes: Shapes): Map<string, FoundTensor> {
  let next = 0;
  return new Map(
    Object.entries(shapes).map(([name, shape]) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return [name, { dtype: 'F32', shape, data: Float32Array.from({ length: count }, () => next++ / 4096) }];
    }),
  );
}

const NAMED: Shapes = {
  'conv1.weight': [6, 1, 5, 5],
  'conv1.bias': [6],
  'conv2.weight': [16, 6, 5, 5],
  'conv2.bias': [16],
  'fc1.weight': [120, 400],
  'fc1.bias': [120],
  'fc2.weight': [84, 120],
  'fc2.bias': [84],
  'fc3.weight': [10, 84],
  'fc3.bias': [10],
};

/** The same with another entry in place of one, or without it. */
function changed(name: string, shape: readonly number[] | null, rename = name): Shapes {
  const entries = Object.entries(NAMED).flatMap(([key, value]): [string, readonly number[]][] => {
    if (key !== name) return [[key, value]];
    return shape ? [[rename, shape]] : [];
  });
  return Object.fromEntries(entries);
}

describe('two small files that PyTorch saved (golden/layouts)', () => {
  const answers = JSON.parse(golden('layouts/answers.json').toString()) as Record<string, string>;

  it.each([
    ['narrow.pth', 'tutorial', 'features.0.weight'],
    ['narrow.safetensors', 'd2l', 'model.net.0.bias'],
  ] as const)('%s: the widths are seen, the 10,000 answers are PyTorch’s', async (name, preset, first) => {
    const bytes = golden(`layouts/${name}`);
    const found = findWeights(name.endsWith('.pth') ? (await readPth(bytes)).tensors : readSafetensors(bytes).tensors);
    expect(found.layout?.[0]?.name).toBe(first);
    const architecture = architectureOf(found, ARCHITECTURES[preset]);
    expect(architecture).toEqual({
      ...ARCHITECTURES[preset],
      name: 'custom',
      width: { C1: 4, C3: 8, C5: 24, F6: 20 },
    });
    expect((await answersOf(networkWith(architecture, found.weights), 10_000)).join('')).toBe(answers[name]);
  });
});

describe('findWeights, files of other classes', () => {
  it('takes them for the tutorials’ network, and architectureOf for any preset of the same layers', () => {
    const found = findWeights(tensorsOf(NAMED));
    expect(found).toMatchObject({ supposed: 'tutorial', differences: [] });
    expect(architectureOf(found)).toBe(ARCHITECTURES.tutorial);
    expect(architectureOf(found, ARCHITECTURES.d2l)).toBe(ARCHITECTURES.d2l);
  });

  it('takes the names of this library behind a prefix, and refuses where only some have it', async () => {
    const state = simdNetwork().stateDict();
    const wrapped = (prefixOf: (name: string) => string) =>
      new Map(
        [...state].map(([name, { shape, data }]) => [prefixOf(name) + name, { dtype: 'F32' as const, shape, data }]),
      );
    const found = findWeights(wrapped(() => 'model.net.'));
    expect([found.supposed, found.layout]).toEqual(['paper', null]);
    simdNetwork().loadStateDict(found.weights);
    const some = await thrownBy(() => findWeights(wrapped((name) => (name.startsWith('C1') ? 'model.' : ''))));
    expectError(some, 'FormatError', 'weights-unknown', 'model.C1.weight [6,1,5,5]');
  });

  it('reads the classes from the last layer', () => {
    const shapes = { ...changed('fc3.weight', [26, 84]), 'fc3.bias': [26] };
    expect(architectureOf(findWeights(tensorsOf(shapes)))).toEqual({
      ...ARCHITECTURES.tutorial,
      name: 'custom',
      classes: 26,
    });
  });

  it('goes by the shapes where the order is that of the alphabet, and names say which bias belongs to which weight', () => {
    const shapes: Shapes = {
      '0.bias': [6],
      '0.weight': [6, 1, 5, 5],
      '10.bias': [84],
      '10.weight': [84, 84],
      '12.bias': [10],
      '12.weight': [10, 84],
      '3.bias': [16],
      '3.weight': [16, 6, 5, 5],
      '7.bias': [84],
      '7.weight': [84, 400],
    };
    const { layout } = findWeights(tensorsOf(shapes));
    const layers = Object.fromEntries((layout ?? []).map(({ name, layer }) => [name, layer]));
    expect(layers).toMatchObject({ '7.bias': 'C5', '10.bias': 'F6', '7.weight': 'C5', '12.bias': 'Output' });
  });

  it('a class may have names as this library has them: they stay its own', () => {
    const own = { conv1: 'C1', conv2: 'C3', fc1: 'C5', fc2: 'F6', fc3: 'Output' } as Readonly<Record<string, string>>;
    const renamed = Object.entries(NAMED).map(([name, shape]) => {
      const [layer = '', role] = name.split('.');
      return [`${own[layer]}.${role}`, shape] as const;
    });
    const tensors = tensorsOf(Object.fromEntries(renamed));
    const { layout, weights } = findWeights(tensors);
    const back = torchStateDict(networkWith(ARCHITECTURES.tutorial, weights), layout!);
    expect([...back.keys()]).toEqual([...tensors.keys()]);
  });

  it('turns matrices that are [inputs, outputs]', () => {
    const shapes = {
      ...NAMED,
      'fc1.weight': [400, 120],
      'fc2.weight': [120, 84],
      'fc3.weight': [84, 10],
    };
    const tensors = tensorsOf(shapes);
    const { weights, layout } = findWeights(tensors);
    const given = tensors.get('fc2.weight')?.data as Float32Array;
    expect(weights.get('F6.weight')?.shape).toEqual([84, 120]);
    expect(weights.get('F6.weight')?.data[120 * 3 + 7]).toBe(given[84 * 7 + 3]);
    const back = torchStateDict(networkWith(ARCHITECTURES.tutorial, weights), layout!);
    expect([...back].map(([name, { shape, data }]) => [name, shape, data])).toEqual(
      [...tensors].map(([name, { shape, data }]) => [name, shape, data]),
    );
  });

  it.each([
    [
      'conv1.weight reads 3',
      changed('conv1.weight', [6, 3, 5, 5]),
      'conv1.weight [6,3,5,5] reads 3 channels, where the pictures here have one',
    ],
    [
      '3×3 kernels',
      changed('conv2.weight', [16, 6, 3, 3]),
      'conv2.weight [16,6,3,3] has kernels of 3×3, where C3 has 5×5',
    ],
    [
      'no padding',
      changed('fc1.weight', [120, 256]),
      'fc1.weight [120,256] reads maps of 4×4, as 28×28 pictures without',
    ],
    ['no bias', changed('conv1.bias', null), 'conv1.weight [6,1,5,5] has no bias [6] beside it'],
    ['one layer less', changed('fc3.weight', null), 'it has no further weight, where [n,84] was expected for Output'],
    ['another width', changed('fc2.weight', [84, 100]), 'fc2.weight [84,100] stands where [n,120] was expected for F6'],
    ['more', { ...NAMED, 'bn.weight': [6], 'bn.bias': [6] }, 'it has bn.weight [6] and 1 more besides'],
  ])('%s: all tensors are listed, and what is nearest', async (_, shapes, difference) => {
    const error = await thrownBy(() => findWeights(tensorsOf(shapes), 'mine.pth'));
    const listed = Object.entries(shapes).map(([name, shape]) => `${name} [${shape}]`);
    expectError(
      error,
      'FormatError',
      'weights-unknown',
      `mine.pth holds ${listed.join(', ')}, the weights of no network`,
    );
    expectError(error, 'FormatError', 'weights-unknown', `nearest is tutorial, but ${difference}`);
  });

  it('lists 24 tensors and counts the rest, and hides what names may hold', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`layer${i}.\n`, [2, 3]]));
    const error = await thrownBy(() => findWeights(tensorsOf(many)));
    expectError(error, 'FormatError', 'weights-unknown', '"layer23.\\n" [2,3] and 6 more, the weights');
  });

  it('names widths that the network does not have', async () => {
    const shapes = { ...changed('conv1.weight', [64, 1, 5, 5]), 'conv1.bias': [64], 'conv2.weight': [16, 64, 5, 5] };
    const error = await thrownBy(() => findWeights(tensorsOf(shapes)));
    expectError(error, 'SettingError', 'switch-value', 'width.C1 is 64, expected a number of maps, 1 to 32');
  });
});

describe('torchStateDict', () => {
  it.each([
    ['tutorial', ['conv1.weight', 'conv1.bias', 'conv2.weight', 'fc1.weight', 'fc3.bias']],
    ['d2l', ['conv1.weight', 'fc3.bias']],
    ['lenet-1989', ['H1w', 'H1b', 'H2w', 'H3w', 'outb']],
    ['blog', ['C1.weight', 'S2.weight', 'C3.mapInfo', 'C3.conv15.bias', 'Output.weight']],
  ] as const)('%s: the names of the best known class, and back in a network', async (preset, names) => {
    const network = simdNetwork(variant(preset));
    network.parameters.forEach(({ value }, i) => void value.data.set(value.data.map((_, j) => i + j / 4096)));
    const entries = torchStateDict(network);
    expect([...entries.keys()]).toEqual(expect.arrayContaining([...names]));
    const found = findWeights((await readPth(writePth(entries))).tensors);
    expect(found.supposed).toBe(preset === 'd2l' ? 'tutorial' : preset);
    expect(networkWith(network.architecture, found.weights).weightsSha256()).toBe(network.weightsSha256());
  });

  it('karpathy’s class of 1989 has its matrices as [inputs, outputs]', () => {
    const entries = torchStateDict(simdNetwork(variant('lenet-1989')));
    expect([...entries].map(([name, { shape }]) => `${name} [${shape}]`)).toEqual([
      'H1w [12,1,5,5]',
      'H1b [12,8,8]',
      'H2w [12,8,5,5]',
      'H2b [12,4,4]',
      'H3w [192,30]',
      'H3b [30]',
      'outw [30,10]',
      'outb [10]',
    ]);
  });

  it('refuses a layout of another network', async () => {
    const layout = findWeights(tensorsOf(NAMED)).layout!;
    const wider = simdNetwork(variant('tutorial', { width: { C1: 6, C3: 16, C5: 100, F6: 84 } }));
    const refused = [
      [wider, 'The layout has fc1.weight [120,400], where this network has C5.weight [100,16,5,5]'],
      [
        simdNetwork(variant('blog')),
        'The layout begins with conv1.weight, a class that has no coefficients: blog does',
      ],
    ] as const;
    for (const [network, sentence] of refused) {
      expectError(await thrownBy(() => torchStateDict(network, layout)), 'SettingError', 'weights-mismatch', sentence);
    }
  });
});

describe('the names of this library', () => {
  it.each([
    variant('tutorial', { width: { C1: 3, C3: 5, C5: 20, F6: 12 }, classes: 7 }),
    variant('blog', { classes: 26, codes: 'letters' }),
    variant('paper', { classes: 36, codes: 'alphanumeric' }),
    variant('blog', {
      width: { C1: 3, C3: 2, C5: 20, F6: 84 },
      c3: [
        [0, 1],
        [1, 2],
      ],
    }),
    variant('blog', { output: 'linear', width: { C1: 6, C3: 16, C5: 10, F6: 9 }, classes: 2 }),
    variant('tutorial', { classes: 62 }),
  ])('tell widths, classes, bitmaps and the table of C3: %#', (architecture) => {
    const network = simdNetwork(architecture);
    const entries = [...blogStateDict(network)].map(([name, tensor]) => [name, { dtype: 'F32', ...tensor }] as const);
    const found = findWeights(new Map(entries));
    expect(found).toMatchObject({ layout: null, differences: [] });
    const { family, width, coefficients, c3, output, classes, codes } = architecture;
    expect(found.seen).toEqual({ family, width, coefficients, c3, output, classes, codes });
  });
});
