import { describe, expect, it } from 'vitest';
import { failFor } from '../../../src/files/foreign-file.js';
import { crc32 } from '../../../src/files/pth/zip/format.js';
import { readZipDirectory, readZipEntry } from '../../../src/files/pth/zip/reader.js';
import { writeZip } from '../../../src/files/pth/zip/writer.js';
import { expectError, thrownBy } from '../../expect-error.js';
import { text } from './samples.js';

const fail = failFor('file.zip');
const FILE = writeZip([
  { name: 'a/one', content: text('first') },
  { name: 'a/two', content: text('') },
]);

async function contents(file: Uint8Array, most = 1000): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, entry] of readZipDirectory(file, fail)) {
    found[name] = new TextDecoder().decode(await readZipEntry(file, entry, most, fail));
  }
  return found;
}

/** A copy with some bytes changed: [offset from the first entry of the list, value]. */
function changed(...changes: readonly (readonly [number, number])[]): Uint8Array {
  const file = Buffer.from(FILE);
  const list = file.indexOf('PK\x01\x02');
  for (const [at, value] of changes) file[list + at] = value;
  return file;
}

describe('zip files', () => {
  it('crc32 is that of the standard', () => {
    expect(crc32(text('123456789'))).toBe(0xcbf43926);
    expect(crc32(text(''))).toBe(0);
  });

  it('are read as they were written, with anything before the comment', async () => {
    expect(await contents(FILE)).toEqual({ 'a/one': 'first', 'a/two': '' });
    const commented = Buffer.concat([FILE.subarray(0, -2), Buffer.of(4, 0), Buffer.from('PK\x05\x06')]);
    expect(await contents(commented)).toEqual({ 'a/one': 'first', 'a/two': '' });
  });

  it.each<[string, Uint8Array, string, string[]]>([
    [
      'a changed byte',
      Buffer.from(FILE).fill('F', FILE.indexOf(0x66, 35), FILE.indexOf(0x66, 35) + 1),
      'zip-damaged',
      ['"a/one"', 'CRC-32'],
    ],
    ['an encrypted entry', changed([8, 1]), 'zip-unsupported', ['"a/one"', 'encrypted']],
    ['another method', changed([10, 14]), 'zip-unsupported', ['method 14', 'deflated (8)']],
    ['two sizes of a stored entry', changed([20, 4]), 'zip-damaged', ['two sizes']],
    ['an entry beyond the end', changed([42, 0xff], [43, 0xff]), 'zip-damaged', ['where its list says']],
    [
      'an entry that is too long',
      changed([20, 0xff], [21, 0xff], [24, 0xff], [25, 0xff]),
      'zip-damaged',
      ['cut off within'],
    ],
    [
      'a size of 2⁶⁴ without Zip64',
      changed(...[20, 21, 22, 23, 24, 25, 26, 27].map((at) => [at, 0xff] as const)),
      'zip-damaged',
      ['lacks the sizes'],
    ],
    ['a broken list', changed([0, 0]), 'zip-damaged', ['record 1 of 2']],
    ['a name beyond the list', changed([28, 0xff], [29, 0xff]), 'zip-damaged', ['record 1 of 2']],
    ['no end', FILE.subarray(0, -5), 'zip-damaged', ['cut off']],
    [
      'two entries of one name',
      writeZip([
        { name: 'x', content: text('') },
        { name: 'x', content: text('') },
      ]),
      'zip-damaged',
      ['two records called "x"'],
    ],
    ['deflate that is none', changed([10, 8], [24, 200]), 'zip-damaged', ['cannot be unpacked']],
    ['more than deflate can hold', changed([10, 8], [26, 200]), 'zip-damaged', ['cannot be unpacked']],
    ['more than is allowed', changed([10, 8], [25, 4]), 'zip-unsupported', ['1029 bytes, where 1000 are allowed']],
  ])('%s is refused', async (_, file, code, parts) => {
    expectError(await thrownBy(() => contents(file)), 'FormatError', code, 'file.zip', ...parts);
  });
});
