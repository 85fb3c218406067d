import { figureOf } from '../../training/figures.js';
import type { QuestionsText } from './words.js';

/** A row of the report. */
export interface Row {
  /** Study and name; the key of its figure. */
  readonly id: string;
  readonly text: QuestionsText;
}

/** What a question asks of two of its rows: is the error of the first one lower, or higher? */
interface Claim {
  readonly of: string;
  readonly than: string;
  readonly is: 'lower' | 'higher';
}

/** Its texts are `question.` and `answer.` with its id. */
export interface Question {
  readonly id:
    | 'gap'
    | 'alone'
    | 'family'
    | 'pooling'
    | 'table'
    | 'angle'
    | 'batch'
    | 'softmax'
    | 'distortion'
    | 'rates'
    | 'sigmoid';
  readonly rows: readonly Row[];
  /** Null where the verdict is a sentence of its own. */
  readonly claim: Claim | null;
}

function row(id: string, text: QuestionsText): Row {
  return { id, text };
}

/** One row beside the paper's network. */
function beside(id: Question['id'], is: Claim['is'], ...rows: readonly Row[]): Question {
  const base = row('questions/paper', 'row.paper');
  return { id, rows: [base, ...rows], claim: { of: rows[0]?.id ?? base.id, than: base.id, is } };
}

/** From the blog to the paper: each row keeps the changes of those above it and adds one. */
const STAIRS: readonly Row[] = [
  row('stairs/as it ran', 'row.ran'),
  row('stairs/the border replicated', 'row.replicated'),
  row('stairs/rate falls along half a cosine', 'row.cosine'),
  row('stairs/a new order in each pass', 'row.order'),
  row('stairs/squash after C5', 'row.C5'),
  row('stairs/squash after C3', 'row.C3'),
  row('stairs/squash after C1', 'row.C1'),
  row('stairs/border of background', 'row.background'),
  row('stairs/sums in place of averages', 'row.sum'),
  row('stairs/Eq. 9, j = 1', 'row.eq9.one'),
  row('stairs/j = 3', 'row.j'),
  row('stairs/S coefficients from 0.125 to 0.375', 'row.S.coefficients'),
  row('stairs/S biases 0', 'row.S.biases'),
  row('stairs/initial weights in ±2.4/√F', 'row.initial'),
  row('stairs/other biases in the same range', 'row.biases'),
  row('stairs/SDLM, μ 0.04', 'row.sdlm'),
  row("stairs/the paper's rates", 'row.all'),
];

/** What the blog's author asked, in our words, and what the family of the network shows. */
export const QUESTIONS: readonly Question[] = [
  { id: 'gap', rows: STAIRS, claim: null },
  {
    id: 'alone',
    rows: [
      row('gap-from-blog/blog', 'row.blog'),
      row('gap-from-blog/random order', 'row.order'),
      row('gap-from-blog/S initial values', 'row.S'),
      row('gap-from-blog/Eq. 9', 'row.eq9'),
      row('gap-from-blog/squash after C5', 'row.C5'),
      row('gap-from-blog/squash after C1 and C3', 'row.C1C3'),
      row('gap-from-blog/squash everywhere', 'row.everywhere'),
      row('curves/paper', 'row.whole'),
    ],
    claim: null,
  },
  {
    id: 'family',
    rows: [
      row('family/1989, 7291 digits', 'row.1989.then'),
      row('family/1989, all digits', 'row.1989'),
      row('curves/fast', 'row.1998'),
      row('family/tutorial', 'row.tutorial'),
      row('family/d2l', 'row.d2l'),
    ],
    claim: null,
  },
  {
    id: 'pooling',
    rows: [
      row('questions/paper', 'row.paper'),
      row('questions/average pooling', 'row.average'),
      row('questions/max pooling', 'row.max'),
    ],
    claim: { of: 'questions/average pooling', than: 'questions/max pooling', is: 'higher' },
  },
  {
    id: 'table',
    rows: [row('questions/paper', 'row.paper'), row('questions/full connection in C3', 'row.full')],
    claim: { of: 'questions/paper', than: 'questions/full connection in C3', is: 'lower' },
  },
  beside('angle', 'lower', row('questions/angle in place of distance', 'row.angle')),
  {
    id: 'batch',
    rows: [
      row('questions/paper', 'row.paper'),
      row('questions/mini-batches of 16', 'row.batch'),
      row('questions/mini-batches of 16, twice the passes', 'row.batch.twice'),
    ],
    claim: { of: 'questions/paper', than: 'questions/mini-batches of 16', is: 'higher' },
  },
  beside('softmax', 'lower', row('questions/softmax and cross-entropy', 'row.softmax')),
  beside('distortion', 'lower', row('questions/shifted and turned digits', 'row.distortion')),
  {
    id: 'rates',
    rows: [row('gap-from-blog/blog', 'row.blog'), row("gap-from-blog/the paper's rates", 'row.rates')],
    claim: { of: "gap-from-blog/the paper's rates", than: 'gap-from-blog/blog', is: 'lower' },
  },
  {
    id: 'sigmoid',
    rows: [
      row('sigmoid/rate=0.001', 'row.sigmoid'),
      row('sigmoid/rate=0.01', 'row.sigmoid.ten'),
      row('sigmoid/rate=0.1', 'row.sigmoid.hundred'),
    ],
    claim: null,
  },
];

/** Whether a card is shown: one that lacks a figure would answer nothing. */
export function isShown({ rows }: Question): boolean {
  return rows.every((row) => figureOf(row) !== null);
}

/** How a claim stands: what differs less than the seeds of one row do is no difference. */
export function judged({ of, than, is }: Claim): { outcome: 'yes' | 'no' | 'same'; of: number; than: number } | null {
  const [one, other] = [figureOf({ id: of }), figureOf({ id: than })];
  if (one?.mean == null || other?.mean == null) return null;
  const noise = Math.max(one.deviation ?? 0, other.deviation ?? 0);
  const difference = is === 'lower' ? other.mean - one.mean : one.mean - other.mean;
  const outcome = Math.abs(difference) <= noise ? 'same' : difference > 0 ? 'yes' : 'no';
  return { outcome, of: one.mean, than: other.mean };
}
