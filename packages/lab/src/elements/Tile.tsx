import { useEffect, useRef } from 'preact/hooks';
import { PALETTES, shade } from '../state/colour.js';
import { theme } from '../state/theme.js';

interface Properties {
  readonly values: ArrayLike<number>;
  readonly columns: number;
  readonly rows: number;
  /** The value that takes the end of the colour scale. */
  readonly full: number;
  readonly class?: string;
  readonly label?: string;
}

/** Numbers as a picture, one pixel each; the style sheet enlarges it, sharp. */
export function Tile({ values, columns, rows, full, class: name, label }: Properties) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { signed } = PALETTES[theme.value];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixels.length; i++) pixels[i] = shade(signed, values[i] as number, full);
    context.putImageData(image, 0, 0);
  });
  const naming = label ? ({ role: 'img', 'aria-label': label } as const) : {};
  return <canvas ref={canvas} class={name} width={columns} height={rows} {...naming} />;
}
