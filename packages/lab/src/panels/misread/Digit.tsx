import { useEffect, useRef } from 'preact/hooks';
import { PALETTES, shade } from '../../state/colour.js';
import { theme } from '../../state/theme.js';

const SIDE = 28;

/** One digit of MNIST, a pixel a pixel; the style sheet enlarges it. */
export function Digit({ pixels }: { pixels: Uint8Array }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ink } = PALETTES[theme.value];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(SIDE, SIDE);
    const to = new Uint32Array(image.data.buffer);
    for (let i = 0; i < to.length; i++) to[i] = shade(ink, (2 * (pixels[i] as number)) / 255 - 1, 1);
    context.putImageData(image, 0, 0);
  }, [pixels, ink]);
  return <canvas ref={canvas} class="digit" width={SIDE} height={SIDE} />;
}
