import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { BIN, scratch } from '../support.js';
import { testDigit } from './support.js';

const cwd = scratch();

/** Says at the end how much memory the process had at most, in kB. */
const TELLS = `process.on('exit', () => console.error('most', process.resourceUsage().maxRSS));`;

/** So many pages of 1.4 MB of pixels with a 7 on each. @returns the most memory that reading them took, in MB */
async function mostOf(count: number): Promise<number> {
  const folder = join(cwd, String(count));
  mkdirSync(folder);
  const first = join(folder, '0.png');
  const page = { create: { width: 800, height: 600, channels: 3, background: 'white' } } as const;
  const input = await testDigit(7, 0, 5).png().toBuffer();
  await sharp(page)
    .composite([{ input, left: 300, top: 200 }])
    .png()
    .toFile(first);
  for (let i = 1; i < count; i++) copyFileSync(first, join(folder, `${i}.png`));
  const args = ['--import', join(cwd, 'tells.mjs'), BIN, 'recognize', folder, '--csv', `${folder}.csv`];
  const { stderr } = await promisify(execFile)(process.execPath, args, { cwd });
  expect(stderr).toContain(`${count} pictures, ${count} read whole`);
  expect(readFileSync(`${folder}.csv`, 'utf8').split('\n')).toHaveLength(count + 2);
  return Number(/most (\d+)/.exec(stderr)?.[1]) / 1000;
}

test('sixty pictures more take no more memory, as they would with their pixels kept: 86 MB', async () => {
  writeFileSync(join(cwd, 'tells.mjs'), TELLS);
  expect((await mostOf(70)) - (await mostOf(10))).toBeLessThan(50);
}, 120_000);
