// The three plots that runs are shown in, the result large, what led to it small, and what goes into them.
import type { PassRecord } from 'lenet5/training';
import { type Panel, type Place, type Point, panelAt, type Series } from './panel.js';
import { pointerAt } from './pointer.js';
import { COLOUR, type Heading, headedSheet, linesAt, MARGIN, NARROW, wrapped } from './sheet.js';

const WIDE = {
  width: 960,
  height: 404,
  test: { x: MARGIN, y: 0, width: 540, height: 404 },
  training: { x: 612, y: 0, width: 324, height: 208 },
  loss: { x: 612, y: 216, width: 324, height: 188 },
};
const BELOW = {
  width: NARROW,
  height: 792,
  test: { x: MARGIN, y: 0, width: NARROW - 2 * MARGIN, height: 320 },
  training: { x: MARGIN, y: 336, width: NARROW - 2 * MARGIN, height: 232 },
  loss: { x: MARGIN, y: 584, width: NARROW - 2 * MARGIN, height: 208 },
};

const NOTE = { size: 10, leading: 14 };

/** The measured values of one column; passes without a measurement are left out. */
export function pointsOf(rows: readonly PassRecord[], value: (row: PassRecord) => number | null): Point[] {
  return rows.map((row) => ({ x: row.pass, y: value(row) ?? Number.NaN })).filter(({ y }) => Number.isFinite(y));
}

export function valuesOf(series: readonly Series[]): number[] {
  return series.flatMap(({ points }) => points.map(({ y }) => y));
}

/** How the plots stand on their sheet. */
export interface PanelsForm {
  /** For a page as narrow as a phone: one plot below the other. */
  narrow: boolean;
  /** What a reader must know to read them, below. */
  note: string;
  /** What stands above them on a sheet of that width, and how high it is. */
  above?: (width: number) => { readonly body: string; readonly height: number };
  /** Whether the values of the pass under the pointer are shown; a page with `POINTER_STYLE` shows them. */
  pointer?: boolean;
}

/** Test error, training error and loss on one sheet. */
export function panelsSheet(
  heading: Heading,
  panels: Readonly<Record<'test' | 'training' | 'loss', Panel>>,
  { narrow, note, above = () => ({ body: '', height: 0 }), pointer = false }: PanelsForm,
): string {
  const { width, height, ...places } = narrow ? BELOW : WIDE;
  const { body, height: top } = above(width);
  const all = (['test', 'training', 'loss'] as const).map((name): [Place, Panel] => {
    const place = places[name];
    return [{ ...place, y: top + place.y }, panels[name]];
  });
  const lines = wrapped(note, width - 2 * MARGIN, NOTE.size);
  const y = top + height + 18;
  const words = linesAt(MARGIN, y, lines, NOTE.leading, { size: NOTE.size, colour: COLOUR.quiet });
  const drawn = all.map(([place, panel]) => panelAt(place, panel)).join('');
  // Last, as what is told lies over all plots.
  const told = pointer ? all.map(([place, panel]) => pointerAt(place, panel, width)).join('') : '';
  return headedSheet(heading, { width, height: y + lines.length * NOTE.leading, body: body + drawn + words + told });
}
