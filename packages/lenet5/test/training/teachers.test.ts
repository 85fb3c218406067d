import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { createNetwork } from '../../src/network/create.js';
import type { Network } from '../../src/network/network.js';
import { ARCHITECTURES, RECIPES } from '../../src/switches/presets.js';
import type { Architecture, Recipe } from '../../src/switches/table.js';
import { criterionOf } from '../../src/training/criterion.js';
import { beginsLike } from '../../src/training/schedule.js';
import { taught } from '../../src/training/teachers.js';
import { createTrainer, Trainer } from '../../src/training/trainer.js';
import { expectError, thrownBy } from '../expect-error.js';
import { centralDifference } from '../kernels/formulas.js';
import { trainingSamples } from '../network/support.js';
import { run } from './support.js';

const LINEAR: Architecture = { ...ARCHITECTURES.paper, output: 'linear' };

let data: Dataset;
beforeAll(async () => {
  data = await trainingSamples(60);
});

/** Trained for a moment, so that its answers differ from class to class. */
function teacher(seed: number, architecture: Architecture = ARCHITECTURES.paper): Network {
  const criterion = architecture.output === 'linear' ? 'cross-entropy' : 'eq9';
  const recipe: Recipe = { ...RECIPES.fast, criterion, passes: 2, rate: 1e-3 };
  return run(createTrainer({ data, architecture, recipe, seed })).network;
}

/** softmax of −distance / T or score / T, written down as in a textbook. */
function shares(network: Network, sample: number, temperature: number): number[] {
  network.setPicture(0, data.images, sample * 784, 28);
  network.forward(1, 28);
  const sign = network.architecture.output === 'linear' ? 1 : -1;
  const powers = Array.from(network.outputs.state.data.subarray(0, 10), (y) => Math.exp((sign * y) / temperature));
  const sum = powers.reduce((total, each) => total + each);
  return powers.map((each) => each / sum);
}

describe('a criterion that teachers judge by', () => {
  const PLACE = 2;
  const setting = (criterion: Recipe['criterion'], criterionFactor = 1, temperature = 5) => {
    const architecture = criterion === 'cross-entropy' ? LINEAR : ARCHITECTURES.paper;
    const student = createNetwork({ architecture, capacity: 3 });
    student.setPicture(PLACE, data.images, 7 * 784, 28);
    student.readPictures(3, 28);
    const teachers = [teacher(1), teacher(2, LINEAR)];
    const mean = shares(teachers[0]!, 7, temperature).map(
      (share, i) => (share + shares(teachers[1]!, 7, temperature)[i]!) / 2,
    );
    const plain = criterionOf({ criterion, j: 3, criterionFactor }, architecture.output);
    return { judge: taught(plain, teachers, { temperature, criterionFactor }, student), mean };
  };
  const outputs = Float64Array.from({ length: 30 }, (_, i) => 3 + 2 * Math.sin(5 * i));
  const at = 10 * PLACE;
  const own = outputs.subarray(at, at + 10);

  it.each([2, 5, 20])('Eq. 9 at temperature %d is Σ q·y + log(e^−j + Σ e^−y), within 1e-6', (temperature) => {
    const { judge, mean } = setting('eq9', 1, temperature);
    const sum = own.reduce((total, y) => total + Math.exp(-y), Math.exp(-3));
    const formula = mean.reduce((total, q, i) => total + q * own[i]!, Math.log(sum));
    expect(Math.abs(judge(outputs, at, 4, null) - formula)).toBeLessThan(1e-6);
    const delta = new Float64Array(30).fill(7);
    judge(outputs, at, 4, delta);
    mean.forEach((q, i) => {
      expect(Math.abs(delta[at + i]! - (q - Math.exp(-own[i]!) / sum))).toBeLessThan(1e-6);
    });
    expect([...delta.subarray(0, at)], 'of other samples').toEqual(Array(at).fill(7));
  });

  it.each([
    ['eq8', 1],
    ['eq9', 1],
    ['eq9', 0.5],
    ['cross-entropy', 1],
    ['cross-entropy', 2],
  ] as const)('%s times %d: derivatives by central differences within 1e-7; no label is asked', (criterion, factor) => {
    const { judge } = setting(criterion, factor);
    const delta = new Float64Array(30);
    const loss = judge(outputs, at, 6, delta);
    own.forEach((y, i) => {
      const slope = centralDifference((x) => judge(outputs.with(at + i, x), at, 6, null), y);
      expect(Math.abs(delta[at + i]! - slope)).toBeLessThan(1e-7);
    });
    for (const label of [0, 9]) expect(judge(outputs, at, label, null)).toBeCloseTo(loss, 12);
  });
});

