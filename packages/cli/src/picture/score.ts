import { tsvParse } from 'd3-dsv';
import { CODES } from 'lenet5/core';
import { CommandError } from '../errors.js';
import { type Phrase, phrase } from '../texts/language.js';
import { wholeText } from '../whole-file.js';

const KINDS = ['single', 'multi', 'none'] as const;
/** What a picture holds: one digit, several, or none. */
type Kind = (typeof KINDS)[number];

/** One line of a labels file. */
export interface LabelledFile {
  /** Inside the folder of the pictures. */
  readonly file: string;
  readonly kind: Kind;
  /** Its digits in reading order; empty for 'none'. */
  readonly label: string;
}

/** Bytes of a labels file: a line each for a million pictures. */
const MOST_BYTES = 100_000_000;

const LABELS: Record<Kind, { pattern: RegExp; expected: Phrase }> = {
  single: { pattern: /^\d$/, expected: phrase('one digit') },
  multi: { pattern: /^\d+$/, expected: phrase('digits') },
  none: { pattern: /^$/, expected: phrase('nothing') },
};

/**
 * Reads a labels file: tab-separated, a header with the columns file, kind and label; other columns are ignored.
 * @throws CommandError where it cannot be read, lacks a column, or has a line that makes no sense
 */
export async function readLabels(path: string): Promise<LabelledFile[]> {
  const called = phrase('The labels {{path}}', { path });
  const text = await wholeText(path, { called, as: phrase('labels'), most: MOST_BYTES });
  const rows = tsvParse(text.replaceAll('\r\n', '\n'));
  const missing = ['file', 'kind', 'label'].filter((column) => !rows.columns.includes(column));
  if (missing.length > 0) {
    throw new CommandError(
      phrase(
        'The labels {{path}} have no column {{missing}}: expected a first line with the columns file, kind and label, separated by tabs.',
        { path, missing: missing.join(', ') },
      ),
    );
  }
  const labelled = rows.flatMap(({ file = '', kind = '', label = '' }, i) =>
    file === '' && kind === '' && label === ''
      ? []
      : [checked({ file, kind, label }, phrase('{{path}}, line {{line}}', { path, line: i + 2 }))],
  );
  if (labelled.length === 0) throw new CommandError(phrase('The labels {{path}} name no picture.', { path }));
  return labelled;
}

function checked({ file, kind, label }: Record<'file' | 'kind' | 'label', string>, where: Phrase): LabelledFile {
  const known = KINDS.find((name) => name === kind.trim());
  if (file === '') throw new CommandError(phrase('{{where}}: the column file is empty.', { where }));
  if (!known) {
    const kinds = KINDS.join(', ');
    throw new CommandError(
      phrase('{{where}}: kind is "{{kind}}", expected one of: {{kinds}}.', { where, kind, kinds }),
    );
  }
  const { pattern, expected } = LABELS[known];
  if (!pattern.test(label.trim())) {
    throw new CommandError(
      phrase('{{where}}: label is "{{label}}", expected {{expected}} for kind {{known}}.', {
        where,
        label,
        expected,
        known,
      }),
    );
  }
  return { file, kind: known, label: label.trim() };
}

/** A picture that was there, and what became of it; `text` is null where it could not be decoded. */
export interface Answered extends LabelledFile {
  readonly text: string | null;
}

/** Percentages are null where there is nothing to count. */
export interface PictureScore {
  /** `rejected`: no digit was accepted; counts as an error. */
  readonly single: { count: number; right: number; rejected: number; percent: number | null };
  readonly multi: { count: number; right: number; percent: number | null };
  /** `refused`: no digit was accepted, as it should be. */
  readonly none: { count: number; refused: number; percent: number | null };
}

/** What was expected came out; a file that could not be decoded never is. */
export function isRight({ label, text }: Answered): boolean {
  return text === label;
}

export function scoreOf(answered: readonly Answered[]): PictureScore {
  const of = (kind: Answered['kind']) => answered.filter((picture) => picture.kind === kind);
  const right = (pictures: readonly Answered[]) => pictures.filter(isRight).length;
  const share = (part: number, count: number) => (count > 0 ? (100 * part) / count : null);
  const [singles, multis, nones] = [of('single'), of('multi'), of('none')];
  const rejected = singles.filter(({ text }) => text === '').length;
  const [single, multi, none] = [right(singles), right(multis), right(nones)];
  return {
    single: { count: singles.length, right: single, rejected, percent: share(single, singles.length) },
    multi: { count: multis.length, right: multi, percent: share(multi, multis.length) },
    none: { count: nones.length, refused: none, percent: share(none, nones.length) },
  };
}

/** Columns of the table of single digits: the ten answers, none, and several digits where there is one. */
export const ANSWERS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'none', 'more'] as const;

/** confusion[label][answer] of the single digits, in pictures; answers as in `ANSWERS`. */
export function confusionOf(answered: readonly Answered[]): number[][] {
  const table = Array.from(CODES.digits, () => ANSWERS.map(() => 0));
  for (const { kind, label, text } of answered) {
    if (kind !== 'single') continue;
    const answer = !text ? 'none' : text.length > 1 ? 'more' : text;
    const row = table[Number(label)] as number[];
    const column = (ANSWERS as readonly string[]).indexOf(answer);
    row[column] = (row[column] as number) + 1;
  }
  return table;
}
