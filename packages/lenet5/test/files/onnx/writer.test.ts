import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { type OnnxOptions, writeOnnx } from '../../../src/files/onnx/writer.js';
import type { Network } from '../../../src/network/network.js';
import type { Architecture } from '../../../src/switches/table.js';
import { expectError, thrownBy } from '../../expect-error.js';
import { simdNetwork, testSamples, variant } from '../../network/support.js';
import { answersOf, BATCH, digitsFor, FAMILY, networkWith, trainedNetwork } from '../support.js';

ort.env.wasm.numThreads = 1;

async function open(network: Network, options: OnnxOptions = {}) {
  const session = await ort.InferenceSession.create(writeOnnx(network, options));
  return async (pixels: Float32Array) => {
    return session.run({ pixels: new ort.Tensor('float32', pixels, [pixels.length / 784, 1, 28, 28]) });
  };
}

describe('writeOnnx, in onnxruntime-web', () => {
  it.each(FAMILY)('%s: the same answers', async (preset) => {
    const network = await trainedNetwork(preset);
    const run = await open(network);
    const count = digitsFor(preset);
    const { images } = await testSamples(count);
    const answers: number[] = [];
    for (let at = 0; at < count; at += BATCH) {
      const { digit } = await run(Float32Array.from(images.subarray(at * 784, (at + BATCH) * 784)));
      expect(digit?.dims).toEqual([BATCH]);
      answers.push(...Array.from(digit?.data as BigInt64Array, Number));
    }
    expect(answers).toEqual(await answersOf(network, count));
  });

  const squash = variant('paper').squash;
  const variants: readonly (Partial<Architecture> & { from: (typeof FAMILY)[number] })[] = [
    { from: 'paper', pooling: 'max' },
    { from: 'paper', padding: 'replicate', c3: 'full' },
    { from: 'paper', squash: { ...squash, C1: 'logistic', S4: 'none', F6: 'logistic' } },
    { from: 'blog', output: 'rbf-angle' },
    { from: 'blog', output: 'linear', pooling: 'sum' },
    { from: 'blog', output: 'linear', classes: 62 },
    { from: 'blog', squash: { ...squash, F6: 'none', C5: 'logistic' } },
    { from: 'paper', classes: 26, codes: 'letters' },
    { from: 'blog', classes: 36, codes: 'alphanumeric', output: 'rbf-angle' },
    { from: 'paper', pixels: 'symmetric', padding: 'zero', squash: { ...squash, C3: 'tanh', C5: 'relu' } },
    {
      from: 'paper',
      width: { C1: 4, C3: 3, C5: 20, F6: 84 },
      c3: [
        [0, 1],
        [1, 2],
        [0, 2],
      ],
    },
    { from: 'tutorial', pixels: 'standardised', padding: 'background', classes: 26 },
    { from: 'tutorial', pooling: 'sum', width: { C1: 2, C3: 5, C5: 30, F6: 12 } },
    { from: 'd2l', classes: 2, coefficients: 'trained' },
    { from: 'lenet-1989', classes: 3, pixels: 'unit' },
  ];
  it.each(variants)('%j: outputs within 1e-4 of the largest, the same digits', async ({ from, ...changes }) => {
    const architecture = variant(from, changes);
    const network = networkWith(architecture, weightsFor(architecture));
    const { images } = await testSamples(20);
    for (let i = 0; i < 20; i++) network.setPicture(i, images, i * 784, 28);
    network.forward(20, 28);
    const result = await (await open(network))(Float32Array.from(images.subarray(0, 20 * 784)));
    const found = (architecture.output === 'linear' ? result.scores : result.distances)?.data as Float32Array;
    const expected = network.outputs.state.data.subarray(0, 20 * network.classes);
    const largest = Math.max(...expected.map(Math.abs));
    expect(Math.max(...expected.map((y, i) => Math.abs(y - found[i]!)))).toBeLessThanOrEqual(1e-4 * largest);
    expect(Array.from(result.digit?.data as BigInt64Array, Number)).toEqual(
      Array.from({ length: 20 }, (_, i) => network.answer(i)),
    );
  });

  /** Fixed and lively weights; small where many inputs meet. */
  function weightsFor(architecture: Architecture) {
    const state = simdNetwork(architecture).stateDict();
    let next = 1;
    for (const { data, shape } of state.values()) {
      const fanIn = Math.max(4, data.length / (shape[0] ?? 1));
      for (let i = 0; i < data.length; i++) {
        next = (next * 48271) % 2147483647;
        data[i] = ((next / 2147483647) * 2 - 1) * Math.sqrt(3 / fanIn);
      }
    }
    return state;
  }

  it('a zero vector has no direction: its angles are those of the library', async () => {
    const network = simdNetwork(variant('blog', { output: 'rbf-angle' }));
    const { distances } = await (await open(network))(new Float32Array(784));
    expect(Array.from(distances?.data as Float32Array)).toEqual(new Array(10).fill(168));
  });

  it('takes a fixed batch, and pixels from −0.1 to 1.175', async () => {
    const network = await trainedNetwork('paper');
    const run = await open(network, { batch: 2, input: 'normalised' });
    const { images } = await testSamples(2);
    const { digit } = await run(Float32Array.from(images, (value) => (value * 1.275) / 255 - 0.1));
    expect(Array.from(digit?.data as BigInt64Array, Number)).toEqual((await answersOf(network, BATCH)).slice(0, 2));
    await expect(run(new Float32Array(784))).rejects.toThrow(/dimension/i);
  });

  it('leaves digit out where a runtime has no ArgMin or int64: no operator and no type of it is left in the file', async () => {
    const network = await trainedNetwork('paper');
    const { images } = await testSamples(7);
    const found = await (await open(network, { digit: false }))(Float32Array.from(images));
    expect(Object.keys(found)).toEqual(['distances']);
    const distances = found.distances?.data as Float32Array;
    const nearest = Array.from({ length: 7 }, (_, i) => {
      const row = [...distances.subarray(10 * i, 10 * i + 10)];
      return row.indexOf(Math.min(...row));
    });
    expect(nearest).toEqual((await answersOf(network, BATCH)).slice(0, 7));
    expect(Buffer.from(writeOnnx(network)).includes('ArgMin')).toBe(true);
    const without = Buffer.from(writeOnnx(network, { digit: false }));
    expect([without.includes('ArgMin'), without.includes('digit')]).toEqual([false, false]);
  });
});

describe('writeOnnx', () => {
  it.each([0, -1, 1.5, Number.NaN])('refuses a batch of %d', async (batch) => {
    const error = await thrownBy(() => writeOnnx(simdNetwork(), { batch }));
    expectError(error, 'SettingError', 'switch-value', `batch is ${batch}`);
  });
});