describe('a training with teachers', () => {
  const changes: Partial<Recipe> = { passes: 2, teachers: 2, distortion: 'elastic', batch: 4, warmUp: 10 };
  const make = (more: Partial<Recipe> = {}, teachers = [teacher(1), teacher(2)]): Trainer =>
    createTrainer({ data, recipe: { ...RECIPES.fast, ...changes, ...more }, seed: 3, teachers });

  it('shows them what it sees itself, distorted; their weights stay', () => {
    const teachers = [teacher(1), teacher(2)];
    const before = teachers.map((each) => each.weightsSha256());
    const trainer = make({}, teachers);
    trainer.step();
    const seen = (network: Network, place: number) =>
      Array.from(network.unitsNamed('input').state.data.subarray(1024 * place, 1024 * (place + 1)));
    for (const each of teachers) expect(seen(each, 0)).toEqual(seen(trainer.network, 3));
    trainer.network.readPictures(4, 28);
    expect(seen(teachers[0]!, 0), 'not as it was').not.toEqual(seen(trainer.network, 3));
    run(trainer);
    expect(teachers.map((each) => each.weightsSha256())).toEqual(before);
  });

  it('ends elsewhere than without, by temperature, and at the same bits again and after a pause', () => {
    const sha = run(make()).network.weightsSha256();
    expect(run(make({ teachers: 0 }, [])).network.weightsSha256()).not.toBe(sha);
    expect(run(make({ temperature: 2 })).network.weightsSha256()).not.toBe(sha);
    const half = run(make(), 20);
    const list = [teacher(1), teacher(2)];
    const later = make({}, list);
    // The trainer keeps a list of its own.
    list.length = 0;
    later.restore(half.state());
    expect(run(later).network.weightsSha256()).toBe(sha);
  });

  it('is not the beginning of a longer one, whose teachers are trained for longer, too', () => {
    const recipe: Recipe = { ...RECIPES.fast, schedule: 'constant' };
    expect(beginsLike(recipe, 30, 60_000)).toBe(true);
    expect(beginsLike({ ...recipe, teachers: 1 }, 30, 60_000)).toBe(false);
  });

  it.each([
    [
      'none of the two',
      {},
      [],
      'The recipe has teachers 2, and option teachers holds 0: train that many networks first and give them.',
    ],
    ['one too many', { teachers: 0 }, [1], 'The recipe has teachers 0, and option teachers holds 1: '],
    ['what is no network', {}, ['a', 'b'], 'teachers[0] is'],
  ] as const)('refuses %s', async (_, more, given, sentence) => {
    const teachers = given.map((each) => (each === 1 ? teacher(1) : each)) as Network[];
    expectError(await thrownBy(() => make(more, teachers)), 'SettingError', 'switch-value', sentence);
  });

  it('refuses mse, and teachers that read other pixels, are of another family, know other classes, or are broken', async () => {
    const refused = async (network: Network, sentence: string) =>
      expectError(await thrownBy(() => make({}, [teacher(1), network])), 'SettingError', 'switch-value', sentence);
    await refused(
      createNetwork({ architecture: { ...ARCHITECTURES.paper, pixels: 'unit' } }),
      'teachers[1].pixels is "unit", expected paper, as in the network that it teaches.',
    );
    await refused(createNetwork({ architecture: ARCHITECTURES['lenet-1989'] }), 'teachers[1].family is "lenet-1989"');
    await refused(
      createNetwork({ architecture: { ...LINEAR, classes: 26 } }),
      'teachers[1].classes is 26, expected 10',
    );
    const broken = teacher(2);
    broken.parameters[0]!.value.data[3] = Number.NaN;
    await refused(broken, 'teachers[1].C1.weight[3] is NaN, expected a finite number.');
    const { network, recipe } = make();
    const own = () => new Trainer({ network, recipe, seed: 1, data, teachers: [teacher(1), network] });
    expectError(await thrownBy(own), 'SettingError', 'switch-value', 'expected another network than the one');
    const mse = () =>
      createTrainer({
        data,
        architecture: LINEAR,
        recipe: { ...RECIPES.fast, criterion: 'mse', teachers: 1 },
        teachers: [teacher(1)],
      });
    const sentence = 'criterion is "mse", expected eq8, eq9 or cross-entropy where there are teachers.';
    expectError(await thrownBy(mse), 'SettingError', 'switch-value', sentence);
  });
});
