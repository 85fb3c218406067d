import { createRequire } from 'node:module';
import * as Plot from '@observablehq/plot';
import type { RenderedImage } from '@resvg/resvg-js';
import { parseHTML } from 'linkedom';
import { withNative } from '../native.js';
import { inEnglishWords, language, phrase } from '../texts/language.js';
import { sheetSvg, textAt } from './sheet.js';

/** Plot draws into a document; one without a browser serves all figures, nothing is ever attached to it. */
const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Coordinates with at most two decimals; text between tags stays as it is. */
function rounded(markup: string): string {
  return markup.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/-?\d+\.\d{3,}/g, (number) => String(+Number(number).toFixed(2))),
  );
}

/**
 * Draws a plot and returns it as a group with its upper left corner at (x, y), without the style sheet that Plot adds:
 * a page that inlines several figures must not have rules leak from one to the other.
 */
export function plotAt(x: number, y: number, options: Plot.PlotOptions): string {
  const root = Plot.plot({ ...options, document });
  for (const style of root.querySelectorAll('style')) style.remove();
  return `<g transform="translate(${x},${y})" font-size="11" text-anchor="middle">${rounded(root.innerHTML)}</g>`;
}

const { resolve } = createRequire(import.meta.url);

/** The faces are files of a package and not of the system: the same picture everywhere, also where no font exists. */
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));

const FONT_NAME = 'DejaVu Sans';

/** Chinese, which the faces of the package do not have: it takes a font of the system. */
const CHINESE = /[\u2e80-\u9fff]/;

async function rasterised(svg: string, scale: number): Promise<RenderedImage> {
  const { renderAsync } = await withNative('resvg', phrase('No PNG can be drawn'), () => import('@resvg/resvg-js'));
  return renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: CHINESE.test(svg),
      fontFiles: FONT_FILES,
      defaultFontFamily: FONT_NAME,
      sansSerifFamily: FONT_NAME,
    },
  });
}

/**
 * Draws a stand-alone SVG as a PNG file of `scale` pixels to each px of the figure.
 * @throws MissingPartError where the library that draws it has no part for this system
 */
export async function rasterisePng(svg: string, scale = 2): Promise<Uint8Array> {
  if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError(`scale must be a positive number, got ${scale}`);
  return (await rasterised(svg, scale)).asPng();
}

/** Whether a font of this system has Chinese: a character that no font has is drawn as a box. */
async function chineseFont(): Promise<boolean> {
  const drawn = async (character: string) => {
    const body = textAt(4, 30, `${character}\u4e00`, { size: 24 });
    return (await rasterised(sheetSvg({ width: 64, height: 40, title: '', body }), 1)).pixels;
  };
  const [known, unknown] = [await drawn('\u8f6e'), await drawn('\u{10fffd}')];
  return !known.equals(unknown);
}

/** Asked once: it reads every font of the system. */
let chineseFontThere: Promise<boolean> | null = null;

/**
 * A figure as a PNG file, in English where Chinese is spoken and no font has it.
 * @throws MissingPartError as `rasterisePng`
 */
export async function drawPng(draw: () => string, scale = 2): Promise<Uint8Array> {
  if (language() === 'en') return rasterisePng(draw(), scale);
  chineseFontThere ??= chineseFont();
  return rasterisePng((await chineseFontThere) ? draw() : inEnglishWords(draw), scale);
}
