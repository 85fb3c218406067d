import { describe, expect, it } from 'vitest';
import { PickleWriter } from '../../../src/files/pth/pickle/writer.js';
import { readPth } from '../../../src/files/pth/reader.js';
import { archive, EXPECTED, golden, NAMES, operations, tensorPickle } from './samples.js';

const plain = (data: ArrayLike<number | bigint>) =>
  Array.from(data, (value) =>
    typeof value === 'bigint' && BigInt(Number(value)) !== value ? `${value}` : Number(value),
  );

describe('files that PyTorch 1.13 saved', () => {
  it.each(EXPECTED)('%s: every tensor with its type, shape and exact values', async (name, expected) => {
    const { tensors, form, key, metadata } = await readPth(golden(`pth/${name}.pth`), name);
    expect([...tensors.keys()]).toEqual(Object.keys(expected));
    for (const [entry, { dtype, shape, values }] of Object.entries(expected)) {
      const tensor = tensors.get(entry);
      expect(tensor, entry).toMatchObject({ dtype: NAMES[dtype], shape });
      const found = plain(tensor?.data ?? []);
      expect(found, entry).toEqual(
        values.map((value) =>
          Number.isSafeInteger(Number(value)) || typeof value === 'number' ? Number(value) : value,
        ),
      );
    }
    expect(form).toBe(name.endsWith('legacy') ? 'legacy' : 'zip');
    expect(key).toBe(name.startsWith('checkpoint-') ? name.split('-')[1] : null);
    expect(metadata).toEqual({});
  });

  it('gives views into a zip form file, and reads the same from any place in memory', async () => {
    const file = golden('pth/module-zip.pth');
    const fresh = Uint8Array.from(file);
    const aligned = await readPth(fresh);
    for (const { data } of aligned.tensors.values()) expect(data.buffer).toBe(fresh.buffer);
    const shifted = Buffer.concat([Buffer.of(1, 2, 3), file]).subarray(3);
    expect((await readPth(shifted)).tensors).toEqual(aligned.tensors);
  });
});

describe('forms that this PyTorch does not write', () => {
  /** A tensor [2, 2] of bytes without a type: 4 floats from place 1 on. */
  function version3(): Uint8Array {
    const pickle = new PickleWriter();
    pickle
      .call('collections', 'OrderedDict', () => {})
      .entries(() => {
        pickle.text('w').call('torch._utils', '_rebuild_tensor_v3', () => {
          pickle.persistent(() => {
            pickle.text('storage').global('torch.storage', 'UntypedStorage').text('0').text('cuda:1').count(32);
          });
          pickle.count(1).tuple(() => pickle.count(2).count(2));
          pickle.tuple(() => pickle.count(2).count(1));
          pickle.no().call('collections', 'OrderedDict', () => {});
          pickle.global('torch', 'float32');
        });
      });
    return pickle.end();
  }

  it('PyTorch 2: storages without a type, the type in the tensor', async () => {
    const { tensors } = await readPth(archive(version3()));
    expect(tensors.get('w')).toEqual({ dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) });
  });

  it('Python 2 and PyTorch 0.4: names as bytes, a storage that is part of another, tensors without hooks', async () => {
    const magic = '\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.';
    const system = '\x80\x02}U\x0dlittle_endian\x88s.';
    // {"w": _rebuild_tensor(('storage', FloatStorage, '5', 'cuda:0', 8, ('6', 2, 6)), 1, (2,), (3,))}
    const storage = '(U\x07storagectorch\nFloatStorage\nU\x015U\x06cuda:0K\x08U\x016K\x02K\x06\x87tQ';
    const object = `\x80\x02}U\x01wctorch._utils\n_rebuild_tensor\n(${storage}K\x01K\x02\x85K\x03\x85tRs.`;
    const keys = '\x80\x02]U\x015a.';
    const values = Buffer.alloc(8 + 32);
    values.writeUInt32LE(8, 0);
    for (let i = 0; i < 8; i++) values.writeFloatLE(i / 2, 8 + 4 * i);
    const file = operations(magic, '\x80\x02M\xe9\x03.', system, object, keys, values);
    const { tensors, form } = await readPth(file);
    expect(form).toBe('legacy');
    // Place 1 of the part that begins at 2, then three further.
    expect(tensors.get('w')).toEqual({ dtype: 'F32', shape: [2], data: Float32Array.of(1.5, 3) });
  });

  it('takes sums of 0 for sums that were left out (torch.serialization.set_crc32_options)', async () => {
    const file = archive(tensorPickle());
    const view = new DataView(file.buffer);
    for (let at = 0; at + 4 <= file.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 16, 0, true);
    }
    expect((await readPth(file)).tensors.get('w')?.data).toEqual(Float32Array.of(0, 1, 2, 3));
  });
});

it.each(['state_dict', 'model_state_dict', 'model'])(
  'tensors beside %s, before and behind it, are passed over',
  async (key) => {
    // Without the two bytes of its version and its end, a pickle is a value.
    const value = tensorPickle().subarray(2, -1);
    const name = (word: string) => operations('X', Uint8Array.of(word.length, 0, 0, 0), word);
    const entry = (word: string) => [name(word), value];
    const inside = ['loss', 'rng_state'].map(entry);
    const pickle = operations(
      '\x80\x02}(',
      ...(inside[0] ?? []),
      name('epoch'),
      'K\x05',
      name(key),
      value,
      ...(inside[1] ?? []),
      'u.',
    );
    const read = await readPth(archive(pickle));
    expect([...read.tensors.keys()]).toEqual(['w']);
    expect(read.key).toBe(key);
  },
);
