import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { call, scratch } from './support.js';

const DATA = fileURLToPath(new URL('data/parquet/', import.meta.url));
const [TRAIN, TEST] = ['train-00000-of-00001.parquet', 'test-00000-of-00001.parquet'];
const whole = readFileSync(join(DATA, TRAIN));
const cwd = scratch();

/** The file with other bytes from `at` on, from the end where that is negative. */
function changed(at: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(whole);
  copy.set(bytes, at < 0 ? copy.length + at : at);
  return copy;
}

/** Every name of a column by another of the same length, in the schema and beside the values. */
const renamed = (from: string, to: string) => Buffer.from(whole.toString('latin1').replaceAll(from, to), 'latin1');

const MAGIC = [...Buffer.from('PARX')];

test.each<[string, Buffer]>([
  ['cut in half', whole.subarray(0, whole.length / 2)],
  ['without its last byte', whole.subarray(0, -1)],
  ['all zeros', Buffer.alloc(whole.length)],
  ['zeros among its pictures', changed(1000, ...Array.from({ length: 4000 }, () => 0))],
  ['another format', changed(-4, ...MAGIC)],
  ['a footer longer than the file', changed(-8, 0xf0, 0xff, 0xff, 0x7f)],
  ['a damaged footer', changed(-8 - whole.readUInt32LE(whole.length - 8), ...Array.from({ length: 200 }, () => 0xff))],
  ['no column of labels', renamed('label', 'digit')],
  ['no column of pictures', renamed('image', 'scans')],
  ['pictures without bytes', renamed('bytes', 'octet')],
])('parquet with %s: refused in one sentence', async (name, bytes) => {
  const folder = join(cwd, name);
  mkdirSync(folder);
  copyFileSync(join(DATA, TEST), join(folder, TEST));
  writeFileSync(join(folder, TRAIN), bytes);
  const { code, stdout, stderr } = await call(['evaluate', '--data', name], cwd);
  expect(stderr).toBe(
    `lenet5: ${name}/${TRAIN} is no parquet file with the columns image (bytes of pictures) and label, ` +
      'as Hugging Face has them for mnist: download it again, or rename its columns.\n',
  );
  expect([code, stdout]).toEqual([1, '']);
});

test('empty parquet: refused in one sentence', async () => {
  mkdirSync(join(cwd, 'empty'));
  writeFileSync(join(cwd, 'empty', TRAIN), '');
  const { code, stderr } = await call(['evaluate', '--data', 'empty'], cwd);
  expect(stderr).toBe(`lenet5: empty/${TRAIN} is an empty file: download or copy it again.\n`);
  expect(code).toBe(1);
});
