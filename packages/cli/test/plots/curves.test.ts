import { PAPER_FIG_5 } from 'lenet5/training';
import { describe, expect, it } from 'vitest';
import { curvesSvg } from '../../src/plots/curves.js';
import { rasterisePng } from '../../src/plots/render.js';
import { COLOUR } from '../../src/plots/sheet.js';
import { find, NASTY, number, row, rows, words } from './support.js';

const title = 'A run';

/** The points of one colour, a list for each curve, in the order loss, training error, test error. */
function curves(svg: string, fill: string, stroke = fill): Element[][] {
  const groups = find(svg, `g[aria-label="dot"][fill="${fill}"][stroke="${stroke}"]`);
  return groups.map((group) => [...group.querySelectorAll('circle')]).filter((points) => points.length > 0);
}

describe('curvesSvg', () => {
  it.each([1, 3, 25])('has a point for each of %i passes in each measured curve', (count) => {
    const svg = curvesSvg(rows(count), { title });
    expect(curves(svg, COLOUR.ink).map((points) => points.length)).toEqual([count, count, count]);
    expect(curves(svg, COLOUR.paper, COLOUR.ink).map((points) => points.length)).toEqual([count]);
  });

  it('draws the twelve passes of the paper true to scale behind both errors', () => {
    const svg = curvesSvg(rows(3), { title });
    const paper = curves(svg, COLOUR.reference);
    expect(paper).toHaveLength(2);
    [PAPER_FIG_5.running, PAPER_FIG_5.test].forEach((values, i) => {
      const heights = (paper[i] ?? []).map((point) => number(point, 'cy'));
      const [first = 0, last = 0] = [values[0], values.at(-1)];
      const perPercent = ((heights.at(-1) ?? 0) - (heights[0] ?? 0)) / (last - first);
      expect(perPercent).toBeLessThan(-10);
      expect(heights).toHaveLength(12);
      values.forEach((value, pass) => {
        expect(heights[pass]).toBeCloseTo((heights[0] ?? 0) + (value - first) * perPercent, 1);
      });
    });
  });

  it('draws the paper first, so that the run lies on top', () => {
    const svg = curvesSvg(rows(3), { title });
    const order = find(svg, 'g[aria-label="dot"]').map((group) => group.getAttribute('fill'));
    const { reference, paper, ink } = COLOUR;
    expect(order.filter((fill) => fill !== null)).toEqual([ink, reference, paper, ink, reference, ink]);
  });

  it('marks the final test error of the paper', () => {
    const svg = curvesSvg(rows(3), { title });
    expect(words(svg)).toContain('0.95');
    expect(find(svg, `g[aria-label="rule"][stroke="${COLOUR.reference}"] line`)).toHaveLength(1);
  });

  it('prints the last measured values and their pass', () => {
    const last = row(2, { meanLoss: 5.04651, trainErrorPercent: 1.2, testErrorPercent: 2.1 });
    expect(words(curvesSvg([row(1), last], { title }))).toEqual(
      expect.arrayContaining(['pass 2: 5.047', 'pass 2: 1.20\u00a0%', 'pass 2: 2.10\u00a0%']),
    );
  });

  it('cuts off a huge first pass, marks it and prints its value', () => {
    const first = row(1, { testErrorPercent: 90.2, trainErrorPercent: 90.1, runningErrorPercent: 88 });
    const svg = curvesSvg([first, ...rows(25).slice(1)], { title });
    expect(curves(svg, COLOUR.ink).map((points) => points.length)).toEqual([25, 24, 24]);
    expect(find(svg, 'g[aria-label="dot"] path')).toHaveLength(3);
    expect(words(svg)).toEqual(expect.arrayContaining(['90.10\u00a0%', '90.20\u00a0%']));
    expect(svg).not.toContain('NaN');
  });

  it.each([1, 3])('shows all of a run that never learnt in %i passes, on an axis that reaches it', (count) => {
    const lost = { meanLoss: 84, testErrorPercent: 90.2, trainErrorPercent: 90.1, runningErrorPercent: 89.9 };
    const svg = curvesSvg(
      rows(count).map((pass) => ({ ...pass, ...lost })),
      { title },
    );
    expect(curves(svg, COLOUR.ink).map((points) => points.length)).toEqual([count, count, count]);
    expect(words(svg)).toContain('80');
  });

  it('leaves out passes that were not measured, and says when none was', () => {
    const some = rows(6).map((pass) => ({ ...pass, trainErrorPercent: pass.pass === 5 ? 1.02 : null }));
    expect(words(curvesSvg(some, { title }))).toContain('pass 5: 1.02\u00a0%');
    const none = curvesSvg([row(1, { trainErrorPercent: null, runningErrorPercent: Number.NaN })], { title });
    expect(words(none)).toContain('not measured');
    expect(none).not.toContain('NaN');
  });

  it('adds the validation error only where it exists', () => {
    expect(words(curvesSvg(rows(2), { title }))).not.toContain('validation');
    const svg = curvesSvg([row(1, { validationErrorPercent: 1.5 })], { title });
    expect(words(svg)).toContain('validation');
    expect(curves(svg, COLOUR.paper, COLOUR.validation)).toHaveLength(1);
  });

  it('stays a valid picture with no passes, a loss that is not finite, and any title', async () => {
    await expect(rasterisePng(curvesSvg([], { title }), 0.25)).resolves.toBeInstanceOf(Uint8Array);
    const infinite = curvesSvg([row(1, { meanLoss: Number.POSITIVE_INFINITY })], { title: NASTY });
    await expect(rasterisePng(infinite, 0.25)).resolves.toBeInstanceOf(Uint8Array);
    expect(infinite).not.toContain('<script');
  });

  it('stands alone: name space, white paper, a fallback face, no class or style of the plotting library', () => {
    const svg = curvesSvg(rows(3), { title });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain(`fill="${COLOUR.paper}"/>`);
    expect(svg).toMatch(/font-family="[^"]*sans-serif"/);
    expect(svg).not.toMatch(/<style|class=|<[^>]*\.\d{3,}/);
  });

  it('is the same text for the same rows', () => {
    expect(curvesSvg(rows(5), { title })).toBe(curvesSvg(rows(5), { title }));
  });
});
