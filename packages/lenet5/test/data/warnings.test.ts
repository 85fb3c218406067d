// What is said of sets that can be read, and hardly be meant.
import { describe, expect, it } from 'vitest';
import { type DataFile, type FoundData, keptAside, readData } from '../../src/data/index.js';
import type { Dataset } from '../../src/files/idx/dataset.js';
import { warningInChinese } from '../../src/training/chinese.js';
import { testSamples, trainingSamples } from '../network/support.js';
import { bytesOf, npy } from './malformed.js';

function idx(shape: readonly number[], data: Uint8Array): Uint8Array {
  const file = new Uint8Array(4 + 4 * shape.length + data.length);
  file.set([0, 0, 8, shape.length]);
  shape.forEach((size, i) => {
    new DataView(file.buffer).setUint32(4 + 4 * i, size);
  });
  file.set(data, 4 + 4 * shape.length);
  return file;
}

type Part = Pick<Dataset, 'images' | 'labels'>;

function filesOf(part: 'train' | 't10k', { images, labels }: Part): DataFile[] {
  const file = (name: string, bytes: Uint8Array) => ({ name: `${part}-${name}-ubyte`, read: async () => bytes });
  return [file('images-idx3', idx([labels.length, 28, 28], images)), file('labels-idx1', idx([labels.length], labels))];
}

/** Those of the digits that are wanted. */
function only({ images, labels }: Part, wanted: (label: number, place: number) => boolean): Part {
  const places = [...labels.keys()].filter((place) => wanted(labels[place] ?? 0, place));
  const kept = new Uint8Array(784 * places.length);
  places.forEach((place, i) => {
    kept.set(images.subarray(784 * place, 784 * (place + 1)), 784 * i);
  });
  return { images: kept, labels: Uint8Array.from(places, (place) => labels[place] ?? 0) };
}

const read = (train: Part, test: Part, turn = true): Promise<FoundData> =>
  readData([...filesOf('train', train), ...filesOf('t10k', test)], { turn });

describe('a set in which something is wrong is read, with a warning that counts', () => {
  it('says nothing of digits as they should be', async () => {
    expect((await read(await trainingSamples(400), await testSamples(100))).warnings).toEqual([]);
  });

  it('classes that are missing, and rare ones', async () => {
    const digits = await trainingSamples(400);
    const sevens = [...digits.labels.keys()].filter((place) => digits.labels[place] === 7);
    const train = only(digits, (label, place) => label !== 3 && label !== 5 && (label !== 7 || place === sevens[0]));
    const { warnings } = await read(train, await testSamples(100));
    const most = Math.max(...Array.from({ length: 10 }, (_, d) => train.labels.filter((label) => label === d).length));
    const frequent = Array.from({ length: 10 }, (_, d) => d).find(
      (d) => train.labels.filter((label) => label === d).length === most,
    );
    expect(warnings).toEqual([
      `None of the ${train.labels.length} training images shows 3, 5, so that is never answered: add some, or take a set of fewer classes.`,
      `Of the ${train.labels.length} training images ${most} show ${frequent}, and ten times fewer or less show 7 (1): those are hardly learnt, so add more of them.`,
    ]);
  });

  it('images in both parts', async () => {
    const train = await trainingSamples(300);
    const test = only(train, (_, place) => place < 120);
    expect((await read(train, test)).warnings).toContain(
      '120 of 120 test images are among the training images, too, pixel by pixel, so the test error is too low: take them out of one part.',
    );
  });

  it('a validation part beside the others', async () => {
    const [train, test] = [await trainingSamples(300), await testSamples(100)];
    const arrays = (part: string, { images, labels }: Part) =>
      Object.entries({
        [`x_${part}.npy`]: npy('|u1', [labels.length, 28, 28], images),
        [`y_${part}.npy`]: npy('|u1', [labels.length], labels),
      }).map(([name, bytes]) => ({ name, read: async () => bytes }));
    const files = [...arrays('train', train), ...arrays('val', train), ...arrays('test', test)];
    const { warnings } = await readData(files);
    expect(warnings).toEqual([
      'The validation part is not used (x_val, y_val): put it into the training part, whose last images can be kept out to validate on.',
    ]);
    expect(warningInChinese(warnings[0] ?? '')).toMatch(/^验证部分（x_val, y_val）没有使用：[^a-z]+$/);
  });

  it('images that look inverted', async () => {
    const inverted = ({ images, labels }: Part): Part => ({ images: images.map((ink) => 255 - ink), labels });
    const { warnings } = await read(inverted(await trainingSamples(200)), inverted(await testSamples(50)));
    expect(warnings.join(' ')).toMatch(/invert/);
  });

  it('images that look transposed are turned, or left as they are where that is asked for, with a warning', async () => {
    const transposed = ({ images, labels }: Part): Part => ({
      labels,
      images: images.map((_, i) => {
        const [start, at] = [i - (i % 784), i % 784];
        return images[start + (at % 28) * 28 + Math.floor(at / 28)] ?? 0;
      }),
    });
    const [train, test] = [await trainingSamples(300), await testSamples(100)];
    const found = await read(transposed(train), transposed(test));
    expect(found).toMatchObject({ turned: true, warnings: [] });
    expect(Buffer.from(found.train?.images ?? []).equals(train.images)).toBe(true);
    const left = await read(transposed(train), transposed(test), false);
    expect(left.turned).toBe(false);
    expect(left.warnings).toEqual([
      'The images look transposed, rows and columns swapped as in the files of EMNIST: turn them, or a network of upright ones misreads most.',
    ]);
  });
});

describe('the label of a table without names', () => {
  it.for<[place: string, order: (label: number, pixels: readonly number[]) => number[]]>([
    ['first', (label, pixels) => [label, ...pixels]],
    ['last, behind pixels of which the first is never inked', (label, pixels) => [...pixels, label]],
  ])('stands %s', async ([, order]) => {
    const { images, labels } = await trainingSamples(300);
    // In the order of the classes: the labels of the first rows are all the same.
    const places = [...labels.keys()].sort((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0));
    const rows = places.map((at) => order(labels[at] ?? 0, [...images.subarray(784 * at, 784 * (at + 1))]).join(','));
    const { train } = await readData([{ name: 'train.csv', read: async () => bytesOf(rows.join('\n')) }]);
    const kept = places.map((at) => labels[at] ?? 0);
    expect([...(train?.labels ?? [])]).toEqual(kept.filter((_, i) => !keptAside(kept)[i]));
    expect(
      Buffer.from(train?.images.subarray(0, 784) ?? []).equals(
        images.subarray(784 * (places[0] ?? 0), 784 * ((places[0] ?? 0) + 1)),
      ),
    ).toBe(true);
  });
});
