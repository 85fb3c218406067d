import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pretrainedBytes } from 'lenet5/weights';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { writeFewDigits } from '../../../../test/few-digits.js';
import { BIN, ROOT, run, scratch } from '../support.js';
import { blocksOf, commandsOf, isChinese, PAGES, placeOf } from './blocks.js';

/** Commands that take seconds. The others, which train or wait, are parsed in commands.test.ts. */
const CHEAP = [
  /^npx lenet5 (info|convert|help) ?/,
  /^npx lenet5 evaluate (?!--pictures)/,
  /^npx lenet5 recognize /,
  /^npx lenet5 study --list/,
  /^npx lenet5 study .* --plan/,
];
const isCheap = (command: string) => CHEAP.some((pattern) => pattern.test(command));

const STAND_IN = scratch();
writeFewDigits(STAND_IN, 100, 100);
const top = scratch();

/** Everything that the documents suppose to be there, in a folder of its own. */
async function preparedFolder(code: string): Promise<string> {
  const folder = mkdtempSync(join(top, 'block-'));
  mkdirSync(join(folder, 'runs/…'), { recursive: true });
  writeFileSync(join(folder, 'runs/…/last.safetensors'), pretrainedBytes());
  if (!/ convert \S+ model\.safetensors/.test(code))
    writeFileSync(join(folder, 'model.safetensors'), pretrainedBytes());
  const blogs = join(ROOT, 'packages/lenet5/test/golden/blog-after-200.pth');
  copyFileSync(blogs, join(folder, 'epoch-25_loss-5.046500_error-2.10%.pth'));
  if (!/ convert \S+ model\.pth/.test(code)) copyFileSync(blogs, join(folder, 'model.pth'));
  const layouts = join(ROOT, 'packages/lenet5/test/golden/layouts');
  copyFileSync(join(layouts, 'narrow.pth'), join(folder, 'lenet.pth'));
  copyFileSync(join(layouts, 'narrow.safetensors'), join(folder, 'd2l.safetensors'));
  // Stand-ins: what is downloaded elsewhere, or drawn by a longer command.
  for (const data of ['fashion-mnist', 'letters']) symlinkSync(STAND_IN, join(folder, data));
  const stroke = '<svg width="90" height="90"><path d="M45 15V75" stroke="black" stroke-width="9"/></svg>';
  const picture = sharp(Buffer.from(stroke)).flatten({ background: 'white' });
  for (const name of ['photo.jpg', 'scan.tif', 'drawing.png', 'a.png'])
    await picture.clone().toFile(join(folder, name));
  mkdirSync(join(folder, 'scans'));
  await picture.clone().toFile(join(folder, 'scans/page-1.png'));
  const study = blocksOf('docs/study.md').find(({ code }) => code.startsWith('name: pooling'));
  writeFileSync(join(folder, 'pooling.yaml'), study?.code ?? '');
  return folder;
}

/** Runs a line as a shell does, with the real command behind `npx lenet5`. */
function shell(line: string, cwd: string) {
  return run('sh', ['-c', `npx() { shift; "${process.execPath}" "${BIN}" "$@"; }\n${line}`], cwd);
}

const blocks = PAGES.filter((page) => !isChinese(page))
  .flatMap(blocksOf)
  .map((block) => ({ block, commands: block.info === 'sh' ? commandsOf(block.code).filter(isCheap) : [] }))
  .filter(({ commands }) => commands.length > 0)
  // What stands alike on several pages is run once.
  .filter(({ commands }, i, all) => all.findIndex((each) => each.commands.join('\n') === commands.join('\n')) === i);

test.each(blocks.map((each) => [placeOf(each.block), each] as const))(
  'the quick commands of %s run as they stand',
  async (_, { block, commands }) => {
    const folder = await preparedFolder(block.code);
    for (const command of commands) {
      const { code, stderr } = await shell(command, folder);
      expect([command, code, stderr.match(/^lenet5: (?!warning).*$/gm)]).toEqual([command, 0, null]);
      if (command.endsWith(' --plan')) expect(stderr).toMatch(/\d+ rows, \d+ runs/);
    }
  },
);
