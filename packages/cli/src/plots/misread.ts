import { integer } from '../output.js';
import { t } from '../texts/language.js';
import { boxedPicture, heightIn, type SeenPicture } from './seen.js';
import {
  COLOUR,
  escapeMarkup,
  fitted,
  type Heading,
  headedSheet,
  inkUri,
  MARGIN,
  NARROW,
  shareOf,
  sharpGroup,
  textAt,
} from './sheet.js';

/** One digit that the network read wrongly. */
export interface MisreadDigit {
  /** Place in the test set, counted from 0. */
  index: number;
  label: number;
  answer: number;
  /** size × size values, row by row, 0 background to 255 ink. */
  pixels: Uint8Array;
  size: number;
}

/** A picture that was not read as its label says. */
export interface MisreadPicture {
  readonly file: string;
  readonly kind: 'single' | 'multi' | 'none';
  readonly label: string;
  /** Null where the file could not be decoded. */
  readonly text: string | null;
  readonly seen: SeenPicture | null;
}

/** Digits and pictures beyond these numbers are left out, and the sheet says so. */
export const MISREAD_CAP = 600;
const MISREAD_PICTURES_CAP = 300;

const WIDTH = 968;

/** A digit is enlarged by the whole number that comes nearest to this side in px: its pixels stay square and sharp. */
const IDEAL_SIDE = 56;
const DIGIT = { gap: 10, caption: 42 };
/** Names of classes stand on two lines, each as wide as there is room. */
const NAMED = { gap: 44, caption: 54 };

const COLUMNS = 3;
const PICTURE = { gap: 20, caption: 46 };
const ROOM = { width: (WIDTH - 2 * MARGIN - (COLUMNS - 1) * PICTURE.gap) / COLUMNS, height: 220 };

/** What stands behind the line of a sheet that leaves some out. */
function restOf(wrong: number, cap: number): string {
  if (wrong <= cap) return '';
  return t(' The first {{shown}}, {{hidden}} left out.', { shown: integer(cap), hidden: integer(wrong - cap) });
}

function countsOf(errors: number, total: number): Record<'errors' | 'total' | 'share', string> {
  return { errors: integer(errors), total: integer(total), share: shareOf(errors, total) };
}

/** Side of the largest picture in px, and how many of them stand in a row. */
interface Grid {
  side: number;
  columns: number;
}

function enlarged(size: number): number {
  return Math.max(1, Math.round(IDEAL_SIDE / size)) * size;
}

function gridOf(digits: readonly MisreadDigit[], width: number, gap: number): Grid {
  const side = digits.reduce((largest, { size }) => Math.max(largest, enlarged(size)), IDEAL_SIDE);
  return { side, columns: Math.max(1, Math.floor((width - 2 * MARGIN + gap) / (side + gap))) };
}

/** Label and answer below a picture: in a line where both are short, else in two. */
function captionAt(middle: number, y: number, [label, answer]: readonly [string, string], room: number | null): string {
  const wrong = (text: string) => `<tspan fill="${COLOUR.wrong}" font-weight="700">${escapeMarkup(text)}</tspan>`;
  const begin = (line: number, size: number) =>
    `<text x="${middle}" y="${line}" text-anchor="middle" font-size="${size}">`;
  if (room === null) return `${begin(y, 12)}${escapeMarkup(label)} → ${wrong(answer)}</text>`;
  const lines = [escapeMarkup(fitted(label, room, 10)), `→ ${wrong(fitted(answer, room - 14, 10))}`];
  return lines.map((line, i) => `${begin(y - 1 + 13 * i, 10)}${line}</text>`).join('');
}

/** What the classes are called, and whether that takes two lines. */
interface Names {
  readonly of: (label: number) => string;
  readonly long: boolean;
}

/** A figure is drawn for its file and for both widths of the page: every digit is packed once. */
const uris = new WeakMap<MisreadDigit, string>();

function uriOf(digit: MisreadDigit): string {
  const uri = uris.get(digit) ?? inkUri(digit.pixels, digit.size, digit.size);
  uris.set(digit, uri);
  return uri;
}

