import { describe, expect, it } from 'vitest';
import * as pictures from '../packages/cli/test/fuzz/targets.js';
import * as library from '../packages/lenet5/test/fuzz/targets.js';

/** A case of a format, and what its reader makes of it. */
interface Attack {
  readonly format: string;
  readonly cases: number;
  /** Outcomes that there must be more of: one would mean that the cases do not reach the reader. */
  readonly moreThan: number;
  outcomeOf(index: number): Promise<string>;
}

const attacks: Attack[] = [
  ...library.formats.map((format) => ({
    format,
    cases: 400,
    moreThan: 2,
    outcomeOf: (index: number) => library.outcomeOf(format, library.caseOf(format, 1, index)),
  })),
  ...pictures.formats.map((format) => ({
    format,
    cases: 200,
    moreThan: 1,
    outcomeOf: (index: number) => pictures.outcomeOf(format, pictures.caseOf(format, 1, index)),
  })),
];

describe.each(attacks)('$cases changed and made-up files, $format', ({ cases, moreThan, outcomeOf }) => {
  it('each is read or refused with a typed error, and both happen', async () => {
    const outcomes = new Map<string, number>();
    for (let index = 0; index < cases; index++) {
      const outcome = await outcomeOf(index);
      expect(outcome, `case ${index}`).not.toMatch(/^untyped/);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect(outcomes.get('read') ?? outcomes.get('answered')).toBeGreaterThan(0);
    expect(outcomes.size).toBeGreaterThan(moreThan);
  });
});
