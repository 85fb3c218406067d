import fc from 'fast-check';
import { ARCHITECTURES, RECIPES } from 'lenet5';
import { SWITCHES } from 'lenet5/core';
import { switchValue } from 'lenet5/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axisOf } from '../src/panels/questions/axis.js';
import { judged, QUESTIONS } from '../src/panels/questions/questions.js';
import { QUESTIONS_TEXTS } from '../src/panels/questions/words.js';
import { en } from '../src/state/texts/en.js';
import { type Figure, figureOf, settingsOfRow } from '../src/training/figures.js';
import { MISSING, SKIP, startLab } from './support.js';

const ROWS = QUESTIONS.flatMap(({ rows }) => rows);

test.each(ROWS.map(({ id }) => id))('%s: five seeds of the report, and its button runs its switches', (id) => {
  const { architecture, recipe, changes, seeds, size = 60_000 } = figureOf({ id }) as Figure;
  expect(seeds).toBe(5);
  const settings = settingsOfRow({ id });
  const preset = {
    architecture: ARCHITECTURES[architecture as keyof typeof ARCHITECTURES],
    recipe: RECIPES[recipe as keyof typeof RECIPES],
  };
  expect(settings?.size).toBe(size);
  for (const each of SWITCHES) {
    const value = changes[each.name] ?? switchValue(each, preset);
    expect(settings && switchValue(each, settings), each.name).toEqual(value);
  }
});

test('a claim is judged by its two rows; less than the seeds differ is no difference', () => {
  for (const { claim } of QUESTIONS) {
    if (!claim) continue;
    const [of, than] = [figureOf({ id: claim.of }), figureOf({ id: claim.than })] as [Figure, Figure];
    const lower = (than.mean as number) - (of.mean as number);
    const noise = Math.max(of.deviation as number, than.deviation as number);
    const holds = claim.is === 'lower' ? lower > 0 : lower < 0;
    expect(judged(claim)?.outcome).toBe(Math.abs(lower) <= noise ? 'same' : holds ? 'yes' : 'no');
  }
});

test('an axis holds every mean and deviation, and parts rows by at least a seventh of their range', () => {
  const figure = fc.record({
    mean: fc.double({ min: 0, max: 100, noNaN: true }),
    deviation: fc.double({ min: 0, max: 5, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(figure, { minLength: 1, maxLength: 9 }), (rows) => {
      const axis = axisOf(rows as unknown as Figure[]);
      if (!axis) throw new Error('no axis');
      const places = rows.flatMap(({ mean, deviation }) =>
        [Math.max(0, mean - deviation), mean + deviation].map(axis.at),
      );
      expect(Math.min(...places)).toBeGreaterThanOrEqual(-1e-6);
      expect(Math.max(...places)).toBeLessThanOrEqual(100 + 1e-6);
      expect(axis.ticks.length).toBeLessThanOrEqual(7);
    }),
  );
});

describe.skipIf(SKIP)(`questions in Chromium${SKIP ? ` (skipped: ${MISSING})` : ''}`, () => {
  let lab: Awaited<ReturnType<typeof startLab>>;
  beforeAll(async () => {
    lab = await startLab();
    await lab.page.getByRole('tab', { name: en['panel.questions'] }).click();
    await lab.page.locator('.verdict').first().waitFor();
  });
  afterAll(() => lab.close());

  test('each card opens with a sentence that has figures in it', async () => {
    const verdicts = await lab.page.locator('.questions article > .verdict').allTextContents();
    expect(verdicts).toHaveLength(QUESTIONS.length);
    for (const verdict of verdicts) expect(verdict).toMatch(/\d[\d.]*/);
    expect(verdicts.join(' ')).not.toContain('{{');
  });

  test('its button trains the row here', async () => {
    const name = `${QUESTIONS_TEXTS.en['questions.run']}: ${QUESTIONS_TEXTS.en['row.rates']}`;
    await lab.page.getByRole('button', { name }).click();
    await lab.page
      .getByText(/blog\* · 1/)
      .first()
      .waitFor();
  });
});
