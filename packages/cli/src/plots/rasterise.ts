import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';

const { resolve } = createRequire(import.meta.url);

/** The faces are files of a package and not of the system: the same picture everywhere, also where no font exists. */
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));

const FONT_NAME = 'DejaVu Sans';

/** Draws a stand-alone SVG as a PNG file of `scale` pixels to each px of the figure. */
export async function rasterisePng(svg: string, scale = 2): Promise<Uint8Array> {
  if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError(`scale must be a positive number, got ${scale}`);
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: FONT_FILES,
      defaultFontFamily: FONT_NAME,
      sansSerifFamily: FONT_NAME,
    },
  });
  return picture.asPng();
}
