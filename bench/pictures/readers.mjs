// Who reads: the library as it is shipped, and others for comparison. Each takes pictures in a row, for Tesseract takes
// several in one process; the library is not told what kind a picture is of.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Recognizer } from 'lenet5';
import { pretrained } from 'lenet5/weights';
import { pretrained as pretrainedPictures } from 'lenet5/weights/pictures';
import { pretrainedStrips } from 'lenet5/weights/strips';
import { plainReader } from './plain.mjs';

/** @typedef {{ text: string, complete?: boolean, digits?: readonly { box: object }[] }} Answer */
/** @typedef {{ name: string, read: (drawn: readonly object[]) => Promise<Answer[]> }} Reader */

/**
 * The library, with its own options but for these.
 * @returns {Reader}
 */
export function library(name = 'lenet5', options = {}) {
  const recognizer = new Recognizer(pretrainedPictures(), options);
  return { name, read: async (drawn) => drawn.map(({ picture }) => recognizer.recognize(picture)) };
}

/**
 * The library with one step at a time switched off.
 * @returns {Reader[]}
 */
export function withoutSteps() {
  const steps = {
    'no evenLight': { evenLight: false },
    'no removeLines': { removeLines: false },
    'no removeBorders': { removeBorders: false },
    'no cut': { cut: false },
    'no strokes': { strokes: null },
    'no again': { again: false },
    'no turn': { turn: false },
    'no reject': { reject: { distance: 1e9, margin: 0 } },
    displacement: { reader: 'displacement', strips: pretrainedStrips() },
  };
  return Object.entries(steps).map(([name, options]) => library(name, options));
}

/** @returns {Promise<Reader[]>} */
export async function peers() {
  return [
    { name: 'tesseract', read: tesseract },
    { name: 'plain MNIST', read: await plainReader(new Recognizer(pretrained())) },
  ];
}

/** Bytes of a file that Tesseract reads: PGM or PPM; transparent paper is white. */
function netpbm({ data, width, height, channels }) {
  const colours = channels > 2 ? 3 : 1;
  const pixels = new Uint8Array(width * height * colours);
  for (let i = 0; i < width * height; i++) {
    const share = channels === 2 || channels === 4 ? data[i * channels + channels - 1] / 255 : 1;
    for (let c = 0; c < colours; c++) pixels[i * colours + c] = 255 + (data[i * channels + c] - 255) * share;
  }
  return Buffer.concat([Buffer.from(`P${colours === 3 ? 6 : 5}\n${width} ${height}\n255\n`), pixels]);
}

/** Digits only; a picture of one digit as a character, others as a line. */
async function tesseract(drawn) {
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  try {
    const answers = new Array(drawn.length);
    for (const [mode, chosen] of [
      ['10', (kind) => kind === 'single'],
      ['7', (kind) => kind !== 'single'],
    ]) {
      const places = drawn.flatMap(({ kind }, i) => (chosen(kind) ? [i] : []));
      const texts = await readFiles(folder, mode, places, drawn);
      places.forEach((place, i) => {
        answers[place] = { text: texts[i] };
      });
    }
    return answers;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readFiles(folder, mode, places, drawn) {
  const files = places.map((place) => join(folder, `${place}.pnm`));
  await Promise.all(files.map((file, i) => writeFile(file, netpbm(drawn[places[i]].picture))));
  return recognised(folder, mode, files);
}

/** Tesseract 5.3.0 ends at some pictures (SIGFPE): the others are then read without them. */
async function recognised(folder, mode, files) {
  if (files.length === 0) return [];
  const list = join(folder, `list-${mode}.txt`);
  await writeFile(list, `${files.join('\n')}\n`);
  const options = ['--psm', mode, '-c', 'tessedit_char_whitelist=0123456789'];
  const settings = { env: { ...process.env, OMP_THREAD_LIMIT: '1' }, maxBuffer: 2 ** 26 };
  const pages = await promisify(execFile)('tesseract', [list, '-', ...options], settings)
    .then(({ stdout }) => stdout.split('\f').map((page) => page.replace(/\D/g, '')))
    .catch((error) => {
      if (error.code === 'ENOENT') throw new Error('--peers needs Tesseract: apt-get install tesseract-ocr');
      return [];
    });
  if (pages.length === files.length) return pages;
  if (files.length === 1) return [''];
  const half = files.length >> 1;
  const first = await recognised(folder, mode, files.slice(0, half));
  return [...first, ...(await recognised(folder, mode, files.slice(half)))];
}
