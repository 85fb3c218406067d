import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { rasterisePng } from '../../src/plots/render.js';
import { sheetSvg, textAt } from '../../src/plots/sheet.js';
import { scratch } from '../support.js';

/** A small sheet with one line of text, or none. */
function sheet(text: string, bold = false): string {
  return sheetSvg({ width: 120, height: 40, title: '', body: text && textAt(10, 26, text, { size: 20, bold }) });
}

/** How many of the picture's samples are darker than half. */
async function darkness(svg: string): Promise<number> {
  return [...decode(await rasterisePng(svg)).data].filter((value) => value < 128).length;
}

describe('rasterisePng', () => {
  it('writes a PNG of the figure’s size times the scale', async () => {
    const png = await rasterisePng(sheet('4'), 3);
    expect([...png.slice(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(decode(png)).toMatchObject({ width: 360, height: 120 });
    expect(decode(await rasterisePng(sheet('4')))).toMatchObject({ width: 240, height: 80 });
  });

  it('prints the text, bold as bold', async () => {
    const [none, regular, bold] = [sheet(''), sheet('4 → 9'), sheet('4 → 9', true)];
    expect(await darkness(none)).toBe(0);
    expect(await darkness(regular)).toBeGreaterThan(500);
    expect(await darkness(bold)).toBeGreaterThan(1.2 * (await darkness(regular)));
  });

  it('tells characters apart: no boxes in place of glyphs', async () => {
    const pictures = await Promise.all(['→', '↓', '·', '–', '…', '×', '%'].map((glyph) => rasterisePng(sheet(glyph))));
    expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(7);
  });

  it('gives the same bytes for the same figure', async () => {
    expect(await rasterisePng(sheet('LeNet-5'))).toEqual(await rasterisePng(sheet('LeNet-5')));
  });

  it('refuses a scale that is no positive number, and text that is no SVG', async () => {
    await expect(rasterisePng(sheet('4'), 0)).rejects.toThrow('scale must be a positive number');
    await expect(rasterisePng('<p>no picture</p>')).rejects.toThrow();
  });
});

describe('drawPng', () => {
  // Only on Linux can a process be told to find no font.
  it.skipIf(process.platform !== 'linux')('draws in English where no font of the system has Chinese', async () => {
    const none = join(scratch(), 'fonts.conf');
    writeFileSync(none, '<?xml version="1.0"?><fontconfig><dir>/nowhere</dir></fontconfig>');
    const module = (name: string) => JSON.stringify(new URL(`../../dist/${name}.js`, import.meta.url).href);
    const script = `
      import { drawPng, sheetSvg, textAt } from ${module('plots/index')};
      import { speak, t } from ${module('texts/language')};
      const draw = () => sheetSvg({ width: 120, height: 40, title: '', body: textAt(10, 26, t('Curves')) });
      const english = Buffer.from(await drawPng(draw));
      await speak('zh');
      console.log(english.equals(Buffer.from(await drawPng(draw))), draw().includes('曲线'));`;
    const args = ['--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { FONTCONFIG_FILE: none } });
    expect(stdout).toBe('true true\n');
  });
});
