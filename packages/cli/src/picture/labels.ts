import { readFile } from 'node:fs/promises';
import { tsvParse } from 'd3-dsv';
import { CommandError, reasonOf } from '../errors.js';

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

const LABELS: Record<Kind, { pattern: RegExp; expected: string }> = {
  single: { pattern: /^\d$/, expected: 'one digit' },
  multi: { pattern: /^\d+$/, expected: 'digits' },
  none: { pattern: /^$/, expected: 'nothing' },
};

/**
 * Reads a labels file: tab-separated, a header with the columns file, kind and label; other columns are ignored.
 * @throws CommandError where it cannot be read, lacks a column, or has a line that makes no sense
 */
export async function readLabels(path: string): Promise<LabelledFile[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError(`The labels ${path} cannot be read (${reasonOf(cause)}).`, undefined, { cause });
  });
  const rows = tsvParse(text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'));
  const missing = ['file', 'kind', 'label'].filter((column) => !rows.columns.includes(column));
  if (missing.length > 0) {
    throw new CommandError(
      `The labels ${path} have no column ${missing.join(', ')}: expected a first line with the columns file, kind and ` +
        'label, separated by tabs.',
    );
  }
  const labelled = rows.flatMap(({ file = '', kind = '', label = '' }, i) =>
    file === '' && kind === '' && label === '' ? [] : [checked({ file, kind, label }, `${path}, line ${i + 2}`)],
  );
  if (labelled.length === 0) throw new CommandError(`The labels ${path} name no picture.`);
  return labelled;
}

function checked({ file, kind, label }: Record<'file' | 'kind' | 'label', string>, where: string): LabelledFile {
  const known = KINDS.find((name) => name === kind.trim());
  if (file === '') throw new CommandError(`${where}: the column file is empty.`);
  if (!known) throw new CommandError(`${where}: kind is "${kind}", expected one of: ${KINDS.join(', ')}.`);
  const { pattern, expected } = LABELS[known];
  if (!pattern.test(label.trim())) {
    throw new CommandError(`${where}: label is "${label}", expected ${expected} for kind ${known}.`);
  }
  return { file, kind: known, label: label.trim() };
}
