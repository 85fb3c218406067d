// Draws a set of letters from fonts in the files of EMNIST's set `letters` (half a minute):
//
//   npm run letters -- DIR [TRAIN TEST]
//
// TRAIN and TEST are images a class, 400 and 80 unless given. Capital and small letters have one label, 1 to 26; the
// fonts of the test part are others than those of the training part.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { synthesis } from './synthesis.mjs';

const [folder, train = '400', test = '80'] = process.argv.slice(2);
const [perClass, toTest] = [Number(train), Number(test)];
if (!folder || !Number.isInteger(perClass) || !Number.isInteger(toTest) || perClass < 1 || toTest < 1) {
  console.error('Expected: npm run letters -- DIR [TRAIN TEST], two numbers of images a class.');
  process.exit(2);
}

const { glyphBank } = await synthesis('fonts');
const { letterSet } = await synthesis('letters');
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The bytes of an IDX file. */
function idx(shape, data) {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x0800 + shape.length);
  for (const [i, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  return gzipSync(Buffer.concat([header, data]), { level: 9 });
}

await mkdir(folder, { recursive: true });
const parts = [
  { part: 'train', split: 'training', count: perClass, seed: 1 },
  { part: 'test', split: 'measure', count: toTest, seed: 2 },
];
for (const { part, split, count: each, seed } of parts) {
  const { images, labels, count } = letterSet(glyphBank(split), each, seed);
  const path = (what) => join(folder, `emnist-letters-${part}-${what}-ubyte.gz`);
  await writeFile(path('images-idx3'), idx([count, 28, 28], images));
  await writeFile(path('labels-idx1'), idx([count], labels));
  console.log(`${part}: ${count} letters`);
}
const mapping = Array.from(LETTERS, (letter, i) => `${i + 1} ${letter.charCodeAt(0)} ${letter.charCodeAt(0) + 32}\n`);
await writeFile(join(folder, 'emnist-letters-mapping.txt'), mapping.join(''));
