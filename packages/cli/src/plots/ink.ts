import { encode } from 'fast-png';

/** Ink values, 0 background to 255 ink, as a grey PNG with black ink on white, in a data URI. */
export function inkUri(pixels: Uint8Array, width: number, height: number): string {
  if (pixels.length !== width * height) {
    throw new RangeError(`${pixels.length} pixels where ${width}×${height} were expected`);
  }
  const data = pixels.map((ink) => 255 - ink);
  const png = encode({ width, height, data, channels: 1, depth: 8 }, { zlib: { level: 9 } });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/**
 * Sharp pixels everywhere: browsers go by the value of CSS, rasterisers of SVG 1.1 by the attribute on the group, which
 * a plain rule with a value they do not know would switch off.
 */
const SHARP = '<style>@supports (image-rendering:pixelated){.sharp image{image-rendering:pixelated}}</style>';

/** Markup whose pictures are enlarged without blurring their pixels. */
export function sharpGroup(markup: string): string {
  return `${SHARP}<g class="sharp" image-rendering="optimizeSpeed">${markup}</g>`;
}
