import { describe, expect, it } from 'vitest';
import { caseOf, formats, outcomeOf } from './targets.js';

const CASES = 400;

describe.each(formats)(`${CASES} changed and made-up files, %s`, (format) => {
  it('each is read or refused with a typed error, and both happen', async () => {
    const outcomes = new Map<string, number>();
    for (let index = 0; index < CASES; index++) {
      const outcome = await outcomeOf(format, caseOf(format, 1, index));
      expect(outcome, `case ${index}`).not.toMatch(/^untyped/);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect(outcomes.get('read')).toBeGreaterThan(0);
    expect(outcomes.size).toBeGreaterThan(2);
  });
});
