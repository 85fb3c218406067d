import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PickleWriter } from '../../../src/files/pth/pickle/writer.js';
import { readPth } from '../../../src/files/pth/reader.js';
import { writeZip } from '../../../src/files/pth/zip/writer.js';
import { expectError, thrownBy } from '../../expect-error.js';
import { archive, type Description, golden, operations, tensorPickle, text } from './samples.js';

async function expectRefused(file: Uint8Array, code: string, ...parts: string[]): Promise<void> {
  expectError(await thrownBy(() => readPth(file, 'file.pth')), 'FormatError', code, 'file.pth ', ...parts);
}

describe('pickles that want to run something', () => {
  const trace = join(tmpdir(), 'lenet5-nothing-ran');
  const command = `touch ${trace}`;
  const reduced = (name: string, argument: string) =>
    operations(
      '\x80\x02c',
      name.replace('.', '\n'),
      '\nX',
      Buffer.from(Uint32Array.of(argument.length).buffer),
      argument,
      '\x85R.',
    );
  const stacked = (module: string, name: string) =>
    operations(
      '\x80\x04\x8c',
      String.fromCharCode(module.length),
      module,
      '\x8c',
      String.fromCharCode(name.length),
      name,
      '\x93)R.',
    );

  it.each([
    ['os.system', reduced('os.system', command)],
    ['posix.system', reduced('posix.system', command)],
    ['builtins.eval', reduced('builtins.eval', `__import__("os").system("${command}")`)],
    ['builtins.exec', reduced('builtins.exec', 'pass')],
    ['subprocess.Popen', reduced('subprocess.Popen', command)],
    ['torch.load', reduced('torch.load', 'x.pth')],
    ['builtins.getattr', stacked('builtins', 'getattr')],
    ['__main__.LeNet', stacked('__main__', 'LeNet')],
  ])('%s: refused by its name, in both forms, and nothing ran', async (name, pickle) => {
    rmSync(trace, { force: true });
    for (const file of [archive(pickle), operations(LEGACY_START, pickle)]) {
      await expectRefused(file, 'pickle-global', JSON.stringify(name), 'refused', 'nothing in them is executed');
    }
    expect(existsSync(trace)).toBe(false);
  });

  it('tensors that are no plain numbers are refused, with what to do', async () => {
    const quantised = operations('\x80\x02ctorch._utils\n_rebuild_qtensor\n)R.');
    await expectRefused(archive(quantised), 'pickle-global', '_rebuild_qtensor', 'plain float tensors');
    const dynamic = operations('\x80\x02ctorch\nqint8\n.');
    await expectRefused(archive(dynamic), 'pickle-global', 'torch.qint8', 'plain float tensors');
  });

  it('a name that is allowed is still not called where PyTorch would not call it', async () => {
    await expectRefused(archive(operations('\x80\x02ctorch\nFloatStorage\n)R.')), 'pickle-damaged', '(at byte ');
    await expectRefused(archive(operations('\x80\x02K\x01)R.')), 'pickle-damaged', '(at byte ');
  });

  it.each([
    ['INST', 'ios\nsystem\n'],
    ['OBJ', '(cos\nsystem\no'],
    ['EXT1', '\x82\x01'],
    ['NEWOBJ_EX', 'N)}\x92'],
    ['PERSID', 'Px\n'],
    ['an unknown one', '\xff'],
  ])('the operation %s is refused', async (_, code) => {
    const error = await thrownBy(() => readPth(archive(operations('\x80\x02', code, '.')), 'file.pth'));
    expect(['pickle-unsupported', 'pickle-global']).toContain((error as { code?: string }).code);
  });
});

const LEGACY_START = '\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.\x80\x02}.';

