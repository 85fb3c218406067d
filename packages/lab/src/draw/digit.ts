import { type Palette, shade } from '../state/colour.js';
import type { Subject } from '../state/subject.js';

/** Draws a digit of MNIST, or the input of a training step, over the whole pad, its pixels sharp. */
export function drawDigit(
  context: CanvasRenderingContext2D,
  now: Exclude<Subject, { kind: 'pad' }>,
  ink: Palette,
  size: number,
): void {
  const side = now.kind === 'sample' ? 28 : 32;
  const values = now.kind === 'sample' ? now.pixels : now.input;
  const share = now.kind === 'sample' ? (v: number) => v / 255 : (v: number) => (v + 0.1) / 1.275;
  const image = context.createImageData(side, side);
  const to = new Uint32Array(image.data.buffer);
  for (let i = 0; i < to.length; i++) to[i] = shade(ink, 2 * share(values[i] as number) - 1, 1);
  const small = new OffscreenCanvas(side, side);
  small.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, size, size);
}
