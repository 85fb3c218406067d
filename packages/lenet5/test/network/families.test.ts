import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../src/files/safetensors/reader.js';
import { writeSafetensors } from '../../src/files/safetensors/writer.js';
import { ReferenceBackend } from '../../src/kernels/reference/index.js';
import { WasmBackend } from '../../src/kernels/wasm/index.js';
import { Random } from '../../src/math/random.js';
import { countNetwork } from '../../src/network/counts.js';
import { layersOf } from '../../src/network/families.js';
import { drawInitialValues } from '../../src/network/initial.js';
import { Network } from '../../src/network/network.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import { type Architecture, SQUASHED_LAYERS } from '../../src/switches/table.js';
import { criterionOf } from '../../src/training/criterion.js';
import { expectError, thrownBy } from '../expect-error.js';
import { expectClose } from '../kernels/contract.js';
import { wordsOf } from '../switches/words.js';
import { trainingSamples, variant } from './support.js';

describe('presets of the family', () => {
  it('lenet-1989 has 9,760 parameters and 64,660 connections, layer by layer as karpathy counts them', () => {
    const { layers, parameters, connections } = countNetwork(ARCHITECTURES['lenet-1989']);
    expect([parameters, connections]).toEqual([9_760, 64_660]);
    expect(layers.map((layer) => [layer.name, layer.shape, layer.parameters, layer.connections])).toEqual([
      ['H1', [12, 8, 8], 1_068, 19_968],
      ['H2', [12, 4, 4], 2_592, 38_592],
      ['H3', [30], 5_790, 5_790],
      ['Output', [10], 310, 310],
    ]);
  });

  it.each(['tutorial', 'd2l'] as const)('%s has 61,706 parameters, as PyTorch counts them', (preset) => {
    const { layers, parameters, connections } = countNetwork(ARCHITECTURES[preset]);
    expect([parameters, connections]).toEqual([61_706, 429_342]);
    expect(layers.map((layer) => [layer.name, layer.parameters])).toEqual([
      ['C1', 156],
      ['S2', 0],
      ['C3', 2_416],
      ['S4', 0],
      ['C5', 48_120],
      ['F6', 10_164],
      ['Output', 850],
    ]);
  });
});

const words = <W extends string>(name: string) => fc.constantFrom(...wordsOf<W>(name));

/** LeNet-5 of any switches that go together. */
const LENET_5: fc.Arbitrary<Architecture> = fc
  .record({
    squash: fc.record(Object.fromEntries(SQUASHED_LAYERS.map((layer) => [layer, words('squash.C1')]))),
    width: fc.record({
      C1: fc.integer({ min: 1, max: 32 }),
      C3: fc.integer({ min: 1, max: 40 }),
      C5: fc.integer({ min: 1, max: 70 }),
      F6: fc.integer({ min: 1, max: 90 }),
    }),
    pixels: words('pixels'),
    pooling: words('pooling'),
    coefficients: words('coefficients'),
    padding: words('padding'),
    output: words('output'),
    codes: words('codes'),
    classes: fc.integer({ min: 2, max: 62 }),
    full: fc.boolean(),
    seed: fc.nat(1000),
  })
  .map(({ full, seed, ...any }) => {
    const { width, output, coefficients } = any;
    const random = new Random(seed, 'table');
    const maps = Array.from({ length: width.C1 }, (_, map) => map);
    const reads = (map: number) => maps.filter((each) => each === map % width.C1 || random.below(2) === 0);
    const list = Array.from({ length: width.C3 }, (_, map) => reads(map));
    const plain = coefficients === 'none' ? { S2: 'none', S4: 'none' } : {};
    const most = { digits: 10, letters: 26, alphanumeric: 36 }[any.codes as Architecture['codes']];
    return {
      ...ARCHITECTURES.paper,
      ...any,
      name: 'any',
      squash: { ...any.squash, ...plain },
      width: output === 'linear' ? width : { ...width, F6: 84 },
      classes: output === 'linear' ? any.classes : Math.min(any.classes, most),
      c3: full ? 'full' : list,
    } as Architecture;
  });

const LENET_1989 = fc
  .integer({ min: 2, max: 62 })
  .map((classes) => variant('lenet-1989', { name: 'any of 1989', classes }));

