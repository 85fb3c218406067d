import { type Box, escaped, shapesOf, widthOf } from './drawn.js';

/** What a saved picture says of itself, in words. */
export interface Words {
  readonly title: string;
  /** Where it comes from, and when it was measured. */
  readonly source: string;
}

/** In CSS pixels. */
const MARGIN = 16;
const LEAST_WIDTH = 420;
const TITLE = { size: 15, line: 20, weight: 600 };
const SOURCE = { size: 11, line: 15, weight: 400 };
/** Device pixels of one CSS pixel in a PNG. */
const SCALE = 2;

interface Look {
  readonly family: string;
  readonly ink: string;
  readonly paper: string;
}

function lookOf(body: HTMLElement): Look {
  const { fontFamily, color, backgroundColor } = getComputedStyle(body);
  return { family: fontFamily, ink: color, paper: backgroundColor };
}

/** Breaks a text into lines that fit, between words or Chinese characters. */
function wrapped(text: string, width: number, font: string): string[] {
  const lines: string[] = [];
  for (const piece of text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+|\s+/g) ?? []) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(line + piece, font) <= width) lines[lines.length - 1] = line + piece;
    else if (piece.trim() !== '') lines.push(piece);
  }
  return lines;
}

interface DrawnPart {
  readonly markup: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A part with its place in the window; null where nothing of it is seen. */
function drawnPart(part: Element): DrawnPart | null {
  const shapes = [...shapesOf(part)];
  if (shapes.length === 0) return null;
  const ends = (side: keyof Box) => shapes.map(({ box }) => box[side]);
  const [left, top] = [Math.min(...ends('left')), Math.min(...ends('top'))];
  const width = Math.max(...ends('right')) - left;
  const height = Math.max(...ends('bottom')) - top;
  return { markup: shapes.map(({ markup }) => markup).join(''), left, top, width, height };
}

interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Parts of the page, one below the other, as a drawing that needs nothing else: below its title, above its source. */
export function pictureOf(parts: readonly Element[], { title, source }: Words): Picture {
  const drawn = parts.map(drawnPart).filter((part) => part !== null);
  const { family, ink, paper } = lookOf(document.body);
  const width = Math.ceil(Math.max(LEAST_WIDTH, ...drawn.map((part) => part.width + 2 * MARGIN)));
  const rows = (text: string, { size, line, weight }: typeof TITLE, y: number) => {
    const lines = wrapped(text, width - 2 * MARGIN, `${weight} ${size}px ${family}`);
    const at = (i: number) => `x="${MARGIN}" y="${y + i * line + size}" font-size="${size}" font-weight="${weight}"`;
    return { height: lines.length * line, markup: lines.map((each, i) => `<text ${at(i)}>${escaped(each)}</text>`) };
  };
  const head = rows(title, TITLE, MARGIN);
  let y = MARGIN + head.height + MARGIN / 2;
  const groups = drawn.map((part) => {
    const group = `<g transform="translate(${(MARGIN - part.left).toFixed(2)},${(y - part.top).toFixed(2)})">${part.markup}</g>`;
    y += part.height + MARGIN;
    return group;
  });
  const foot = rows(source, SOURCE, y);
  const height = Math.ceil(y + foot.height + MARGIN);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" font-family="${escaped(family)}" fill="${ink}" font-variant="tabular-nums">`,
    `<title>${escaped(title)}</title><desc>${escaped(source)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    ...head.markup,
    ...groups,
    ...foot.markup,
    '</svg>\n',
  ].join('');
  return { svg, width, height };
}

/** A drawing painted at twice its size. @throws Error where the browser cannot */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [SCALE * width, SCALE * height];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!png) throw new Error(`A picture of ${canvas.width}×${canvas.height} pixels is too large for this browser.`);
    return png;
  } finally {
    URL.revokeObjectURL(url);
  }
}
