import * as Plot from '@observablehq/plot';
import { integer } from '../output.js';
import { language, t } from '../texts/language.js';
import { plotAt } from './render.js';
import {
  COLOUR,
  fitted,
  type Heading,
  headedSheet,
  linesAt,
  MARGIN,
  NARROW,
  shareOf,
  textAt,
  widthOf,
  wrapped,
} from './sheet.js';

/** Size of the table in px, and how much of the sums it shows. */
interface Layout {
  readonly cell: number;
  /** Room for the labels at the left, for the answers above. */
  readonly axis: number;
  readonly above: number;
  readonly columns: readonly Sum[];
  readonly rows: readonly Sum[];
  readonly size: number;
  /** Height in px of the names above, where they stand upright; 0 where they lie. */
  readonly upright: number;
  readonly write: (count: number) => string;
}

/** Sums beside and below the matrix. */
type Sum = 'all' | 'wrong' | 'rate';

const WIDE: Layout = {
  cell: 46,
  axis: 52,
  above: 52,
  columns: ['all', 'wrong', 'rate'],
  rows: ['all', 'wrong'],
  size: 11,
  upright: 0,
  write: integer,
};
const SMALL: Layout = {
  cell: 0,
  axis: 40,
  above: 52,
  columns: ['wrong'],
  rows: ['wrong'],
  size: 9,
  upright: 0,
  // A comma in a thousand would touch its neighbours.
  write: String,
};

/** For more classes than all numbers have room: on a phone what was mixed up shows by its colour alone. */
const CROWDED: Readonly<Record<'wide' | 'narrow', Layout>> = {
  wide: { ...WIDE, columns: ['wrong', 'rate'], rows: ['wrong'], write: String },
  narrow: { ...SMALL, columns: [], rows: [], write: () => '' },
};
const MOST_COUNTED = 12;
/** More than these are shown by colour alone everywhere. */
const MOST_WRITTEN = 40;
/** Smaller words cannot be read. */
const LEAST_SIZE = 8;

/** What a narrow figure fills, and what a wide one with more classes than the digits never outgrows. */
const ROOM = { narrow: NARROW - 2 * MARGIN, wide: 920 };
/** The longest name of a class in px; a longer one is cut. */
const LONGEST = 96;
/** Names that are longer in px stand upright above their columns. */
const SHORT = 24;

/** A layout for so many classes with these names: smaller fields for many, room beside and above for long names. */
function layoutFor(names: readonly string[], narrow: boolean): Layout {
  const crowded = names.length > MOST_COUNTED;
  const coloured = narrow || names.length > MOST_WRITTEN;
  const base = crowded ? CROWDED[coloured ? 'narrow' : 'wide'] : narrow ? SMALL : WIDE;
  const longest = Math.max(...names.map((name) => widthOf(name, base.size)));
  const upright = longest > SHORT ? Math.min(longest, LONGEST) + 8 : 0;
  const axis = Math.max(base.axis, upright);
  const fields = names.length + base.columns.length;
  const room = ((narrow ? ROOM.narrow : ROOM.wide) - axis) / fields;
  const cell = narrow ? room : Math.min(WIDE.cell, room);
  const size = Math.min(base.size, Math.max(LEAST_SIZE, Math.floor(cell / 2.6)));
  return { ...base, cell, axis, size, upright, above: base.above + upright };
}

/** counts[label][answer] */
type Matrix = readonly (readonly number[])[];

/** How many digits a row or column of a confusion matrix holds, and how many of them are misread. */
interface Total {
  total: number;
  errors: number;
}

/** The sums of a confusion matrix. */
export interface Totals extends Total {
  /** For each label: its digits, and those that got another answer. */
  labels: Total[];
  /** For each answer: the digits that got it, and those that bear another label. */
  answers: Total[];
}

/** Sums counts[label][answer] over rows, columns and the whole; the matrix must be square. */
export function totalsOf(counts: readonly (readonly number[])[]): Totals {
  const sums = counts.map((): Totals['labels'][number] => ({ total: 0, errors: 0 }));
  const labels = sums.map((sum) => ({ ...sum }));
  const answers = sums.map((sum) => ({ ...sum }));
  counts.forEach((row, label) => {
    if (row.length !== counts.length)
      throw new RangeError(`row ${label} has ${row.length} of ${counts.length} columns`);
    row.forEach((count, answer) => {
      for (const sum of [labels[label], answers[answer]]) {
        if (sum === undefined) continue;
        sum.total += count;
        if (label !== answer) sum.errors += count;
      }
    });
  });
  const sum = (pick: (row: Total) => number): number => labels.reduce((whole, row) => whole + pick(row), 0);
  return { labels, answers, total: sum((row) => row.total), errors: sum((row) => row.errors) };
}

