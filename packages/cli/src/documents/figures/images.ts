import { encode } from 'fast-png';
import { COLOUR } from '../../plots/look.js';

/** Numbers of a rectangle, row by row. */
export interface Raster {
  readonly values: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** What a value looks like, as red, green and blue. */
export type Shade = (value: number) => readonly [number, number, number];

function channels(colour: string): [number, number, number] {
  const at = (i: number) => Number.parseInt(colour.slice(i, i + 2), 16);
  return [at(1), at(3), at(5)];
}

/** From `least`, white, to `most`, black. */
export function greyBetween(least: number, most: number): Shade {
  return (value) => {
    const level = Math.round(255 * (1 - Math.min(1, Math.max(0, (value - least) / (most - least)))));
    return [level, level, level];
  };
}

/** Negative values blue, 0 white, positive ones red; fullest at ±`most`. */
export function diverging(most: number): Shade {
  const [blue, red] = [channels(COLOUR.validation), channels(COLOUR.wrong)];
  return (value) => {
    const share = Math.min(1, Math.abs(value) / most);
    const mixed = (value < 0 ? blue : red).map((channel) => Math.round(255 + share * (channel - 255)));
    return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
  };
}

/** A picture of numbers with a thin frame, `pixel` px for each. */
export function imageAt(x: number, y: number, { values, width, height }: Raster, pixel: number, shade: Shade): string {
  const data = Uint8Array.from(Array.from(values).flatMap((value) => [...shade(value)]));
  const png = encode({ width, height, data, channels: 3, depth: 8 }, { zlib: { level: 9 } });
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const [w, h] = [width * pixel, height * pixel];
  return [
    `<image x="${x}" y="${y}" width="${w}" height="${h}" preserveAspectRatio="none" href="${href}"/>`,
    `<rect x="${x - 0.5}" y="${y - 0.5}" width="${w + 1}" height="${h + 1}" fill="none" stroke="${COLOUR.hairline}"/>`,
  ].join('');
}

/** A frame around one or more cells of a picture. */
export function markAt(x: number, y: number, width: number, height: number): string {
  return `<rect x="${x - 1}" y="${y - 1}" width="${width + 2}" height="${height + 2}" fill="none" stroke="${COLOUR.wrong}" stroke-width="1.5"/>`;
}
