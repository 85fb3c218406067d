import { COLOUR, integer, percent } from './look.js';
import { boxedPicture, heightIn, type SeenPicture } from './seen.js';
import { fitted, sheetSvg, textAt } from './sheet.js';

/** A picture that was not read as its label says. */
export interface MisreadPicture {
  readonly file: string;
  readonly kind: 'single' | 'multi' | 'none';
  readonly label: string;
  /** Null where the file could not be decoded. */
  readonly text: string | null;
  readonly seen: SeenPicture | null;
}

/** Pictures beyond this number are left out, and the sheet says so. */
const MISREAD_PICTURES_CAP = 300;

const MARGIN = 24;
const WIDTH = 968;
const TOP = 76;
const COLUMNS = 3;
const GAP = 20;
const ROOM = { width: (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS, height: 220 };
const CAPTION = 46;

function card(each: MisreadPicture, x: number, y: number, height: number): string {
  const { file, label, text, seen } = each;
  const answer = text === null ? 'not decoded' : text === '' ? 'refused' : text;
  const words = `${label === '' ? 'no digit' : label} → ${answer}`;
  return [
    seen ? boxedPicture(seen, x, y, ROOM) : '',
    textAt(x, y + height + 16, fitted(words, ROOM.width, 13), { size: 13, bold: true, colour: COLOUR.wrong }),
    textAt(x, y + height + 30, fitted(file, ROOM.width, 9), { size: 9, colour: COLOUR.quiet }),
  ].join('');
}

/** Every picture that was misread, with the boxes and answers on it, its label and its file. */
export function misreadPicturesSvg(misread: readonly MisreadPicture[], total: number): string {
  const shown = misread.slice(0, MISREAD_PICTURES_CAP);
  let y = TOP;
  const rows: string[] = [];
  for (let first = 0; first < shown.length; first += COLUMNS) {
    const row = shown.slice(first, first + COLUMNS);
    const height = Math.max(24, ...row.map(({ seen }) => (seen ? heightIn(seen, ROOM) : 0)));
    rows.push(...row.map((each, i) => card(each, MARGIN + i * (ROOM.width + GAP), y, height)));
    y += height + CAPTION;
  }
  const share = total > 0 ? ` (${percent((100 * misread.length) / total)})` : '';
  const hidden = misread.length - shown.length;
  const rest = hidden > 0 ? ` The first ${integer(MISREAD_PICTURES_CAP)}, ${integer(hidden)} left out.` : '';
  const line = `${integer(misread.length)} of ${integer(total)} pictures misread${share}. Below each: label → answer, file.${rest}`;
  const body = [
    textAt(MARGIN, 32, 'Misread pictures', { size: 15, bold: true }),
    textAt(MARGIN, 54, line, { size: 12 }),
    ...rows,
  ].join('');
  return sheetSvg({ width: WIDTH, height: y + 8, title: 'Misread pictures', body });
}
