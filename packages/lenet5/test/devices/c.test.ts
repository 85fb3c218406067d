import { describe, expect, it } from 'vitest';
import { quantise, writeC } from '../../src/devices/index.js';
import { answersOf, digitsFor, FAMILY, networkWith, trainedNetwork } from '../files/support.js';
import { testSamples, trainingSamples, variant } from '../network/support.js';
import { compiled, needGcc } from './gcc.js';

describe('writeC, compiled by gcc as C99 without a warning', () => {
  it.for(FAMILY)('%s: floats give the same answers', { timeout: 120_000 }, async (preset, context) => {
    needGcc(context);
    const network = await trainedNetwork(preset);
    const { images } = await testSamples(digitsFor(preset));
    expect(compiled(writeC(network), images).map(Number)).toEqual(await answersOf(network, digitsFor(preset)));
  });

  it.for(FAMILY)('%s: int8 gives the answers of quantise()', { timeout: 240_000 }, async (preset, context) => {
    needGcc(context);
    const network = await trainedNetwork(preset);
    const small = quantise(network, (await trainingSamples(1000)).images);
    const count = digitsFor(preset);
    const { images, labels } = await testSamples(count);
    const answers = Array.from({ length: count }, (_, i) => small.answer(images, i * 784));
    expect(compiled(writeC(small), images).map(Number)).toEqual(answers);
    const errors = (given: readonly number[]) => answers.filter((_, n) => given[n] !== labels[n]).length;
    // 0.05 points of 10,000 for the shipped weights; half-trained networks may lose more.
    const most = preset === 'paper' ? 5 : 0.005 * count;
    expect(errors(answers) - errors(await answersOf(network, count))).toBeLessThanOrEqual(most);
  });

  it.for([
    variant('blog', { output: 'rbf-angle' }),
    variant('paper', { padding: 'replicate', pooling: 'max', c3: 'full' }),
    variant('paper', { padding: 'zero', pixels: 'symmetric' }),
    variant('tutorial', { pooling: 'sum', pixels: 'standardised', padding: 'background' }),
  ])('other switches: %j', { timeout: 120_000 }, async (architecture, context) => {
    needGcc(context);
    const from = architecture.coefficients === 'none' ? 'tutorial' : 'paper';
    const network = networkWith(architecture, fitting(await trainedNetwork(from), architecture.c3 === 'full'));
    const { images } = await testSamples(500);
    const small = quantise(network, images);
    const floats = await answersOf(network, 500);
    expect(compiled(writeC(network), images).map(Number)).toEqual(floats);
    const whole = Array.from({ length: 500 }, (_, i) => small.answer(images, i * 784));
    expect(compiled(writeC(small), images).map(Number)).toEqual(whole);
  });
});

/** Weights of a trained network; each map of C3 reads all below where that is asked for, by the same weights again. */
function fitting(network: Awaited<ReturnType<typeof trainedNetwork>>, full: boolean) {
  const state = network.stateDict();
  if (!full || network.architecture.c3 === 'full') return state;
  return new Map(
    [...state].map(([name, value]) => {
      if (!/^C3\.conv\d+\.weight$/.test(name)) return [name, value] as const;
      return [
        name,
        {
          shape: [1, 6, 5, 5],
          data: Float32Array.from({ length: 150 }, (_, i) => value.data[i % value.data.length] ?? 0),
        },
      ] as const;
    }),
  );
}
