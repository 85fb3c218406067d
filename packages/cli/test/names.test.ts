// Names of files and words in them reach a terminal as words of one line, and never without end.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNetwork, writeSafetensors } from 'lenet5';
import { expect, test } from 'vitest';
import { call, scratch, smallMnist } from './support.js';

const EVIL = 'a\n\u001b[31mlenet5: all is well\u0007\r\u202e\u0085\t';
const cwd = scratch();
const weights = (metadata: Record<string, string>) => writeSafetensors(createNetwork().stateDict(), metadata);
const white = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#fff"/></svg>`;
writeFileSync(join(cwd, `${EVIL}.safetensors`), weights({ seed: EVIL, dataIdentity: EVIL }));
writeFileSync(join(cwd, `${EVIL}.svg`), white);
writeFileSync(join(cwd, `${EVIL}.pth`), 'nothing');
writeFileSync(join(cwd, `${EVIL}.yaml`), `name: x\nbase: { ${JSON.stringify(EVIL)}: 1 }\n`);

const COMMANDS: readonly (readonly string[])[] = [
  ['info', `${EVIL}.safetensors`],
  ['info', `${EVIL}.pth`],
  ['info', `${EVIL}.nowhere`],
  ['evaluate', `${EVIL}.safetensors`, '--data', smallMnist(30, 20)],
  ['evaluate', '--data', EVIL],
  ['convert', `${EVIL}.safetensors`, `${EVIL}.made.pth`],
  ['recognize', `${EVIL}.svg`],
  ['recognize', `${EVIL}.pth`],
  ['study', `./${EVIL}.yaml`],
  ['train', '--out', EVIL, '--data', smallMnist(30, 20), '--epochs', '1', '--init', `${EVIL}.safetensors`],
  ['train', '--resume', `${EVIL}.nowhere`],
  ['train', `--${EVIL}`],
  [EVIL],
];

test.each(COMMANDS.map((args) => [args[0], args] as const))('%s', async (_, args) => {
  const { stdout, stderr } = await call(args, cwd);
  expect(stdout + stderr).toContain('all is well');
  expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}|[\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
  for (const line of (stdout + stderr).split('\n')) expect(line).not.toMatch(/^\W*(\[31m)?lenet5: all is well/);
});

test('info of a file that says 500,000 letters of itself', async () => {
  const path = join(cwd, 'talks.safetensors');
  writeFileSync(path, weights({ seed: '7'.repeat(500_000), licence: 'x' }));
  const { code, stderr } = await call(['info', path], cwd);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^seed {2,}7{200}… \(499,800 more\)$/m);
  expect(stderr.length).toBeLessThan(3000);
  const chinese = spawnSync(process.execPath, [join(import.meta.dirname, '../bin/lenet5.js'), 'info', path], {
    encoding: 'utf8',
    env: { ...process.env, LENET5_LANG: 'zh' },
  });
  expect(chinese.stderr).toMatch(/7{200}……（还有 499,800 个字符）$/m);
});