function digitAt(x: number, y: number, frame: number, digit: MisreadDigit, names: Names): string {
  const side = enlarged(digit.size);
  const inset = Math.floor((frame - side) / 2);
  const middle = x + frame / 2;
  const said = [names.of(digit.label), names.of(digit.answer)] as const;
  return [
    `<image x="${x + inset}" y="${y + inset}" width="${side}" height="${side}" href="${uriOf(digit)}"/>`,
    `<rect x="${x - 0.5}" y="${y - 0.5}" width="${frame + 1}" height="${frame + 1}" fill="none" stroke="${COLOUR.hairline}"/>`,
    captionAt(middle, y + frame + 15, said, names.long ? frame + NAMED.gap - 4 : null),
    textAt(middle, y + frame + (names.long ? 40 : 28), String(digit.index), {
      size: 9,
      colour: COLOUR.quiet,
      anchor: 'middle',
    }),
  ].join('');
}

/** What a sheet of misread digits is of. */
export interface MisreadOptions extends Heading {
  /** Digits that were read. */
  total: number;
  /** For a page as narrow as a phone. */
  narrow?: boolean;
  /** What the classes are called, where that is not their number. */
  names?: readonly string[];
}

/** Every misread digit as a small sharp picture with its label, the answer and its place in the set, as in the paper's Fig. 8. */
export function misreadSvg(items: readonly MisreadDigit[], options: MisreadOptions): string {
  const { total, narrow = false, names = [] } = options;
  const named: Names = { of: (label) => names[label] ?? String(label), long: names.some((name) => name.length > 1) };
  const { gap, caption } = named.long ? NAMED : DIGIT;
  const width = narrow ? NARROW : WIDTH;
  const shown = items.slice(0, MISREAD_CAP);
  const { side, columns } = gridOf(shown, width, gap);
  const row = side + caption;
  const pictures = shown.map((digit, i) =>
    digitAt(MARGIN + (i % columns) * (side + gap), Math.floor(i / columns) * row, side, digit, named),
  );
  const counts = countsOf(items.length, total);
  const line =
    items.length === 0
      ? t('{{errors}} of {{total}} misread{{share}}: nothing to show.', counts)
      : t('{{errors}} of {{total}} misread{{share}}. Below each: label → answer, place in the set from 0.{{rest}}', {
          ...counts,
          rest: restOf(items.length, MISREAD_CAP),
        });
  const height = Math.ceil(shown.length / columns) * row;
  return headedSheet(options, { width, height, body: sharpGroup(pictures.join('')) }, line);
}

/** "4 → refused": what is in the picture, and what it was taken for. */
export function misreadWords({ label, text }: Pick<MisreadPicture, 'label' | 'text'>): string {
  const answer = text === null ? t('not decoded') : text === '' ? t('refused') : text;
  return `${label === '' ? t('no digit') : label} → ${answer}`;
}

function card(each: MisreadPicture, x: number, y: number, height: number): string {
  const { file, seen } = each;
  return [
    seen ? boxedPicture(seen, x, y, ROOM) : '',
    textAt(x, y + height + 16, fitted(misreadWords(each), ROOM.width, 13), {
      size: 13,
      bold: true,
      colour: COLOUR.wrong,
    }),
    textAt(x, y + height + 30, fitted(file, ROOM.width, 9), { size: 9, colour: COLOUR.quiet }),
  ].join('');
}

/** Every picture that was misread, with the boxes and answers on it, its label and its file. */
export function misreadPicturesSvg(pictures: readonly MisreadPicture[], total: number): string {
  const shown = pictures.slice(0, MISREAD_PICTURES_CAP);
  let y = 0;
  const rows: string[] = [];
  for (let first = 0; first < shown.length; first += COLUMNS) {
    const row = shown.slice(first, first + COLUMNS);
    const height = Math.max(24, ...row.map(({ seen }) => (seen ? heightIn(seen, ROOM) : 0)));
    rows.push(...row.map((each, i) => card(each, MARGIN + i * (ROOM.width + PICTURE.gap), y, height)));
    y += height + PICTURE.caption;
  }
  const line = t('{{errors}} of {{total}} pictures misread{{share}}. Below each: label → answer, file.{{rest}}', {
    ...countsOf(pictures.length, total),
    rest: restOf(pictures.length, MISREAD_PICTURES_CAP),
  });
  return headedSheet({ title: t('Misread pictures') }, { width: WIDTH, height: y, body: rows.join('') }, line);
}
