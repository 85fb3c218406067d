import { describe, expect, it } from 'vitest';
import { confusionSvg, totalsOf } from '../../src/plots/confusion.js';
import { rasterisePng } from '../../src/plots/render.js';
import { COLOUR } from '../../src/plots/sheet.js';
import { find, NASTY, number, words } from './support.js';

/** All right but three 4s read as 9, and one 9 read as 4. */
function matrix(): number[][] {
  const counts = Array.from({ length: 10 }, (_, label) =>
    Array.from({ length: 10 }, (_, answer) => (label === answer ? 1000 + label : 0)),
  );
  (counts[4] as number[])[9] = 3;
  (counts[9] as number[])[4] = 1;
  return counts;
}

describe('totalsOf', () => {
  it('sums labels, answers and the whole', () => {
    const { labels, answers, total, errors } = totalsOf(matrix());
    expect({ total, errors }).toEqual({ total: 10_049, errors: 4 });
    expect(labels[4]).toEqual({ total: 1007, errors: 3 });
    expect(answers[4]).toEqual({ total: 1005, errors: 1 });
    expect(answers[9]).toEqual({ total: 1012, errors: 3 });
  });

  it('refuses a matrix that is not square', () => {
    expect(() => totalsOf([[1, 2], [3]])).toThrow('row 1 has 1 of 2 columns');
  });
});

describe('confusionSvg', () => {
  it('prints every count, the sums of both directions and the whole', () => {
    const text = words(confusionSvg(matrix(), { title: 'Test set' }));
    expect(text).toContain('4 of 10,049 wrong (0.04\u00a0%)');
    expect(text).toContain('Most often: 4 → 9 (3), 9 → 4 (1).');
    expect(text).toEqual(expect.arrayContaining(['1,000', '1,009', '1,007', '1,012', '10,049', '0.30']));
    expect(text.filter((entry) => entry === '·')).toHaveLength(88);
  });

  it('puts labels in rows and answers in columns, the more frequent error in the stronger colour', () => {
    const svg = confusionSvg(matrix(), { title: 'Test set' });
    const errors = find(svg, `g[aria-label="cell"][fill="${COLOUR.wrong}"] rect`);
    const [often, once] = errors;
    expect(errors).toHaveLength(2);
    expect(number(often, 'x')).toBeGreaterThan(number(once, 'x'));
    expect(number(often, 'y')).toBeLessThan(number(once, 'y'));
    expect(number(often, 'fill-opacity')).toBeGreaterThan(number(once, 'fill-opacity'));
  });

  it('says that there are no errors, and copes with no digits at all', () => {
    const perfect = confusionSvg(
      [
        [3, 0],
        [0, 4],
      ],
      { title: 'Two classes' },
    );
    expect(words(perfect)).toContain('No errors.');
    const empty = confusionSvg(
      matrix().map((row) => row.map(() => 0)),
      { title: 'Empty' },
    );
    expect(words(empty)).toContain('0 of 0 wrong');
    expect(empty).not.toContain('NaN');
  });

  it('has room on a phone for the matrix and the errors', () => {
    const svg = confusionSvg(matrix(), { title: 'Test set', narrow: true });
    expect(number(find(svg, 'svg')[0], 'width')).toBe(400);
    expect(words(svg).filter((text) => text === 'wrong')).toHaveLength(2);
    expect(words(svg)).not.toContain('all');
  });

  it('escapes its title', async () => {
    const svg = confusionSvg(matrix(), { title: NASTY });
    expect(svg).not.toContain('<script');
    await expect(rasterisePng(svg, 0.25)).resolves.toBeInstanceOf(Uint8Array);
  });
});
