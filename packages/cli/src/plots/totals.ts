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
