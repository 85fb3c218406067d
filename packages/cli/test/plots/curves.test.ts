import { PAPER_FIG_5 } from 'lenet5/training';
import { describe, expect, it } from 'vitest';
import { curvesSvg } from '../../src/plots/curves.js';
import { rasterisePng } from '../../src/plots/render.js';
import { COLOUR } from '../../src/plots/sheet.js';
import { find, NASTY, number, row, rows, words } from './support.js';

const run = { title: 'A run', passes: 20, paper: true };

/** The points of one colour, a list for each curve, in the order test error, training error, loss. */
function curves(svg: string, fill: string, stroke = fill): Element[][] {
  const groups = find(svg, `g[aria-label="dot"][fill="${fill}"][stroke="${stroke}"]`);
  return groups.map((group) => [...group.querySelectorAll('circle')]).filter((points) => points.length > 0);
}

describe('curvesSvg', () => {
  it.each([1, 3, 25])('has a point for each of %i passes in each measured curve', (count) => {
    const svg = curvesSvg(rows(count), run);
    expect(curves(svg, COLOUR.ink).map((points) => points.length)).toEqual([count, count, count]);
    expect(curves(svg, COLOUR.paper, COLOUR.ink).map((points) => points.length)).toEqual([count]);
  });

  it('draws the twelve passes of the paper true to a logarithmic scale behind both errors', () => {
    const paper = curves(curvesSvg(rows(3), run), COLOUR.reference);
    expect(paper).toHaveLength(2);
    [PAPER_FIG_5.test, PAPER_FIG_5.running].forEach((values, i) => {
      const heights = (paper[i] ?? []).map((point) => number(point, 'cy'));
      const [first = 1, last = 1] = [values[0], values.at(-1)];
      const perFactor = ((heights.at(-1) ?? 0) - (heights[0] ?? 0)) / Math.log(last / first);
      expect(perFactor).toBeLessThan(-20);
      expect(heights).toHaveLength(12);
      values.forEach((value, pass) => {
        expect(heights[pass]).toBeCloseTo((heights[0] ?? 0) + Math.log(value / first) * perFactor, 1);
      });
    });
  });

  it('keeps 0.58 and 0.95 % at least 50 px apart after a usual run, and names both', () => {
    const svg = curvesSvg(
      rows(20).map((pass, i) => ({ ...pass, testErrorPercent: 2.15 * (0.58 / 2.15) ** (i / 19) })),
      run,
    );
    const [ours = []] = curves(svg, COLOUR.ink);
    const [level] = find(svg, `g[aria-label="rule"][stroke="${COLOUR.reference}"] line`);
    expect(number(ours.at(-1), 'cy') - number(level, 'y1')).toBeGreaterThan(50);
    expect(words(svg)).toEqual(expect.arrayContaining(['0.58\u00a0%', '0.95\u00a0% paper']));
  });

  it('has nothing of the paper where the data are others', () => {
    const svg = curvesSvg(rows(3), { ...run, paper: false });
    expect(curves(svg, COLOUR.reference)).toEqual([]);
    expect(find(svg, `g[aria-label="rule"][stroke="${COLOUR.reference}"] line`)).toEqual([]);
    expect(words(svg).join(' ')).not.toMatch(/paper|1998|0\.95/);
  });

  it('names the place where distortion ends in each plot, once a pass without it is there', () => {
    const moments = [{ pass: 18, text: 'distortion ends' }];
    const named = (count: number) =>
      words(curvesSvg(rows(count), { ...run, moments })).filter((text) => text === 'distortion ends');
    expect(named(18)).toEqual([]);
    expect(named(20)).toHaveLength(3);
  });

  it('marks every moment, and names those that have room, the last one first', () => {
    const moments = [16, 18, 20, 38].map((pass) => ({ pass, text: `after ${pass} long passes` }));
    const svg = curvesSvg(rows(40), { ...run, passes: 40, moments });
    expect(find(svg, `g[aria-label="rule"][stroke="${COLOUR.quiet}"] line`)).toHaveLength(12);
    const named = words(svg).filter((text) => text.startsWith('after ') && text.endsWith('long passes'));
    expect(named.filter((text) => text.includes('38'))).toHaveLength(3);
    expect(named.filter((text) => text.includes('16'))).toEqual([]);
  });

  it('has room for all passes that the run is to have', () => {
    const last = (passes: number) => {
      const svg = curvesSvg(rows(3), { ...run, paper: false, passes });
      return find(svg, 'g[aria-label="x-axis tick label"]').map((axis) => axis.lastElementChild?.textContent);
    };
    expect(last(20)).toEqual(['20', '20', '20']);
    expect(last(1)).toEqual(['3', '3', '3']);
  });

  it('labels round values upwards, at least four where the paper is drawn', () => {
    const axes = find(curvesSvg(rows(20), run), 'g[aria-description="y-axis tick label"]');
    expect(axes).toHaveLength(3);
    for (const axis of axes.slice(0, 2)) {
      const ticks = [...axis.children].map((tick) => Number(tick.textContent));
      expect(ticks.length).toBeGreaterThanOrEqual(4);
      expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
    }
  });

  it('draws the paper first, so that the run lies on top', () => {
    const svg = curvesSvg(rows(3), run);
    const order = find(svg, 'g[aria-label="dot"]').map((group) => group.getAttribute('fill'));
    const { reference, paper, ink } = COLOUR;
    expect(order.filter((fill) => fill !== null)).toEqual([reference, ink, reference, paper, ink, ink]);
  });

  it('prints the last measured values and their pass', () => {
    const last = row(2, { meanLoss: 5.04651, trainErrorPercent: 1.2, testErrorPercent: 2.1 });
    expect(words(curvesSvg([row(1), last], run))).toEqual(
      expect.arrayContaining(['pass 2: 5.047', 'pass 2: 1.20\u00a0%', 'pass 2: 2.10\u00a0%']),
    );
  });

  it('shows a huge first pass and the last one on one axis', () => {
    const first = row(1, { testErrorPercent: 90.2, trainErrorPercent: 90.1, runningErrorPercent: 88 });
    const svg = curvesSvg([first, ...rows(25).slice(1)], run);
    expect(curves(svg, COLOUR.ink).map((points) => points.length)).toEqual([25, 25, 25]);
  });

  it('stands for errors of 0 at the lower edge, by triangles and a 0', () => {
    const some = rows(6).map((pass) => ({ ...pass, trainErrorPercent: pass.pass > 3 ? 0 : pass.trainErrorPercent }));
    const svg = curvesSvg(some, run);
    expect(curves(svg, COLOUR.ink).map((points) => points.length)).toEqual([6, 3, 6]);
    expect(find(svg, 'g[aria-label="dot"] path')).toHaveLength(3);
    const zeros = find(svg, 'g[aria-description="y-axis tick label"]').map(
      (axis) => [...axis.children].filter((tick) => tick.textContent === '0').length,
    );
    expect(zeros).toEqual([0, 1, 0]);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it.each([1, 3])('shows all of a run that never learnt in %i passes, on an axis that reaches it', (count) => {
    const lost = { meanLoss: 84, testErrorPercent: 90.2, trainErrorPercent: 90.1, runningErrorPercent: 89.9 };
    const svg = curvesSvg(
      rows(count).map((pass) => ({ ...pass, ...lost })),
      run,
    );
    expect(curves(svg, COLOUR.ink).map((points) => points.length)).toEqual([count, count, count]);
    expect(words(svg)).toContain('70');
  });

  it('leaves out passes that were not measured, and says when none was', () => {
    const some = rows(6).map((pass) => ({ ...pass, trainErrorPercent: pass.pass === 5 ? 1.02 : null }));
    expect(words(curvesSvg(some, run))).toContain('pass 5: 1.02\u00a0%');
    const none = curvesSvg([row(1, { trainErrorPercent: null, runningErrorPercent: Number.NaN })], run);
    expect(words(none)).toContain('not measured');
    expect(none).not.toContain('NaN');
  });

  it('adds the validation error only where it exists', () => {
    expect(words(curvesSvg(rows(2), run))).not.toContain('validation');
    const svg = curvesSvg([row(1, { validationErrorPercent: 1.5 })], run);
    expect(words(svg)).toContain('validation');
    expect(curves(svg, COLOUR.paper, COLOUR.validation)).toHaveLength(1);
  });

  it('stays a valid picture with no passes, a loss that is not finite, and any title', async () => {
    await expect(rasterisePng(curvesSvg([], run), 0.25)).resolves.toBeInstanceOf(Uint8Array);
    const infinite = curvesSvg([row(1, { meanLoss: Number.POSITIVE_INFINITY })], { ...run, title: NASTY });
    await expect(rasterisePng(infinite, 0.25)).resolves.toBeInstanceOf(Uint8Array);
    expect(infinite).not.toContain('<script');
  });

  it('stands alone: name space, white paper, a fallback face, no class or style of the plotting library', () => {
    const svg = curvesSvg(rows(3), run);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain(`fill="${COLOUR.paper}"/>`);
    expect(svg).toMatch(/font-family="[^"]*sans-serif"/);
    expect(svg).not.toMatch(/<style|class=|<[^>]*\.\d{3,}/);
  });

  it('is the same text for the same rows', () => {
    expect(curvesSvg(rows(5), run)).toBe(curvesSvg(rows(5), run));
  });
});
