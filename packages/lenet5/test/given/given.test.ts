import { describe, expect, it } from 'vitest';
import { Lenet5Error } from '../../src/errors.js';
import { CALLS } from './calls.js';
import { ENTRY_NAMES, entriesOfPackage, publicCalls } from './entries.js';
import { TAKES } from './takes.js';
import { spoilt } from './values.js';

/** What came of a call: a result, a typed error with one sentence, or something else. */
async function outcome(call: () => unknown): Promise<string> {
  try {
    const result = await call();
    return Number.isNaN(result) ? 'the number NaN' : 'taken';
  } catch (error) {
    if (!(error instanceof Lenet5Error)) return `${error}`;
    return /^[^\n]+[.?]$/.test(error.message) && error.code !== '' ? 'refused' : `no sentence: ${error.message}`;
  }
}

describe('every public call', () => {
  it('has a row here, and every entry of the package is looked at', () => {
    expect(entriesOfPackage()).toEqual(ENTRY_NAMES);
    expect(publicCalls().filter((name) => !(name in CALLS))).toEqual([]);
    expect(publicCalls().length).toBeGreaterThan(80);
    expect(Object.keys(TAKES).filter((name) => !(name in CALLS))).toEqual([]);
  });

  it.each(Object.entries(CALLS))('%s takes what is right, and refuses all else in one sentence', async (name, row) => {
    expect(await outcome(() => row.call(...(row.good() as never[])))).toBe('taken');
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const { place, label, args } of spoilt(row.good())) {
      const key = `${place}: ${label}`;
      found[key] = await outcome(() => row.call(...(args as never[])));
      expected[key] = TAKES[name]?.[place]?.includes(label) ? 'taken' : 'refused';
    }
    expect(found).toEqual(expected);
  });
});
