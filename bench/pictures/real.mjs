// Pictures of others, from a folder with SOURCES.tsv (columns file, kind, label), and what may happen to them on their
// way into a file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { synthesis } from '../../packages/lenet5/scripts/pictures/synthesis.mjs';

/** @returns {{ file: string, kind: 'single' | 'multi' | 'none', label: string }[]} */
export function sourcesIn(folder) {
  const [head, ...rows] = readFileSync(join(folder, 'SOURCES.tsv'), 'utf8').trimEnd().split(/\r?\n/);
  const names = head.split('\t');
  return rows.map((row) => {
    const values = Object.fromEntries(row.split('\t').map((value, i) => [names[i], value]));
    const label = values.kind === 'none' ? '' : (values.label ?? '').replace(/\D/g, '');
    return { file: join(folder, values.file), kind: values.kind, label };
  });
}

/** How the command line decodes a file. */
export async function openFiles() {
  const path = fileURLToPath(new URL('../../packages/cli/src/picture/decode.ts', import.meta.url));
  const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
  return async (file) => (await module.decodePicture(await module.readBytes(file), file)).picture;
}

/** Transparent paper becomes white, so that something can happen to it. */
function opaque({ data, width, height, channels }) {
  if (channels === 1 || channels === 3) return { data, width, height, channels };
  const colours = channels - 1;
  const pixels = new Uint8Array(width * height * colours);
  for (let i = 0; i < pixels.length; i++) {
    const at = Math.floor(i / colours) * channels;
    pixels[i] = 255 + ((data[at + (i % colours)] - 255) * data[at + colours]) / 255;
  }
  return { data: pixels, width, height, channels: colours };
}

/** The part of the picture that holds what was read, a pixel around it. */
function cropped({ data, width, height, channels }, boxes) {
  const clamp = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  const left = clamp(Math.min(...boxes.map(({ x }) => x)) - 1, width - 1);
  const top = clamp(Math.min(...boxes.map(({ y }) => y)) - 1, height - 1);
  const right = clamp(Math.max(...boxes.map((box) => box.x + box.width)) + 1, width);
  const bottom = clamp(Math.max(...boxes.map((box) => box.y + box.height)) + 1, height);
  const part = new Uint8Array((right - left) * (bottom - top) * channels);
  for (let y = top; y < bottom; y++) {
    const row = data.subarray((y * width + left) * channels, (y * width + right) * channels);
    part.set(row, (y - top) * (right - left) * channels);
  }
  return { data: part, width: right - left, height: bottom - top, channels };
}

/** The changes, each with the seed of the file, for a picture that was read right. */
export async function variations() {
  const { bent, blurred, chequered, noisy, PERSPECTIVE, ROTATION, shadowed } = await synthesis('kinds/camera');
  const { Random } = await synthesis('../../../src/math/random');
  const changes = {
    rotation: () => bent(ROTATION),
    perspective: () => bent(PERSPECTIVE),
    blur: (height) => blurred(0.03 * height),
    checker: (height) => chequered(Math.max(4, Math.round(height / 5)), 0.15),
    shadow: () => shadowed(0.5),
    noise: () => noisy(14),
  };
  return (picture, { digits = [] }, seed) => {
    const boxes = digits.map(({ box }) => box);
    const heights = boxes.map(({ height }) => height).sort((a, b) => a - b);
    const height = heights[heights.length >> 1] ?? picture.height / 4;
    const solid = opaque(picture);
    const varied = Object.entries(changes).map(([name, change]) => {
      return { name, picture: change(height)(new Random(seed, name), solid) };
    });
    return boxes.length > 0 ? [...varied, { name: 'tight crop', picture: cropped(solid, boxes) }] : varied;
  };
}
