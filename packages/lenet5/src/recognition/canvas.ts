import { PictureError } from '../errors.js';
import type { ImageDataLike } from './types.js';

/** What is drawn with. */
interface Context {
  drawImage(from: object, x: number, y: number): void;
  getImageData(x: number, y: number, width: number, height: number): ImageDataLike;
}

/** What draws. */
interface Drawable {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d', options?: { readonly willReadFrequently: true }): Context | null;
}

/** Browsers and their workers have this class, Node has not. */
interface Browser {
  readonly OffscreenCanvas?: new (width: number, height: number) => Drawable;
  readonly document?: { createElement(name: 'canvas'): { width: number; height: number } & Drawable };
}

/**
 * The pixels of a canvas or of a bitmap.
 * @returns null where it is neither, or nothing is to be seen on it
 * @throws PictureError `picture-data` where pictures of another site were drawn on it: these may not be read
 */
export function drawnOn(given: object): ImageDataLike | null {
  const { width = 0, height = 0, getContext, close } = given as Partial<Drawable> & { readonly close?: unknown };
  const isCanvas = typeof getContext === 'function';
  if (!(isCanvas || (typeof close === 'function' && /Bitmap/.test(String(given))))) return null;
  if (!(width >= 1 && height >= 1)) return { data: new Uint8Array(0), width, height };
  try {
    // A canvas that shows WebGL has no context of this kind: its picture is drawn on another one, as that of a bitmap.
    const own = isCanvas ? (given as Drawable).getContext('2d') : null;
    return (own ?? copyOf(given, width, height))?.getImageData(0, 0, width, height) ?? null;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PictureError('picture-data', `The pixels of the canvas cannot be read (${reason}).`);
  }
}

function copyOf(given: object, width: number, height: number): Context | null {
  const { OffscreenCanvas, document } = globalThis as Browser;
  const canvas = OffscreenCanvas
    ? new OffscreenCanvas(width, height)
    : document && Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas?.getContext('2d', { willReadFrequently: true }) ?? null;
  context?.drawImage(given, 0, 0);
  return context;
}