/** Headings of the sums beside and below the matrix. */
function headsOf(): Record<Sum, string> {
  return { all: t('all'), wrong: t('wrong'), rate: '%' };
}

/** One field of the table, placed by the headings of its column and row. */
interface Field {
  column: string;
  row: string;
  text: string;
}

interface Count extends Field {
  count: number;
}

/** The fields of the matrix itself, split by what a reader looks for. */
interface Fields {
  errors: Count[];
  hits: Count[];
  /** What never happened. */
  nothing: Count[];
}

function fieldsOf(counts: Matrix, { write }: Layout): Fields {
  const fields = counts.flatMap((row, label) =>
    row.map((count, answer) => ({ column: String(answer), row: String(label), text: write(count), count })),
  );
  return {
    errors: fields.filter(({ column, row, count }) => column !== row && count > 0),
    hits: fields.filter(({ column, row }) => column === row),
    nothing: fields.filter(({ column, row, count }) => column !== row && count === 0),
  };
}

/** Errors in per cent, without the sign. */
function rate(total: number, errors: number): string {
  return total > 0 ? ((100 * errors) / total).toFixed(2) : '–';
}

/** A sum of digits: each kind as text. */
const TEXT_OF: Readonly<Record<Sum, (sum: Total, write: Layout['write']) => string>> = {
  all: ({ total }, write) => write(total),
  wrong: ({ errors }, write) => write(errors),
  rate: ({ total, errors }) => rate(total, errors),
};

/** Sums of each row and column, and of the whole in the corner. */
function sumsOf(
  { labels, answers, ...whole }: Totals,
  { columns, rows, write }: Layout,
  heads: Record<Sum, string>,
): Field[] {
  const field = (column: string, row: string, kind: Sum, sum: Total) => ({
    column,
    row,
    text: TEXT_OF[kind](sum, write),
  });
  return [
    ...columns.flatMap((kind) => labels.map((sum, i) => field(heads[kind], String(i), kind, sum))),
    ...rows.flatMap((kind) => answers.map((sum, i) => field(String(i), heads[kind], kind, sum))),
    ...columns.flatMap((kind) => (rows[0] === undefined ? [] : [field(heads[kind], heads[rows[0]], kind, whole)])),
  ];
}

/** How the marks are set. */
interface Look {
  readonly worst: number;
  readonly wrong: string;
  readonly layout: Layout;
  /** What is written for a class, or for a kind of sum as it is. */
  readonly nameOf: (field: string) => string;
}

/** Marks of the table; the column and the row of sums called `wrong` are in the colour of errors. */
function marksOf(
  { errors, hits, nothing }: Fields,
  sums: readonly Field[],
  { worst, wrong, layout: { cell, size, upright, write }, nameOf }: Look,
): Plot.Markish[] {
  const place = { x: 'column', y: 'row', text: 'text', fontSize: size } as const;
  // Where fields are lower than letters, some classes are named; the headings of sums, which are no numbers, always.
  const every = Math.ceil((size + 1) / cell);
  const tickFormat = (field: string) => (Number(field) % every > 0 ? '' : nameOf(field));
  const axis = { tickSize: 0, label: null, fontSize: size, tickFormat };
  // Upright names begin at the edge of the table.
  const above = upright > 0 ? ({ tickRotate: -90, textAnchor: 'start', dy: -2 } as const) : {};
  return [
    Plot.cell(hits, { x: 'column', y: 'row', inset: 0.5, fill: COLOUR.right }),
    Plot.cell(errors, { x: 'column', y: 'row', inset: 0.5, fill: COLOUR.wrong, fillOpacity: 'count' }),
    Plot.text(write(0) === '' ? [] : nothing, { ...place, text: () => '·', fill: COLOUR.reference }),
    Plot.text(hits, { ...place, fill: COLOUR.quiet }),
    Plot.text(errors, {
      ...place,
      fontWeight: 700,
      fill: ({ count }: Count) => (Math.sqrt(count / worst) > 0.8 ? COLOUR.paper : COLOUR.ink),
    }),
    Plot.text(sums, {
      ...place,
      fill: ({ row, column }: Field) => (row === wrong || column === wrong ? COLOUR.wrong : COLOUR.ink),
    }),
    Plot.axisX({ anchor: 'top', ...axis, ...above }),
    Plot.axisY({ anchor: 'left', ...axis }),
  ];
}

