import { COLOUR, FONT_FAMILY } from './look.js';

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

/** Cuts a line that would run out of the figure; widths are those of DejaVu Sans, the widest face in the list. */
export function fitted(text: string, width: number, size: number): string {
  const characters = [...text];
  const room = Math.max(1, Math.floor(width / (size * 0.66)));
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`;
}

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
