import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { classesOf, makeDataset } from '../../src/files/idx/dataset.js';
import { type MnistFolder, readMnistFolder } from '../../src/node/index.js';
import { expectError, thrownBy } from '../expect-error.js';
import { idxBytes, images, labels, MNIST_FOLDER } from '../files/idx/samples.js';

const NAMES = { images: 'images', labels: 'labels' };

describe('the real MNIST files', () => {
  let mnist: MnistFolder;
  beforeAll(async () => {
    mnist = await readMnistFolder(MNIST_FOLDER);
  });

  it('are MNIST by their sums, without warnings', () => {
    expect(mnist.train).toMatchObject({ identity: 'MNIST', count: 60000, rows: 28, columns: 28, warnings: [] });
    expect(mnist.test).toMatchObject({ identity: 'MNIST', count: 10000, rows: 28, columns: 28, warnings: [] });
  });

  it('begin with the labels that every picture of MNIST shows', () => {
    expect(Array.from(mnist.train.labels.subarray(0, 10))).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect(Array.from(mnist.test.labels.subarray(0, 10))).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  it('are no longer MNIST with one pixel or one label changed', () => {
    const { count, rows, columns } = mnist.test;
    const pictures = { shape: [count, rows, columns], data: mnist.test.images };
    const answers = { shape: [count], data: mnist.test.labels };
    const otherPictures = {
      ...pictures,
      data: pictures.data.map((pixel, i) => (i === 784 * 5000 ? pixel + 1 : pixel)),
    };
    const otherAnswers = { ...answers, data: answers.data.map((label, i) => (i === 5 ? 7 : label)) };
    expect(makeDataset(pictures, answers, NAMES).identity).toBe('MNIST');
    expect(makeDataset(otherPictures, answers, NAMES).identity).toBe('unknown, 28×28, 10 labels');
    expect(makeDataset(pictures, otherAnswers, NAMES).identity).toBe('unknown, 28×28, 10 labels');
  });

  it('inverted, they get the warning', () => {
    const { count, rows, columns } = mnist.test;
    const inverted = { shape: [count, rows, columns], data: mnist.test.images.map((pixel) => 255 - pixel) };
    const { warnings } = makeDataset(inverted, { shape: [count], data: mnist.test.labels }, NAMES);
    expect(warnings).toEqual([expect.stringContaining('look inverted')]);
  });
});

/** Where Debian's package dataset-fashion-mnist puts its files. */
const FASHION_FOLDER = '/usr/share/datasets/fashion-mnist';
describe('the real Fashion-MNIST files', () => {
  it('are Fashion-MNIST by their sums, without warnings', async ({ skip }) => {
    const missing = !existsSync(FASHION_FOLDER) && process.env.LENET5_CI !== '1';
    skip(missing, `${FASHION_FOLDER} is missing: install the package dataset-fashion-mnist`);
    const { train, test } = await readMnistFolder(FASHION_FOLDER);
    expect(train).toMatchObject({ identity: 'Fashion-MNIST', count: 60000, warnings: [] });
    expect(test).toMatchObject({ identity: 'Fashion-MNIST', count: 10000, warnings: [] });
    expect(train.classNames?.[0]).toBe('T-shirt/top');
    expect(test.classNames).toEqual(train.classNames);
    expect(classesOf(train, test)).toBe(10);
  });
});

describe('readMnistFolder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lenet5-mnist-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const STEMS = ['train-images', 'train-labels', 't10k-images', 't10k-labels'];
  const contentOf = (stem: string, side = 28): Uint8Array => {
    const count = stem.startsWith('train') ? 3 : 2;
    const idx = stem.endsWith('images') ? images(count, side) : labels(count);
    return idxBytes(idx.shape, idx.data);
  };
  const nameOf = (stem: string, separator: string): string =>
    `${stem}${separator}${stem.endsWith('images') ? 'idx3' : 'idx1'}-ubyte`;
  const put = (name: string, bytes: Uint8Array): Promise<void> => writeFile(join(folder, name), bytes);

  it.each([
    ['-', ''],
    ['-', '.gz'],
    ['.', ''],
    ['.', '.gz'],
  ])('finds "%sidx" files ending in "%s"', async (separator, ending) => {
    for (const stem of STEMS) {
      const content = contentOf(stem);
      await put(nameOf(stem, separator) + ending, ending === '.gz' ? gzipSync(content) : content);
    }
    const { train, test } = await readMnistFolder(folder);
    expect([train.count, test.count]).toEqual([3, 2]);
    expect(test.labels).toEqual(Uint8Array.of(0, 1));
  });

  it('takes spellings mixed, links, and files packed against their name', async () => {
    await put('train-images-idx3-ubyte', gzipSync(contentOf('train-images')));
    await put('train-labels.idx1-ubyte.gz', contentOf('train-labels'));
    await put('elsewhere', contentOf('t10k-images'));
    await symlink(join(folder, 'elsewhere'), join(folder, 't10k-images.idx3-ubyte'));
    await put('t10k-labels-idx1-ubyte', contentOf('t10k-labels'));
    expect((await readMnistFolder(folder)).test.count).toBe(2);
  });

  it('passes over a folder with the name of a file, as some archives unpack', async () => {
    for (const stem of STEMS) {
      await mkdir(join(folder, nameOf(stem, '-')));
      await put(nameOf(stem, '.'), contentOf(stem));
    }
    expect((await readMnistFolder(folder)).train.count).toBe(3);
  });

  it('names all missing files, the spellings tried, the folder, and what to do', async () => {
    await put('train-images-idx3-ubyte', contentOf('train-images'));
    await put('t10k-images-idx3-ubyte', contentOf('t10k-images'));
    const error = await thrownBy(() => readMnistFolder(folder));
    const spellings = (stem: string): string =>
      `${stem} (tried ${stem}-idx1-ubyte, ${stem}.idx1-ubyte, ${stem}-idx1-ubyte.gz, ${stem}.idx1-ubyte.gz)`;
    expectError(error, 'DataError', 'file-missing', `The folder ${folder} holds no`, 'put the four MNIST files there');
    expect((error as Error).message).toContain(`${spellings('train-labels')} and no ${spellings('t10k-labels')}`);
    expect((error as Error).message).not.toContain('images-idx3');
  });

  it('a folder that is not there, or is a file', async () => {
    const missing = await thrownBy(() => readMnistFolder(join(folder, 'nowhere')));
    expectError(missing, 'DataError', 'folder-unreadable', 'nowhere', 'does not exist', 'check the path');
    const nameless = await thrownBy(() => readMnistFolder(''));
    expectError(nameless, 'DataError', 'folder-unreadable', 'given as an empty text, expected its path');
    const address = await thrownBy(() => readMnistFolder('https://example.org/train.csv'));
    expectError(address, 'DataError', 'folder-unreadable', 'train.csv is an address', 'save it to a file first');
    await put('file', new Uint8Array());
    const file = await thrownBy(() => readMnistFolder(join(folder, 'file')));
    expectError(file, 'DataError', 'file-missing', 'holds no data set that is known here (file)');
  });

  it.runIf(process.platform === 'linux')('a file that cannot be read', async () => {
    for (const stem of STEMS.slice(1)) await put(nameOf(stem, '-'), contentOf(stem));
    // Reading another address space from address 0 fails for every user, root included.
    await symlink('/proc/self/mem', join(folder, 'train-images-idx3-ubyte'));
    const error = await thrownBy(() => readMnistFolder(folder));
    expectError(error, 'DataError', 'file-unreadable', 'train-images-idx3-ubyte', 'could not be read');
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  it('names the file whose content is wrong', async () => {
    for (const stem of STEMS) await put(nameOf(stem, '-'), contentOf(stem));
    await put('t10k-labels-idx1-ubyte', new TextEncoder().encode('<html>403 Forbidden</html>'));
    const error = await thrownBy(() => readMnistFolder(folder));
    expectError(error, 'DataError', 'idx-not-idx', join(folder, 't10k-labels-idx1-ubyte'), 'looks like a web page');
  });

  it('train and test of different sizes', async () => {
    for (const stem of STEMS) await put(nameOf(stem, '-'), contentOf(stem, stem.startsWith('train') ? 28 : 32));
    const error = await thrownBy(() => readMnistFolder(folder));
    expectError(error, 'DataError', 'wrong-dimensions', folder, '28×28', '32×32', 'one size');
  });

  describe('with classes of their own', () => {
    const putSet = async (prefix: string, train: readonly number[], test: readonly number[]) => {
      for (const [part, values] of [
        [prefix === '' ? 'train' : `${prefix}train`, train],
        [prefix === '' ? 't10k' : `${prefix}test`, test],
      ] as const) {
        const { shape, data } = images(values.length);
        await put(`${part}-images-idx3-ubyte.gz`, gzipSync(idxBytes(shape, data)));
        await put(`${part}-labels-idx1-ubyte.gz`, gzipSync(idxBytes([values.length], values)));
      }
    };
    const putText = (name: string, text: string) => put(name, new TextEncoder().encode(text));
    const MAPPING = '2 66 98\n1 65 97 \r\n3 67 99\n';

    it("reads EMNIST's names of files and its mapping, and counts labels from 0", async () => {
      await putSet('emnist-letters-', [3, 1, 2], [2]);
      await putText('emnist-letters-mapping.txt', MAPPING);
      const { train, test, firstLabel } = await readMnistFolder(folder);
      expect(train.labels).toEqual(Uint8Array.of(2, 0, 1));
      expect(test).toMatchObject({ labels: Uint8Array.of(1), classNames: ['A', 'B', 'C'] });
      expect(firstLabel).toBe(1);
    });

    it('of several sets in a folder wants one named, and takes its name behind the folder', async () => {
      await putSet('emnist-letters-', [3, 1, 2], [2]);
      await putSet('emnist-digits-', [0, 9], [4]);
      await putText('emnist-letters-mapping.txt', MAPPING);
      const error = await thrownBy(() => readMnistFolder(folder));
      const sets = ['holds 2 sets', 'emnist-letters', 'emnist-digits', join(folder, 'emnist-')];
      expectError(error, 'DataError', 'file-missing', ...sets);
      expect((await readMnistFolder(join(folder, 'emnist-letters'))).train.classNames).toHaveLength(3);
      expect((await readMnistFolder(join(folder, 'emnist-digits'))).train).toMatchObject({ count: 2 });
      expect((await readMnistFolder(join(folder, 'emnist-digits'))).train).not.toHaveProperty('classNames');
    });

    it('a mapping beside files with the names of MNIST is theirs', async () => {
      await putSet('', [3, 1, 2], [2]);
      await putText('emnist-letters-mapping.txt', MAPPING);
      expect((await readMnistFolder(folder)).test.classNames).toEqual(['A', 'B', 'C']);
    });

    it('names of classes.txt, a line each', async () => {
      await putSet('', [0, 1], [1]);
      await putText('classes.txt', '\ufeffhat\r\nwoollen sock\n\n');
      const { train, firstLabel } = await readMnistFolder(folder);
      expect(train.classNames).toEqual(['hat', 'woollen sock']);
      expect(firstLabel).toBe(0);
    });

    it('labels 1 to 26 without names are the letters, 1 to 12 are twelve classes, 1 to 9 are digits', async () => {
      const upTo = (most: number) => Array.from({ length: most }, (_, i) => i + 1);
      await putSet('', upTo(26), [26]);
      const letters = await readMnistFolder(folder);
      expect(letters.test.classNames?.join('')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
      expect(letters.test.labels).toEqual(Uint8Array.of(25));
      await putSet('', upTo(12), [12]);
      const twelve = await readMnistFolder(folder);
      expect([twelve.firstLabel, twelve.test.labels[0], classesOf(twelve.train)]).toEqual([1, 11, 12]);
      await putSet('', upTo(9), [9]);
      const digits = await readMnistFolder(folder);
      expect([digits.firstLabel, digits.test.labels[0], classesOf(digits.train)]).toEqual([0, 9, 10]);
    });

    it.each([
      ['emnist-letters-mapping.txt', 'A 65\n', ['is no mapping of labels', 'take the file that comes with the set']],
      ['emnist-letters-mapping.txt', '1 65\n3 66\n', ['is no mapping of labels']],
      ['emnist-letters-mapping.txt', '5 65\n6 66\n', ['is no mapping of labels', 'counted from 0 or 1']],
      ['emnist-letters-mapping.txt', '', ['is an empty file', 'download or copy it again']],
      ['classes.txt', 'one\n', ['names 1 classes', '2 to 62 different ones']],
      ['classes.txt', 'one\none\n', ['names 2 classes', '2 to 62 different ones']],
    ])('refuses %s with %j', async (name, text, parts) => {
      await putSet('', [0, 1], [1]);
      await putText(name, text);
      expectError(
        await thrownBy(() => readMnistFolder(folder)),
        'DataError',
        'not-dataset',
        join(folder, name),
        ...parts,
      );
    });

    it('labels beyond the names are refused', async () => {
      await putSet('', [0, 1], [2]);
      await putText('classes.txt', 'one\ntwo\n');
      expectError(
        await thrownBy(() => readMnistFolder(folder)),
        'DataError',
        'label-range',
        't10k-labels',
        'has label 2',
      );
    });
  });
});
