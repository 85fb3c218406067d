// What the library's readers say of bad files, in Chinese: no English sentence stands in it, whatever the file.
import type { Lenet5Error } from 'lenet5';
import { describe, expect, it, test } from 'vitest';
import { libraryInChinese } from '../packages/cli/src/texts/library/index.js';
import { readData } from '../packages/lenet5/src/data/index.js';
import { ARRAYS, labels, TABLES } from '../packages/lenet5/test/data/malformed.js';
import { caseOf, formats, readerOf } from '../packages/lenet5/test/fuzz/targets.js';

/** Three words of English after each other, outside of names in quotes, bytes and Python. */
const ENGLISH = /[A-Za-z]{2,} [A-Za-z]+ [A-Za-z]{2,}/;
const bare = (sentence: string) =>
  sentence.replace(/"(\\.|[^"\\])*"|开头是 [\da-f ]+/g, '…').replace(/Python 中.*$/s, '');

async function said(reading: Promise<unknown>): Promise<string | null> {
  const error = await reading.then(
    () => null,
    (reason: unknown) => reason as Lenet5Error,
  );
  return error && libraryInChinese(error);
}

function expectChinese(sentence: string | null): void {
  expect(sentence).toMatch(/\p{Script=Han}.*。$/su);
  expect(bare(sentence ?? '')).not.toMatch(ENGLISH);
}

const data = (files: Readonly<Record<string, Uint8Array>>) =>
  readData(Object.entries(files).map(([name, bytes]) => ({ name, read: async () => bytes })));

describe('a bad data set', () => {
  it.each(TABLES)('a table %s', async (_, bytes) => expectChinese(await said(data({ 'train.csv': bytes }))));
  it.each(ARRAYS)('an array %s', async (_, bytes) => {
    expectChinese(await said(data({ 'x_train.npy': bytes, 'y_train.npy': labels })));
  });
});

test.each(['a.zip', 'a.pkl', 'a.csv.gz', 'a.mat', 'a.pt', 'a.heic', 'a.png'])('data in %s', async (name) => {
  expectChinese(await said(data({ [name]: new Uint8Array(9) })));
});

test.each(formats.filter((format) => format !== 'calls'))('changed and made-up files: %s', async (format) => {
  let refused = 0;
  for (let i = 0; i < 400; i++) {
    const sentence = await said(readerOf(format)(caseOf(format, 1, i)));
    if (sentence === null) continue;
    refused++;
    expectChinese(sentence);
  }
  expect(refused).toBeGreaterThan(100);
});