/** Hairlines between the matrix and its sums, and the names of the two directions; n is the number of classes. */
function rulesOf(n: number, { cell, axis, above, columns, rows, size, upright }: Layout): string {
  const [x, y, edge] = [MARGIN + axis, above, n * cell];
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    `<line x1="${x + x1}" y1="${y + y1}" x2="${x + x2}" y2="${y + y2}" stroke="${COLOUR.reference}" stroke-width="0.75"/>`;
  const quiet = { colour: COLOUR.quiet, size };
  return [
    line(edge, 0, edge, edge + rows.length * cell),
    line(0, edge, edge + columns.length * cell, edge),
    textAt(x, y - 28 - upright, t('answer →'), quiet),
    textAt(MARGIN, y - 9, t('label ↓'), quiet),
  ].join('');
}

/** The pairs that were mixed up most often, at most five, in words. */
function worstPairs(errors: readonly Count[], nameOf: Look['nameOf']): string {
  const pairs = [...errors].sort((a, b) => b.count - a.count).slice(0, 5);
  if (pairs.length === 0) return t('No errors.');
  const separator = language() === 'zh' ? '，' : ', ';
  const texts = pairs.map(({ row, column, count }) => `${nameOf(row)} → ${nameOf(column)} (${integer(count)})`);
  return t('Most often: {{pairs}}.', { pairs: texts.join(separator) });
}

/** What a confusion matrix is of. */
export interface ConfusionOptions extends Heading {
  /** For a page as narrow as a phone. */
  readonly narrow?: boolean;
  /** What the classes are called, where that is not their number. */
  readonly names?: readonly string[];
}

/**
 * The confusion matrix, counts[label][answer]: a row for each label, a column for each answer, errors the redder the
 * more frequent, correct answers on the diagonal in grey, sums of both directions.
 */
export function confusionSvg(counts: Matrix, heading: ConfusionOptions): string {
  const { narrow = false, names = counts.map((_, i) => String(i)) } = heading;
  const layout = layoutFor(names, narrow);
  const { cell, axis, above, size } = layout;
  const heads = headsOf();
  const totals = totalsOf(counts);
  const fields = fieldsOf(counts, layout);
  const worst = Math.max(1, ...fields.errors.map(({ count }) => count));
  const nameOf = (field: string) => fitted(names[Number(field)] ?? field, LONGEST, size);
  const classes = counts.map((_, i) => String(i));
  const columns = [...classes, ...layout.columns.map((kind) => heads[kind])];
  const rows = [...classes, ...layout.rows.map((kind) => heads[kind])];
  const [width, height] = [axis + columns.length * cell, above + rows.length * cell];
  const plot = plotAt(MARGIN, 0, {
    width,
    height,
    marginLeft: axis,
    marginTop: above,
    marginRight: 0,
    marginBottom: 0,
    x: { domain: columns, padding: 0, round: false },
    y: { domain: rows, padding: 0, round: false },
    opacity: { type: 'sqrt', domain: [0, worst], range: [0.08, 0.92] },
    marks: marksOf(fields, sumsOf(totals, layout, heads), { worst, wrong: heads.wrong, layout, nameOf }),
  });
  const pairs = wrapped(worstPairs(fields.errors, nameOf), width, 10);
  const body = [
    plot,
    rulesOf(counts.length, layout),
    linesAt(MARGIN, height + 24, pairs, 14, { size: 10, colour: COLOUR.quiet }),
  ].join('');
  const { errors, total } = totals;
  const line = t('{{errors}} of {{total}} wrong{{share}}', {
    errors: integer(errors),
    total: integer(total),
    share: shareOf(errors, total),
  });
  return headedSheet(heading, { width: MARGIN + width + MARGIN, height: height + 24 + 14 * pairs.length, body }, line);
}
