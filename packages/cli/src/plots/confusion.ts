import * as Plot from '@observablehq/plot';
import { integer } from '../output.js';
import { plotAt } from './render.js';
import { COLOUR, fitted, headedSheet, MARGIN, shareOf, textAt } from './sheet.js';

const CELL = 46;
const PLOT_TOP = 74;
const AXIS = 52;

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
const ALL = 'all';
const WRONG = 'wrong';
const RATE = '%';

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

function fieldsOf(counts: Matrix): Fields {
  const fields = counts.flatMap((row, label) =>
    row.map((count, answer) => ({ column: String(answer), row: String(label), text: integer(count), count })),
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

/** Sums of each row and column, and of the whole in the corner. */
function sumsOf({ labels, answers, total, errors }: Totals): Field[] {
  const rows = labels.flatMap(({ total, errors }, i) => [
    { column: ALL, row: String(i), text: integer(total) },
    { column: WRONG, row: String(i), text: integer(errors) },
    { column: RATE, row: String(i), text: rate(total, errors) },
  ]);
  const columns = answers.flatMap(({ total, errors }, i) => [
    { column: String(i), row: ALL, text: integer(total) },
    { column: String(i), row: WRONG, text: integer(errors) },
  ]);
  const corner = [
    { column: ALL, row: ALL, text: integer(total) },
    { column: WRONG, row: ALL, text: integer(errors) },
    { column: RATE, row: ALL, text: rate(total, errors) },
    { column: ALL, row: WRONG, text: integer(errors) },
  ];
  return [...rows, ...columns, ...corner];
}

function marksOf({ errors, hits, nothing }: Fields, worst: number, totals: Totals): Plot.Markish[] {
  const place = { x: 'column', y: 'row', text: 'text' } as const;
  const axis = { tickSize: 0, label: null };
  return [
    Plot.cell(hits, { x: 'column', y: 'row', inset: 0.5, fill: COLOUR.right }),
    Plot.cell(errors, { x: 'column', y: 'row', inset: 0.5, fill: COLOUR.wrong, fillOpacity: 'count' }),
    Plot.text(nothing, { ...place, text: () => '·', fill: COLOUR.reference }),
    Plot.text(hits, { ...place, fill: COLOUR.quiet }),
    Plot.text(errors, {
      ...place,
      fontWeight: 700,
      fill: ({ count }: Count) => (Math.sqrt(count / worst) > 0.8 ? COLOUR.paper : COLOUR.ink),
    }),
    Plot.text(sumsOf(totals), {
      ...place,
      fill: ({ row, column }: Field) => (row === WRONG || column === WRONG ? COLOUR.wrong : COLOUR.ink),
    }),
    Plot.axisX({ anchor: 'top', ...axis }),
    Plot.axisY({ anchor: 'left', ...axis }),
  ];
}

/** Hairlines between the matrix and its sums, and the names of the two directions; n is the number of classes. */
function rulesAt(x: number, y: number, n: number): string {
  const edge = n * CELL;
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    `<line x1="${x + x1}" y1="${y + y1}" x2="${x + x2}" y2="${y + y2}" stroke="${COLOUR.reference}" stroke-width="0.75"/>`;
  const quiet = { colour: COLOUR.quiet };
  return [
    line(edge, 0, edge, edge + 2 * CELL),
    line(0, edge, edge + 3 * CELL, edge),
    textAt(x, y - 28, 'answer →', quiet),
    textAt(x - 9, y - 9, 'label ↓', { ...quiet, anchor: 'end' }),
  ].join('');
}

/** The pairs that were mixed up most often, at most five, in words. */
function worstPairs(errors: readonly Count[]): string {
  const pairs = [...errors].sort((a, b) => b.count - a.count).slice(0, 5);
  if (pairs.length === 0) return 'No errors.';
  return `Most often: ${pairs.map(({ row, column, count }) => `${row} → ${column} (${integer(count)})`).join(', ')}.`;
}

/**
 * The confusion matrix, counts[label][answer]: a row for each label, a column for each answer, errors the redder the
 * more frequent, correct answers on the diagonal in grey, sums of both directions.
 */
export function confusionSvg(counts: Matrix, title: string): string {
  const totals = totalsOf(counts);
  const fields = fieldsOf(counts);
  const worst = Math.max(1, ...fields.errors.map(({ count }) => count));
  const n = counts.length;
  const classes = Array.from({ length: n }, (_, i) => String(i));
  const [columns, rows] = [
    [...classes, ALL, WRONG, RATE],
    [...classes, ALL, WRONG],
  ];
  const [width, height] = [MARGIN + AXIS + columns.length * CELL + MARGIN, PLOT_TOP + AXIS + rows.length * CELL + 48];
  const plot = plotAt(MARGIN, PLOT_TOP, {
    width: AXIS + columns.length * CELL,
    height: AXIS + rows.length * CELL,
    marginLeft: AXIS,
    marginTop: AXIS,
    marginRight: 0,
    marginBottom: 0,
    x: { domain: columns, padding: 0, round: false },
    y: { domain: rows, padding: 0, round: false },
    opacity: { type: 'sqrt', domain: [0, worst], range: [0.08, 0.92] },
    marks: marksOf(fields, worst, totals),
  });
  const worstLine = fitted(worstPairs(fields.errors), width - 2 * MARGIN, 10);
  const body = [
    plot,
    rulesAt(MARGIN + AXIS, PLOT_TOP + AXIS, n),
    textAt(MARGIN, height - 18, worstLine, { size: 10, colour: COLOUR.quiet }),
  ].join('');
  const share = shareOf(totals.errors, totals.total);
  const line = `${integer(totals.errors)} of ${integer(totals.total)} wrong${share}`;
  return headedSheet({ width, height, title, body }, line);
}