/** A network of these switches with drawn weights, and its gradients for two digits. */
async function run(architecture: Architecture, backend: WasmBackend | ReferenceBackend): Promise<Network> {
  const network = new Network(architecture, backend, 2);
  drawInitialValues(network.parameters, { ...RECIPES.fast, initialBiases: 'as-weights' }, new Random(7, 'any'));
  const { images, labels } = await trainingSamples(2);
  for (const s of [0, 1]) network.setPicture(s, images, s * 784, 28);
  network.forward(2, 28);
  const { state, delta } = network.outputs;
  const { output, classes } = architecture;
  const judge = criterionOf({ criterion: output === 'linear' ? 'cross-entropy' : 'eq9', j: 80 }, output, classes);
  for (const s of [0, 1]) judge(state.data, s * classes, labels[s]! % classes, delta!.data);
  network.backward(2, { into: 'gradient', scale: 1 });
  return network;
}

describe('any network that the switches make', () => {
  const smooth = ({ squash, pooling }: Architecture) => pooling !== 'max' && !Object.values(squash).includes('relu');

  it('SIMD and reference: outputs within 1e-3·max|b|, gradients within 1e-2·max|b| where nothing has a corner', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: LENET_5 }, LENET_1989), async (architecture) => {
        const simd = await run(architecture, new WasmBackend());
        const truth = await run(architecture, new ReferenceBackend('float64'));
        expectClose(simd.outputs.state.data, truth.outputs.state.data, 1e-3, 'outputs');
        if (architecture.family === 'lenet-5' && !smooth(architecture)) return;
        const all = (network: Network) => network.parameters.flatMap(({ gradient }) => [...gradient.data]);
        expectClose(all(simd), all(truth), 1e-2, 'gradients');
      }),
      { numRuns: 30, seed: 1989 },
    );
  });

  it('counts what is planned, and its weights come back from a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: LENET_5 }, LENET_1989), async (architecture) => {
        const network = await run(architecture, new WasmBackend());
        const planned = network.parameters.reduce((sum, { value }) => sum + value.data.length, 0);
        expect(countNetwork(architecture).parameters).toBe(planned);
        const other = new Network(architecture, new WasmBackend(), 1);
        other.loadStateDict(readSafetensors(writeSafetensors(network.stateDict())).tensors);
        expect(other.weightsSha256()).toBe(network.weightsSha256());
      }),
      { numRuns: 20, seed: 1998 },
    );
  });
});

it.each([
  [10, 'digits', '0123456789'],
  [26, 'letters', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [12, 'digits', '0123456789AB'],
  [47, 'digits', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt'],
  [62, 'digits', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'],
] as const)('%i classes with codes %s are the characters %s', (classes, codes, characters) => {
  expect(new Network(variant('tutorial', { classes, codes }), new WasmBackend(), 1).characters).toBe(characters);
});

describe('what does not go together is refused in one sentence', () => {
  const { paper, tutorial } = ARCHITECTURES;
  it.each<[string, Architecture, ...string[]]>([
    ['another width with Table I', { ...paper, width: { ...paper.width, C1: 8 } }, 'c3 table', '16 maps that read 6'],
    ['a list that is too short', { ...paper, c3: [[0], [1]] }, 'c3 as given', 'width.C3 is 16'],
    ['a list that reads what is not there', { ...paper, c3: Array(16).fill([0, 6]) }, 'read 7', 'width.C1 is 6'],
    [
      'bitmaps of another size',
      { ...paper, width: { ...paper.width, F6: 80 } },
      'width.F6',
      '84, a unit for each pixel',
    ],
    ['more classes than bitmaps', { ...paper, classes: 26 }, 'classes', 'codes digits', '2 to 10, as'],
    ['63 classes', { ...tutorial, classes: 63 }, 'classes', '2 to 62'],
    ['letters beyond the bitmaps', { ...paper, classes: 47, codes: 'alphanumeric' }, 'classes', '2 to 36, as'],
    ['a squash without coefficients', { ...paper, coefficients: 'none' }, 'squash.S2', 'coefficients is none'],
    ['bitmaps in 1989', { ...ARCHITECTURES['lenet-1989'], output: 'rbf' }, 'output', 'linear'],
    ['33 maps in C1', { ...tutorial, width: { ...paper.width, C1: 33 } }, 'width.C1', '1 to 32'],
  ])('%s', async (_, architecture, ...parts) => {
    expectError(await thrownBy(() => layersOf(architecture)), 'SettingError', 'switch-value', ...parts);
  });
});
