import type { Picture } from 'lenet5/recognition';
import { byteInk, putPixels } from '../elements/Tile.js';
import { inputScale } from '../state/ink.js';
import { network } from '../state/model.js';
import { type Subject, subject } from '../state/subject.js';
import { inkCss, theme } from '../state/theme.js';

/** Points of the pad, 0 to 1 in both directions. */
export type Stroke = readonly { readonly x: number; readonly y: number }[];

/** What is on the pad. */
export interface Drawing {
  readonly strokes: readonly Stroke[];
  /** A picture that was dropped, pasted or opened; strokes come on top of it. */
  readonly picture: ImageBitmap | null;
}

/** Width of the pen, as a share of the pad. */
export const PEN = 0.065;
/** Enough for strokes: a drawn digit is reduced to 20 pixels. */
const SIDE = 144;
/** A photograph keeps more pixels: its lines are thin. */
const PICTURE_SIDE = 640;

let canvas: HTMLCanvasElement | null = null;

/** Share of a pixel that a pen covers whose middle goes from one point to another, all in pixels. */
function coverage(x: number, y: number, from: Stroke[number], to: Stroke[number], radius: number): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? ((x - from.x) * dx + (y - from.y) * dy) / length : 0;
  const at = Math.min(1, Math.max(0, along));
  return Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x - from.x - at * dx, y - from.y - at * dy)));
}

/** Inks the pixels of a straight part of a stroke. */
function inkLine(data: Uint8Array, from: Stroke[number], to: Stroke[number]): void {
  const radius = (PEN * SIDE) / 2;
  const span = (a: number, b: number) => {
    return [Math.max(0, Math.floor(Math.min(a, b) - radius - 1)), Math.min(SIDE, Math.max(a, b) + radius + 1)] as const;
  };
  const [left, right] = span(from.x, to.x);
  const [top, bottom] = span(from.y, to.y);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const grey = Math.round(255 * (1 - coverage(x + 0.5, y + 0.5, from, to, radius)));
      data[y * SIDE + x] = Math.min(data[y * SIDE + x] ?? 0, grey);
    }
  }
}

/**
 * Strokes as black ink on white, from their geometry: a canvas draws alike, but some browsers falsify what a page reads
 * from one.
 */
function rasteriseStrokes(strokes: readonly Stroke[]): Picture {
  const data = new Uint8Array(SIDE * SIDE).fill(255);
  for (const stroke of strokes) {
    const points = stroke.map(({ x, y }) => ({ x: x * SIDE, y: y * SIDE }));
    points.forEach((to, i) => {
      inkLine(data, points[i - 1] ?? to, to);
    });
  }
  return { data, width: SIDE, height: SIDE, channels: 1 };
}

/** So much may the levels that are read differ from those that were drawn, on average: a little noise does no harm. */
const TOLERANCE = 8;

/** Whether what is drawn on a canvas comes back as it is: where fingerprinting is resisted, noise may come in its place. */
export function canvasIsHonest(): boolean {
  const side = 16;
  const probe = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = probe.getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  const levels = Array.from({ length: side }, (_, i) => (i * 97) % 256);
  levels.forEach((level, i) => {
    context.fillStyle = `rgb(${level} ${level} ${level})`;
    context.fillRect(i, 0, 1, side);
  });
  const { data } = context.getImageData(0, 0, side, side);
  const off = levels.reduce((sum, level, i) => sum + Math.abs((data[4 * (5 * side + i)] ?? 0) - level), 0);
  return off / side < TOLERANCE;
}

/** Draws strokes on a square of `side` pixels with the colour that the context has. */
function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], side: number): void {
  context.lineWidth = PEN * side;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) {
    const [first, ...rest] = stroke;
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x * side, first.y * side);
    // A point is a line of no length: round caps make it a dot.
    if (rest.length === 0) context.lineTo(first.x * side, first.y * side);
    for (const { x, y } of rest) context.lineTo(x * side, y * side);
    context.stroke();
  }
}

/** Where a picture of any shape stands on the square: as large as possible, in the middle. */
export function contain(picture: { width: number; height: number }, side: number) {
  const scale = side / Math.max(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: (side - width) / 2, y: (side - height) / 2, width, height };
}

/** The pad as black ink on white, for the recogniser. With a picture: the picture itself, in its own proportions. */
export function rasterise({ strokes, picture }: Drawing): Picture | ImageData {
  if (!picture) return rasteriseStrokes(strokes);
  canvas ??= document.createElement('canvas');
  const side = PICTURE_SIDE;
  const frame = contain(picture, side);
  canvas.width = Math.max(1, Math.round(frame.width));
  canvas.height = Math.max(1, Math.round(frame.height));
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  context.fillStyle = 'white';
  context.strokeStyle = 'black';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  context.translate(-frame.x, -frame.y);
  drawStrokes(context, strokes, side);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** A digit of MNIST, or the input of a training step, over the whole pad, its pixels sharp. */
function paintDigit(context: CanvasRenderingContext2D, now: Exclude<Subject, { kind: 'pad' }>, size: number): void {
  const name = theme.value;
  const { architecture } = network.value;
  const values = now.kind === 'sample' ? now.pixels : now.input;
  const side = Math.sqrt(values.length);
  const small = new OffscreenCanvas(side, side);
  const onto = small.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const scale = now.kind === 'sample' ? byteInk(name) : inputScale(name, architecture);
  putPixels(onto, values, side, side, scale);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, size, size);
}

/** Paints what the network looks at: the drawing with the stroke under the pen, or a digit. @param size in device pixels */
export function paintPad(pad: HTMLCanvasElement, size: number, { strokes, picture }: Drawing, pen: Stroke): void {
  const context = pad.getContext('2d') as CanvasRenderingContext2D;
  pad.width = pad.height = size;
  if (picture) {
    const { x, y, width, height } = contain(picture, size);
    context.drawImage(picture, x, y, width, height);
  }
  if (subject.value.kind === 'pad') {
    context.strokeStyle = inkCss(picture ? 'light' : theme.value);
    drawStrokes(context, [...strokes, pen], size);
  } else paintDigit(context, subject.value, size);
}
