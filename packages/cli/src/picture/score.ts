import type { LabelledFile } from './labels.js';

/** A picture that was there, and what became of it; `text` is null where it could not be decoded. */
export interface Judged extends LabelledFile {
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
export function isRight({ label, text }: Judged): boolean {
  return text === label;
}

export function scoreOf(judged: readonly Judged[]): PictureScore {
  const of = (kind: Judged['kind']) => judged.filter((picture) => picture.kind === kind);
  const right = (pictures: readonly Judged[]) => pictures.filter(isRight).length;
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
export function confusionOf(judged: readonly Judged[]): number[][] {
  const table = Array.from({ length: 10 }, () => ANSWERS.map(() => 0));
  for (const { kind, label, text } of judged) {
    if (kind !== 'single') continue;
    const answer = !text ? 'none' : text.length > 1 ? 'more' : text;
    const row = table[Number(label)] as number[];
    const column = (ANSWERS as readonly string[]).indexOf(answer);
    row[column] = (row[column] as number) + 1;
  }
  return table;
}
