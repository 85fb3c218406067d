/** What all figures share: paper and ink, few colours, each with one meaning; text, small pictures, the sheet itself. */

import { encode } from 'fast-png';
import { percent as plainPercent } from '../output.js';

/** Each colour by what it means. */
export const COLOUR = {
  paper: '#ffffff',
  ink: '#1c1b19',
  /** Words that explain; must stay readable on paper. */
  quiet: '#6b6760',
  /** The 1998 paper's own measurements. */
  reference: '#a39e95',
  hairline: '#e4e1da',
  /** Correct answers in a table of counts. */
  right: '#f1efe9',
  wrong: '#c43d16',
  validation: '#1f66a8',
  /** Places for digits that a form has. */
  cell: '#8cc1e8',
  /** Printed lines of a form. */
  line: '#12805c',
  /** Where shapes are cut. */
  cut: '#8e3fb0',
} as const;

/** System sans first; a rasteriser without system fonts is given DejaVu Sans. */
const FONT_FAMILY =
  "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', 'Liberation Sans', sans-serif";

/** 0.9312 → "0.93 %", with a no-break space. */
export function percent(value: number): string {
  return plainPercent(value).replace(' ', '\u00a0');
}

/** Whole per cents of a probability, never more than there are: 0.998 → "99 %", with a no-break space. */
export function wholePercent(probability: number): string {
  return `${Math.floor(100 * probability)}\u00a0%`;
}

/** Characters that XML 1.0 forbids altogether: controls, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes any string safe as text or as a quoted attribute, in XML and HTML alike. */
export function escapeMarkup(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** How a piece of text is set; lengths in px of the figure. */
export interface TextStyle {
  size?: number;
  colour?: string;
  anchor?: 'start' | 'middle' | 'end';
  bold?: boolean;
}

/** One line of text with its baseline at (x, y), escaped. */
export function textAt(x: number, y: number, text: string, style: TextStyle = {}): string {
  const { size = 11, colour = COLOUR.ink, anchor = 'start', bold = false } = style;
  const weight = bold ? ' font-weight="700"' : '';
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" text-anchor="${anchor}"${weight}>${escapeMarkup(text)}</text>`;
}

/** Widths of DejaVu Sans, the widest face in the list, in ems; what is not listed is a common letter. */
const EMS: readonly (readonly [RegExp, number])[] = [
  [/[ijl|'.,:;!I ]/, 0.36],
  [/[frt()[\]/\-"]/, 0.43],
  [/[mwMW%@—→←…]/, 1.0],
  [/[A-Z&~+=<>]/, 0.79],
  [/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|\p{Extended_Pictographic}/u, 1.02],
];

/** Width in px of a line of text, at least as much as any face of the list takes for common words. */
export function widthOf(text: string, size: number, bold = false): number {
  const ems = [...text].reduce((sum, character) => sum + (EMS.find(([like]) => like.test(character))?.[1] ?? 0.635), 0);
  return ems * size * (bold ? 1.1 : 1);
}

/** Cuts a line that would run out of the figure. */
export function fitted(text: string, width: number, size: number): string {
  if (widthOf(text, size, true) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && widthOf(`${characters.join('')}…`, size, true) > width) characters.pop();
  return `${characters.join('')}…`;
}

/** Where a line may be broken: after a space, and beside a Chinese character, but before no mark. */
const PIECES = /[\u2e80-\u9fff][，。；：、）！]*|[^\s\u2e80-\u9fff]+\s*|\s+/gu;

/** Breaks a text into lines that stay inside the figure; a single word that does not is broken anywhere. */
export function wrapped(text: string, width: number, size: number, bold = false): string[] {
  const fits = (line: string) => widthOf(line.trimEnd(), size, bold) <= width;
  const pieces = (text.match(PIECES) ?? []).flatMap((piece) => (fits(piece) ? [piece] : [...piece]));
  const lines: string[] = [];
  for (const piece of pieces) {
    const longer = `${lines.at(-1) ?? ''}${piece}`;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim());
}

/** Several lines of text, the first baseline at (x, y). */
export function linesAt(x: number, y: number, lines: readonly string[], leading: number, style: TextStyle): string {
  return lines.map((line, i) => textAt(x, y + i * leading, line, style)).join('');
}

/** Room around a figure, in px. */
export const MARGIN = 24;

/** Width in px of a figure on a page as narrow as a phone. */
export const NARROW = 400;

/** A figure that stands alone: its size in px, its title for screen readers, and the markup inside. */
export interface Sheet {
  width: number;
  height: number;
  title: string;
  body: string;
}

/** Puts a figure's markup on white paper, with everything a stand-alone SVG file needs. */
export function sheetSvg({ width, height, title, body }: Sheet): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" font-family="${FONT_FAMILY}" font-size="11" color="${COLOUR.ink}" fill="${COLOUR.ink}"`,
    ' style="font-variant-numeric:tabular-nums">',
    `<title>${escapeMarkup(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${COLOUR.paper}"/>`,
    body,
    '</svg>\n',
  ].join('');
}

/** What stands above a figure; nothing of it is cut. */
export interface Heading {
  title: string;
  /** What was trained, in small type. */
  settings?: string;
  /** Whether the title is left to the page around the figure. */
  bare?: boolean;
}

/** A sheet that opens with its heading and with a line about what it shows; `body` begins below, at y = 0. */
export function headedSheet(heading: Heading, { width, height, body }: Omit<Sheet, 'title'>, line = ''): string {
  const { title, settings = '', bare = false } = heading;
  const rows = [
    ...(bare ? [] : wrapped(title, width - 2 * MARGIN, 15, true).map((text) => ({ text, size: 15, bold: true }))),
    ...(bare
      ? []
      : wrapped(settings, width - 2 * MARGIN, 11).map((text) => ({ text, size: 11, colour: COLOUR.quiet }))),
    ...wrapped(line, width - 2 * MARGIN, 12).map((text) => ({ text, size: 12 })),
  ];
  let y = bare ? 4 : 14;
  const texts = rows.map(({ text, ...style }) => {
    y += style.size + 5;
    return textAt(MARGIN, y, text, style);
  });
  const top = y + (rows.length > 0 ? 18 : 4);
  const moved = `<g transform="translate(0,${top})">${body}</g>`;
  return sheetSvg({ width, height: top + height, title, body: texts.join('') + moved });
}

/** ` (0.95 %)`, where there is something to count. */
export function shareOf(part: number, total: number): string {
  return total > 0 ? ` (${percent((100 * part) / total)})` : '';
}

/** Ink values, 0 background to 255 ink, as a grey PNG with black ink on white, in a data URI. */
export function inkUri(pixels: Uint8Array, width: number, height: number): string {
  if (pixels.length !== width * height) {
    throw new RangeError(`${pixels.length} pixels where ${width}×${height} were expected`);
  }
  const data = pixels.map((ink) => 255 - ink);
  const png = encode({ width, height, data, channels: 1, depth: 8 }, { zlib: { level: 9 } });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/**
 * Sharp pixels everywhere: browsers go by the value of CSS, rasterisers of SVG 1.1 by the attribute on the group, which
 * a plain rule with a value they do not know would switch off.
 */
const SHARP = '<style>@supports (image-rendering:pixelated){.sharp image{image-rendering:pixelated}}</style>';

/** Markup whose pictures are enlarged without blurring their pixels. */
export function sharpGroup(markup: string): string {
  return `${SHARP}<g class="sharp" image-rendering="optimizeSpeed">${markup}</g>`;
}
