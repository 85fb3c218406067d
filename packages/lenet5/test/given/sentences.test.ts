import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { checkRecipe, RECIPES } from '../../src/core.js';
import {
  createNetwork,
  createTrainer,
  type Dataset,
  evaluate,
  makeDataset,
  Recognizer,
  readIdx,
  readSafetensors,
} from '../../src/index.js';
import { pretrained, pretrainedBytes } from '../../src/weights/index.js';
import { thrownBy } from '../expect-error.js';

const network = pretrained({ capacity: 1 });
const recognizer = new Recognizer(network, { mode: 'single' });
const picture = { data: new Uint8Array(64).fill(255), width: 8, height: 8, channels: 1 } as const;
const data: Dataset = {
  images: new Uint8Array(784),
  labels: new Uint8Array(1),
  count: 1,
  rows: 28,
  columns: 28,
  identity: 'one',
  warnings: [],
};

describe('what is said', () => {
  it.each<[string, () => unknown]>([
    ['invert is true, expected one of: auto, yes, no.', () => recognizer.recognize(picture, { invert: true as never })],
    ['mode is "sinlge", expected one of: auto', () => recognizer.recognize(picture, { mode: 'sinlge' as never })],
    ['mostPixels is NaN, expected a whole number', () => recognizer.recognize(picture, { mostPixels: Number.NaN })],
    [
      'recognize has no option "inverted": did you mean invert?',
      () => recognizer.recognize(picture, { inverted: 1 } as never),
    ],
    ['reader is "displacement" without strips', () => recognizer.recognize(picture, { reader: 'displacement' })],
    [
      'network is undefined, expected a network, such as pretrained()',
      () => new (Recognizer as never as new () => object)(),
    ],
    ['network is a Map, expected a network, such as pretrained()', () => new Recognizer(network.stateDict() as never)],
    ['createNetwork got "blog", expected an object with architecture', () => createNetwork('blog' as never)],
    ['createNetwork has no option "arch": did you mean architecture?', () => createNetwork({ arch: 'blog' } as never)],
    ['backend is "gpu", expected one of: simd, reference.', () => createNetwork({ backend: 'gpu' as never })],
    [
      'A recipe has no switch "dropout": expected one of: ',
      () => checkRecipe({ ...RECIPES.fast, dropout: 1 } as never),
    ],
    ['criterion is "l1", expected one of: eq8', () => evaluate(network, data, { criterion: 'l1' as never })],
    ['with 1 picture or more', () => evaluate(network, { ...data, count: 0 })],
    ['sample is 100, expected a whole number, 0 to 0.', () => network.answer(100)],
    ['samples is -1, expected a whole number, 1 to 1.', () => network.forward(-1, 28)],
    ['pictures is a Float32Array, expected', () => network.setPicture(0, new Float32Array(784) as never, 0, 28)],
    ['state is {}, expected a Map of parameters', () => network.loadStateDict({} as never)],
    ['seed is "1", expected a whole number, 0 or more.', () => createTrainer({ data, seed: '1' as never })],
    ['readIdx got "t10k-labels", expected the bytes of a file', () => readIdx('t10k-labels' as never)],
    ['readIdx got a Uint8Array whose memory was transferred (detached), expected the', () => readIdx(transferred())],
    ['images has a Uint8Array whose memory was transferred', () => make(transferred(), new Uint8Array(1))],
    ['images has 700 bytes, expected a Uint8Array of 784', () => make(new Uint8Array(700), new Uint8Array(1))],
    ['images has a Float32Array, expected a Uint8Array of 784', () => make(new Float32Array(784), new Uint8Array(1))],
    [
      'called undefined, expected an object with shape and data, and a name',
      () => make(data.images, data.labels, null),
    ],
  ])('%s', async (sentence, call) => {
    expect(((await thrownBy(call)) as Error).message).toContain(sentence);
  });

  function transferred(): Uint8Array {
    const bytes = new Uint8Array(784);
    structuredClone(bytes, { transfer: [bytes.buffer] });
    return bytes;
  }

  function make(images: unknown, labels: unknown, names: unknown = { images: 'images', labels: 'labels' }) {
    const given = { shape: [1, 28, 28], data: images as never };
    return makeDataset(given, { shape: [1], data: labels as never }, names as never);
  }

  it('weights with NaN are refused, and nothing is changed', async () => {
    const before = network.weightsSha256();
    const state = network.stateDict();
    state.get('C1.bias')?.data.fill(Number.NaN);
    expect(((await thrownBy(() => network.loadStateDict(state))) as Error).message).toContain(
      'C1.bias with NaN at index 0',
    );
    expect(network.weightsSha256()).toBe(before);
  });
});

describe('undefined', () => {
  it('leaves the options of the constructor as they are', () => {
    const asked = recognizer.recognize(picture, { mode: undefined as never, reject: { distance: undefined as never } });
    expect(asked).toEqual(recognizer.recognize(picture));
  });
});

describe('bytes', () => {
  const bytes = pretrainedBytes();
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  it.each<[string, ArrayBuffer | SharedArrayBuffer | ArrayBufferView]>([
    ['an ArrayBuffer', bytes.buffer],
    ['a SharedArrayBuffer', shared],
    ['a Buffer', Buffer.from(bytes)],
    ['a DataView', new DataView(bytes.buffer)],
    ['of another realm', runInNewContext('Uint8Array.from(bytes)', { bytes }) as Uint8Array],
    ['a buffer of another realm', runInNewContext('Uint8Array.from(bytes).buffer', { bytes }) as ArrayBuffer],
  ])('%s', (_, file) => {
    const other = createNetwork({ capacity: 1 });
    other.loadStateDict(readSafetensors(file).tensors);
    expect(other.weightsSha256()).toBe(network.weightsSha256());
  });

  it('pixels of another realm are read', () => {
    const foreign = runInNewContext('new Uint8ClampedArray(256).fill(255)') as Uint8ClampedArray;
    expect(recognizer.recognize({ data: foreign, width: 8, height: 8 }).reason).toBe('nothing-drawn');
  });
});