describe('pickles that are too much', () => {
  it.each([
    ['lists within lists, from outside', `${']'.repeat(50_000)}${'a'.repeat(49_999)}.`, 'values on its stack'],
    ['tuples within tuples, from inside', `)${'\x85'.repeat(50_000)}.`, 'levels of nesting'],
    ['lists within lists, from inside', `]${'q\x00]h\x00a'.repeat(10_000)}.`, 'levels of nesting'],
    ['dicts within dicts', `}${'q\x00}K\x01h\x00s'.repeat(10_000)}.`, 'levels of nesting'],
    ['marks', '('.repeat(50_000), 'values on its stack'],
    ['values', 'N0'.repeat(200_000), 'values'],
    ['operations', '(1'.repeat(600_000), 'operations'],
    [
      'remembered values',
      `]${Array.from({ length: 65_536 * 2 }, (_, i) => `r${String.fromCharCode(i & 255, (i >> 8) & 255, i >> 16, 0)}`).join('')}.`,
      'remembered values',
    ],
    ['bytes in a number', `\x8b\xff\x00\x00\x00${'\x01'.repeat(255)}.`, 'bytes in a whole number'],
  ])('%s', async (_, code, what) => {
    await expectRefused(archive(operations('\x80\x02', code)), 'pickle-limit', what, 'no state dict needs');
  });

  it('a list that holds itself does no harm', async () => {
    await expectRefused(archive(operations('\x80\x02]q\x00h\x00a.')), 'pth-state-dict', 'holds no dict');
  });

  it('a tensor that unfolds to far more than the file', async () => {
    const bomb: Description = { shape: [30_000, 30_000], strides: [0, 0] };
    await expectRefused(archive(tensorPickle(bomb)), 'pth-limit', '"w"', 'more memory');
  });
});

describe('damaged pickles', () => {
  it.each([
    ['an empty one', ''],
    ['one that ends too soon', '\x80\x02X\x05\x00\x00\x00ab'],
    ['nothing on the stack', '\x80\x02.'],
    ['a mark for a value', '\x80\x02(\x85.'],
    ['a list without a beginning', '\x80\x02N\x74.'],
    ['a value that was not kept', '\x80\x02h\x07.'],
    ['an odd number of entries', '\x80\x02}(Nu.'],
    ['appending to a number', '\x80\x02K\x01K\x02a.'],
    ['setting an entry of a list', '\x80\x02]NNs.'],
    ['attributes of a number', '\x80\x02K\x01}b.'],
    ['protocol 6', '\x80\x06N.'],
    ['text that is no UTF-8', '\x80\x02X\x01\x00\x00\x00\xff.'],
    ['an endless name', `\x80\x02c${'x'.repeat(2000)}`],
    ['something after the end', '\x80\x02}.N'],
  ])('%s', async (_, code) => {
    await expectRefused(archive(operations(code)), 'pickle-damaged', 'pickle', '(at byte ');
  });
});

describe('damaged tensors', () => {
  const refused = (description: Description, code: string, ...parts: string[]) =>
    expectRefused(archive(tensorPickle(description)), code, ...parts);

  it('reaching beyond the storage', async () => {
    await refused({ offset: 5 }, 'pth-tensor', '"w"', 'beyond its storage');
    await refused({ strides: [7, 1] }, 'pth-tensor', 'beyond its storage');
    await refused({ shape: [9], strides: [1] }, 'pth-tensor', 'beyond its storage');
    await expect(readPth(archive(tensorPickle({ offset: 4 })))).resolves.toBeDefined();
  });

  it('more sizes than strides, or an unknown type', async () => {
    await refused({ shape: [2, 2, 1] }, 'pth-tensor', 'damaged description of a tensor');
    await refused({ type: 'ComplexFloatStorage' }, 'pickle-global', 'torch.ComplexFloatStorage', 'plain float tensors');
  });

  it('a storage of another length, or none', async () => {
    await refused({ length: 7 }, 'pth-storage', 'data/0 is 32 bytes long, expected were 28');
    await refused({ type: 'DoubleStorage' }, 'pth-storage', 'expected were 64');
    const missing = tensorPickle();
    const at = Buffer.from(missing).lastIndexOf('X\x01\x00\x00\x000', undefined, 'latin1');
    missing[at + 5] = 0x37;
    await expectRefused(archive(missing), 'pth-storage', 'data/7 is missing');
  });
});

