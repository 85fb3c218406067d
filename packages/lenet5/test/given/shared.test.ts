// What several callers have at once (exported tables, a backend, an object that was given) is nobody's to change.
import { beforeAll, describe, expect, it } from 'vitest';
import { bitmapsOf, createNetwork, createTrainer, type Dataset, layersOf, Network, slice } from '../../src/core.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import { switchNamed, textsOf } from '../../src/training/index.js';
import { expectError, thrownBy } from '../expect-error.js';
import { BACKENDS, trainingSamples } from '../network/support.js';
import { exportedValues } from './entries.js';

/** Places in a value that can be changed, as paths. */
function open(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, each]) => open(each, `${path}.${name}`));
  return Object.isFrozen(value) ? inside : [path, ...inside];
}

describe('what is exported cannot be changed', () => {
  it.each(exportedValues())('%s', (name, value) => {
    expect(open(value, name)).toEqual([]);
  });

  it('nor what is handed out of a table, unless it is a copy', () => {
    for (const codes of ['digits', 'letters', 'alphanumeric'] as const)
      expect(open(bitmapsOf(codes), codes)).toEqual([]);
    const before = JSON.stringify([textsOf({ name: 'rate' }), layersOf(ARCHITECTURES.paper)]);
    Object.assign(textsOf({ name: 'rate' }), { en: 'changed' });
    for (const layer of layersOf(ARCHITECTURES.paper)) Object.assign(layer, { shape: [1] });
    expect(JSON.stringify([textsOf({ name: 'rate' }), layersOf(ARCHITECTURES.paper)])).toBe(before);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('%s is in no table', async (name) => {
    expect(textsOf({ name })).toEqual({ en: '', zh: '', source: '' });
    const calls = [
      () => createNetwork({ architecture: name as never }),
      () => createNetwork({ backend: name as never }),
      () => createTrainer({ recipe: name as never, data: null as never }),
      () => bitmapsOf(name as never),
      () => switchNamed(name),
      () => createNetwork().unitsNamed(name),
    ];
    for (const call of calls) expect(await thrownBy(call)).toMatchObject({ name: 'SettingError' });
  });
});

describe.each(BACKENDS)('$name: a backend is of one network', ({ make }) => {
  it('a second one is refused, and the first stays as it was', async () => {
    const backend = make();
    const first = new Network(ARCHITECTURES.paper, backend, 1);
    for (const { value } of first.parameters) value.data.fill(0.5);
    const before = first.weightsSha256();
    for (const architecture of [ARCHITECTURES.paper, ARCHITECTURES['lenet-1989']]) {
      const error = await thrownBy(() => new Network(architecture, backend, 1));
      expectError(error, 'SettingError', 'argument', 'a backend that no network has yet');
    }
    expect(first.weightsSha256()).toBe(before);
    expect(new Network(ARCHITECTURES.paper, backend.another(), 1).weightsSha256()).not.toBe(before);
    expect(first.weightsSha256()).toBe(before);
  });
});

describe('what was given may be changed afterwards', () => {
  let data: Dataset;
  beforeAll(async () => {
    data = slice(await trainingSamples(20), 0, 20);
  });

  it('an architecture: the network keeps its own', () => {
    const given = structuredClone(ARCHITECTURES.blog);
    const network = createNetwork({ architecture: given, capacity: 1 });
    Object.assign(given, { classes: 3, output: 'linear' });
    Object.assign(given.squash, { F6: 'relu' });
    expect(network.architecture).toEqual(ARCHITECTURES.blog);
    expect(network.classes).toBe(10);
  });

  it('recipe and data set: the training goes on as it began', () => {
    const recipe = { ...structuredClone(RECIPES.blog), passes: 2 };
    const given = { ...data };
    const [one, other] = [createTrainer({ data, recipe: { ...recipe } }), createTrainer({ data: given, recipe })];
    Object.assign(recipe, { rate: 9, passes: 1, batch: 3 });
    Object.assign(recipe.rates, { 0: 1 });
    Object.assign(given, { count: 1 });
    for (const trainer of [one, other]) while (!trainer.done) trainer.step();
    expect(other.network.weightsSha256()).toBe(one.network.weightsSha256());
    expect(other.samples).toBe(40);
  });
});

describe('refused as a whole', () => {
  const network = createNetwork({ capacity: 2 });
  const last = network.parameters.at(-1)?.name as string;

  it.each([
    ['beyond float32', Float64Array.from({ length: 84 }, () => 1e39)],
    ['NaN', new Float64Array(84).fill(Number.NaN)],
    ['too short', new Float32Array(83)],
    ['too long', new Float32Array(85)],
    ['texts', Array(84).fill('1') as never],
    ['large whole numbers', new BigInt64Array(84) as never],
  ])('weights of which the last are %s', async (_, values) => {
    const before = network.weightsSha256();
    const first = network.parameters[0]?.name as string;
    const state = new Map(network.stateDict());
    state.set(first, { shape: state.get(first)?.shape ?? [], data: new Float32Array(150).fill(1) });
    state.set(last, { shape: [84], data: values as Float32Array });
    expectError(await thrownBy(() => network.loadStateDict(state)), 'SettingError', 'weights-mismatch', last);
    expect(network.weightsSha256()).toBe(before);
  });

  it('pictures that are read in another size than they were set in', async () => {
    for (const [set, read] of [
      [28, 32],
      [32, 28],
    ] as const) {
      network.setPicture(0, new Uint8Array(set * set), 0, set);
      const error = await thrownBy(() => network.forward(1, read));
      expectError(error, 'SettingError', 'argument', `size is ${read}, expected ${set}`);
      network.forward(1, set);
    }
  });
});
