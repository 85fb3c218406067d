import { useMemo } from 'preact/hooks';
import { pixelOf, theme } from '../state/theme.js';
import { byteInk } from './Tile.js';

const HEADER = 54;
const LEVELS = 256;

/** A file of the format BMP with a palette: it is made without a canvas, whose pixels some browsers falsify. */
function bitmapOf(bytes: Uint8Array, columns: number, rows: number, palette: readonly number[]): Uint8Array {
  const width = 4 * Math.ceil(columns / 4);
  const start = HEADER + 4 * LEVELS;
  const file = new Uint8Array(start + width * rows);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x42_4d);
  const header = [file.length, 0, start, 40, columns, -rows, (8 << 16) | 1, 0, width * rows, 0, 0, LEVELS, 0];
  for (const [i, number] of header.entries()) view.setInt32(2 + 4 * i, number, true);
  // Pixels are 0xAABBGGRR, those of the palette blue first.
  for (const [i, pixel] of palette.entries()) view.setUint32(HEADER + 4 * i, (pixel << 8) >>> 0);
  for (let row = 0; row < rows; row++)
    file.set(bytes.subarray(row * columns, (row + 1) * columns), start + row * width);
  return file;
}

interface Properties {
  /** 0 is paper, 255 ink. */
  readonly bytes: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  readonly class?: string;
}

/** Bytes as a picture that stays as it is: a canvas is a layer of its own, which every frame of the page puts together. */
export function Still({ bytes, columns, rows, class: name }: Properties) {
  const now = theme.value;
  const source = useMemo(() => {
    const scale = byteInk(now);
    const palette = Array.from({ length: LEVELS }, (_, byte) => pixelOf(scale, byte));
    const file = bitmapOf(bytes, columns, rows, palette);
    return `data:image/bmp;base64,${btoa(String.fromCharCode(...file))}`;
  }, [bytes, columns, rows, now]);
  return <img class={name} src={source} alt="" decoding="sync" draggable={false} />;
}
