import { useLayoutEffect, useRef } from 'preact/hooks';
import { inkScale, pixelOf, type Scale, signedScale, type Theme, theme } from '../state/theme.js';

/** How values are seen in a theme. */
type Colour = (theme: Theme) => Scale;

/** For signed values: `full` and beyond take the end of the scale. */
export function signedBy(full: number): Colour {
  return (name) => signedScale(name, full);
}

/** For pictures of bytes: 0 is paper, 255 ink. */
export function byteInk(name: Theme): Scale {
  return inkScale(name, 0, 255);
}

/** Puts numbers onto a canvas row by row, one pixel each. */
export function putPixels(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  scale: Scale,
): void {
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < values.length; i++) pixels[i] = pixelOf(scale, values[i] ?? 0);
  context.putImageData(image, 0, 0);
}

interface Properties {
  readonly values: ArrayLike<number>;
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
  // Before the page is painted: later it would be painted twice.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) putPixels(context, values, columns, rows, colour(now));
  }, [values, columns, rows, colour, now]);
  const naming = label ? ({ role: 'img', 'aria-label': label } as const) : {};
  return <canvas ref={canvas} class={name} width={columns} height={rows} {...naming} />;
}
