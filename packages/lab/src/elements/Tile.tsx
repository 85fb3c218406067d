import { useEffect, useRef } from 'preact/hooks';
import { inkPixel, signedPixel, type Theme, theme } from '../state/theme.js';

/** The pixel of a value in a theme. */
type Colour = (theme: Theme, value: number) => number;

/** For signed values: `full` and beyond take the end of the scale. */
export function signedBy(full: number): Colour {
  return (name, value) => signedPixel(name, value, full);
}

/** For pictures of bytes: 0 is paper, 255 ink. */
export function byteInk(name: Theme, byte: number): number {
  return inkPixel(name, byte / 255);
}

/** Puts numbers onto a canvas row by row, one pixel each. */
export function putPixels(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  values: Iterable<number>,
  columns: number,
  rows: number,
  colour: (value: number) => number,
): void {
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  let at = 0;
  for (const value of values) pixels[at++] = colour(value);
  context.putImageData(image, 0, 0);
}

interface Properties {
  readonly values: Iterable<number>;
  readonly columns: number;
  readonly rows: number;
  readonly colour: Colour;
  readonly class?: string;
  readonly label?: string;
}

/** Numbers as a picture, one pixel each; the style sheet enlarges it, sharp. */
export function Tile({ values, columns, rows, colour, class: name, label }: Properties) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const now = theme.value;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) putPixels(context, values, columns, rows, (value) => colour(now, value));
  });
  const naming = label ? ({ role: 'img', 'aria-label': label } as const) : {};
  return <canvas ref={canvas} class={name} width={columns} height={rows} {...naming} />;
}
