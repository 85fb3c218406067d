import { type Report, resultsOf } from './results.js';

/** What the lab shows of the report, by study and row: mean and standard deviation of the test error in per cent. */
export function labFigures(report: Report): string {
  const entries = [...report].flatMap(([study, { table }]) =>
    table.flatMap((row) => {
      if (!row.test) return [];
      const { mean, deviation } = row.test;
      const round = (value: number) => Number(value.toFixed(4));
      const figure = { mean: round(mean), deviation: deviation === null ? null : round(deviation) };
      return [[`${study}/${row.name}`, { ...figure, seeds: resultsOf(row).length, chosen: row.chosen }] as const];
    }),
  );
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