describe('files without a state dict', () => {
  it.each<[string, string, string[]]>([
    ['a number', 'K\x01', ['holds no dict', 'model.state_dict()']],
    ['an empty dict', '}', ['holds an empty dict']],
    ['a dict of other things', '}X\x05\x00\x00\x00epochK\x03s', ['a dict with "epoch", no weights']],
  ])('%s', async (_, code, parts) => {
    await expectRefused(archive(operations('\x80\x02', code, '.')), 'pth-state-dict', ...parts);
  });

  it('a single tensor; a number among the weights', async () => {
    const pickle = new PickleWriter();
    pickle.call('torch._utils', '_rebuild_tensor', () => {
      pickle.persistent(() => pickle.text('storage').global('torch', 'FloatStorage').text('0').text('cpu').count(8));
      pickle.count(0).tuple(() => pickle.count(8));
      pickle.tuple(() => pickle.count(1));
    });
    await expectRefused(archive(pickle.end()), 'pth-state-dict', 'a single tensor');
    const weights = tensorPickle();
    const mixed = operations(weights.subarray(0, -1), 'X\x05\x00\x00\x00epochK\x03s.');
    await expectRefused(archive(mixed), 'pth-state-dict', '"epoch"', 'no tensor');
  });
});

describe('files that are something else', () => {
  const zipped = archive(tensorPickle());
  it.each<[string, Uint8Array, string, string[]]>([
    ['nothing', new Uint8Array(0), 'pth-not-pth', ['is empty']],
    ['a web page', text('<!DOCTYPE html>'), 'pth-not-pth', ['web page']],
    ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1'), 'pth-not-pth', ['git lfs pull']],
    ['a safetensors file', golden('blog-values.safetensors'), 'pth-not-pth', ['safetensors']],
    ['a gzip file', gzipSync('x'), 'pth-not-pth', ['gzip']],
    ['a tar file', operations('x'.repeat(257), 'ustar'), 'pth-not-pth', ['PyTorch 0.1']],
    ['text', text('These are no weights.'), 'pth-not-pth', ['neither a zip file nor a pickle']],
    ['another pickle', operations('\x80\x04K\x01.'), 'pth-not-pth', ['none of PyTorch']],
    ['another zip file', writeZip([{ name: 'a.txt', content: text('x') }]), 'pth-not-pth', ['without a data.pkl']],
    [
      'a TorchScript program',
      archive(tensorPickle(), { 'constants.pkl': text('') }),
      'pth-unsupported',
      ['TorchScript'],
    ],
    ['big-endian', archive(tensorPickle(), { byteorder: text('big') }), 'pth-unsupported', ['big-endian']],
    [
      'legacy and big-endian',
      operations(LEGACY_START.slice(0, -2), '}U\x0dlittle_endian\x89s.'),
      'pth-unsupported',
      ['big-endian'],
    ],
    ['a zip file cut off', zipped.subarray(0, -1), 'zip-damaged', ['cut off']],
    [
      'damaged metadata',
      archive(tensorPickle(), { 'extra/lenet5.json': text('[1]') }),
      'pth-metadata',
      ['no JSON object'],
    ],
    [
      'metadata of numbers',
      archive(tensorPickle(), { 'extra/lenet5.json': text('{"a":1}') }),
      'pth-metadata',
      ['"a" is no text'],
    ],
  ])('%s', async (_, file, code, parts) => {
    await expectRefused(file, code, ...parts);
  });

  it('never takes a cut-off file for a whole one', async () => {
    for (const name of ['views-zip', 'views-legacy', 'deflated-zip']) {
      const file = golden(`pth/${name}.pth`);
      for (let length = 0; length < file.length; length += 7) {
        const error = await thrownBy(() => readPth(file.subarray(0, length)));
        expect(error, `${name} to ${length}`).toMatchObject({ name: 'FormatError' });
      }
    }
  });
});
