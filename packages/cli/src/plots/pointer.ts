// The values of the pass under the pointer, beside the curves: by style alone, so that a page needs no script for it.
import { type Panel, type Place, plotted } from './panel.js';
import { COLOUR, fitted, textAt, widthOf } from './sheet.js';

/** What makes a page show them. */
export const POINTER_STYLE = `
.told { visibility: hidden; pointer-events: none; }
.at:hover .told { visibility: visible; }
@media print { .at:hover .told { visibility: hidden; } }
`;

const SIZE = 11;
const LEADING = 15;
const PADDING = 8;
const SAMPLE = 16;
/** Least distance from the border of the sheet. */
const BORDER = 4;
/** Curves beyond this number are left out, those with the highest values. */
const MOST = 24;
/** Names are cut where they take more, or more than the sheet has beside the values. */
const NAME_WIDTH = 420;
const VALUE_ROOM = 130;

interface Told {
  readonly colour: string;
  readonly name: string;
  readonly y: number;
}

/** The values at a pass, the largest above, as the curves lie. */
function valuesAt({ series }: Panel, pass: number): Told[] {
  const found = series.flatMap(({ points, colour, told, name = '' }) =>
    points.filter(({ x }) => x === pass).map(({ y }) => ({ colour, name: told ?? name, y })),
  );
  return found.sort((a, b) => b.y - a.y).slice(-MOST);
}

/** A box with its upper left corner at (x, y). */
function boxAt(
  x: number,
  y: number,
  width: number,
  title: string,
  rows: readonly (Told & { value: string })[],
): string {
  const lines = rows.map(({ colour, name, value }, i) => {
    const base = y + PADDING + (i + 2) * LEADING - 4;
    return [
      `<circle cx="${x + PADDING + 4}" cy="${base - 4}" r="3" fill="${colour}"/>`,
      textAt(x + PADDING + SAMPLE, base, name, { size: SIZE }),
      textAt(x + width - PADDING, base, value, { size: SIZE, anchor: 'end' }),
    ].join('');
  });
  const height = 2 * PADDING + (rows.length + 1) * LEADING - 4;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="${COLOUR.paper}" stroke="${COLOUR.reference}"/>`,
    textAt(x + PADDING, y + PADDING + LEADING - 4, title, { size: SIZE, bold: true }),
    ...lines,
  ].join('');
}

/**
 * A column for each pass of a panel, which shows its values while the pointer is over it.
 * @param sheetWidth in px: boxes stay on the sheet
 */
export function pointerAt(place: Place, panel: Panel, sheetWidth: number): string {
  const { passLabel, format = String } = panel;
  const { left, right, top, bottom, xOf } = plotted(place, panel);
  const passes = [...new Set(panel.series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  return passes
    .map((pass, i) => {
      const [before, after] = [passes[i - 1], passes[i + 1]];
      const x = xOf(pass);
      const from = before === undefined ? left : (xOf(before) + x) / 2;
      const to = after === undefined ? right : (x + xOf(after)) / 2;
      const rows = valuesAt(panel, pass).map(({ name, ...each }) => {
        return {
          ...each,
          name: fitted(name, Math.min(NAME_WIDTH, sheetWidth - VALUE_ROOM), SIZE),
          value: format(each.y),
        };
      });
      const names = rows.map(({ name, value }) => widthOf(name, SIZE) + widthOf(value, SIZE));
      const width = Math.ceil(2 * PADDING + SAMPLE + 12 + Math.max(40, ...names));
      const aside = x + 10 + width <= sheetWidth - BORDER ? x + 10 : x - 10 - width;
      const corner = Math.round(Math.max(BORDER, Math.min(aside, sheetWidth - BORDER - width)));
      const box = boxAt(corner, Math.round(top + 6), width, `${passLabel} ${pass}`, rows);
      const reach = `<rect x="${from.toFixed(1)}" y="${top}" width="${(to - from).toFixed(1)}" height="${bottom - top}" fill="none" pointer-events="all"/>`;
      const line = `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${top}" y2="${bottom}" stroke="${COLOUR.quiet}" stroke-width="0.75"/>`;
      return `<g class="at">${reach}<g class="told">${line}${box}</g></g>`;
    })
    .join('');
}
