import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { call, scratch } from '../support.js';

const svg = (inside: string, side = 400) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${inside}</svg>`;

/** Each level uses the one before it twice. */
function doubled(first: string, level: (i: number) => string): string {
  return `<defs>${first}${Array.from({ length: 40 }, (_, i) => level(i + 1)).join('')}</defs>`;
}

const all = '<rect width="400" height="400"';
const masks = doubled(`<mask id="m0">${all} fill="#fff"/></mask>`, (i) => {
  return `<mask id="m${i}"><g mask="url(#m${i - 1})">${all} fill="#fff" mask="url(#m${i - 1})"/></g></mask>`;
});
const blur = Array.from({ length: 500 }, () => '<feMorphology operator="dilate" radius="400"/>').join('');
/** Masks in masks, packed besides, and a filter over a large picture: what takes its time is drawn elsewhere. */
const SLOW: [name: string, bytes: string | Uint8Array][] = [
  ['filters.svg', svg(`<filter id="f">${blur}</filter>${all} filter="url(#f)"/>`, 4000)],
  ['packed.svgz', gzipSync(svg(`${masks}${all} mask="url(#m40)"/>`))],
];

test('drawings that take minutes end after seconds, each in one sentence, and the others are read', async () => {
  const folder = scratch();
  for (const [name, bytes] of SLOW) writeFileSync(join(folder, name), bytes);
  const one = '<rect width="400" height="400" fill="#fff"/><path d="M200 60V340" stroke="#000" stroke-width="40"/>';
  writeFileSync(join(folder, 'z.svg'), svg(one));
  const { code, stdout, stderr } = await call(['recognize', ...SLOW.map(([name]) => name), 'z.svg'], folder);
  const refused = stderr
    .split('\n')
    .filter((line) => /^lenet5: \S+ takes more than 10 s to draw: save it as PNG\.$/.test(line));
  expect(refused.map((line) => line.split(' ')[1])).toEqual(SLOW.map(([name]) => name));
  expect(stdout).toBe('z.svg: 1\n');
  expect(code).toBe(1);
}, 120_000);

test('folders whose links lead in circles, with pipes in them: each real file once', async () => {
  const folder = scratch();
  for (let digit = 0; digit < 10; digit++) mkdirSync(join(folder, `set/${digit}/more`), { recursive: true });
  const one = svg(
    '<rect width="400" height="400" fill="#fff"/><path d="M200 60V340" stroke="#000" stroke-width="40"/>',
  );
  writeFileSync(join(folder, 'set/1/more/a.svg'), one);
  writeFileSync(join(folder, 'set/1/b.svg'), one);
  symlinkSync('..', join(folder, 'set/1/more/up'));
  symlinkSync('../..', join(folder, 'set/1/more/top'));
  symlinkSync('b.svg', join(folder, 'set/1/same.svg'));
  symlinkSync('self', join(folder, 'set/1/self'));
  execFileSync('mkfifo', [join(folder, 'set/1/pipe.png'), join(folder, 'set/pipe.svg')]);
  const whole = await call(['recognize', 'set'], folder);
  expect(whole.stdout).toBe('set/1/b.svg: 1\nset/1/more/a.svg: 1\n');
  const matched = await call(['recognize', 'set/**/*.svg'], folder);
  expect(matched.stdout.trim().split('\n')).toHaveLength(2);
  const scored = await call(['train', '--pictures', 'set', '--epochs', '1', '--out', 'run', '--json'], folder);
  expect(scored.stderr).not.toMatch(/pipe|more\/up|more\/top|same\.svg/);
}, 60_000);
