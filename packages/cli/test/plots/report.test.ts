import { describe, expect, it } from 'vitest';
import { COLUMNS, columnMeanings } from '../../src/plots/columns.js';
import { curvesSvg } from '../../src/plots/curves.js';
import { type Report, reportHtml } from '../../src/plots/report.js';
import { speak } from '../../src/texts/language.js';
import { find, NASTY, row, rows } from './support.js';

const svg = curvesSvg(rows(3), { title: 'A run', passes: 3, paper: true });
const figure = { heading: 'Curves', wide: svg, narrow: svg };

/** A page with nothing on it but `parts`. */
function page(parts: Partial<Report>): string {
  const nothing = { lead: [], failure: null, command: 'lenet5 train', facts: [], records: [], figures: [] };
  return reportHtml({ title: 'Run', result: '0.58 % test error', ...nothing, ...parts });
}

function texts(html: string, selector: string): (string | null)[] {
  return find(html, selector).map((element) => element.textContent);
}

describe('reportHtml', () => {
  it('opens with the result, what it is of, and the command', () => {
    const html = page({
      lead: ['58 of 10,000, in 2 min 28 s.'],
      command: "lenet5 train --set 'a=b c'",
      figures: [figure],
    });
    const opening = find(html, 'main')[0]
      ?.textContent?.trim()
      .split(/\s*\n\s*/)
      .slice(0, 4);
    expect(opening).toEqual([
      '0.58 % test error',
      '58 of 10,000, in 2 min 28 s.',
      'Made by',
      "lenet5 train --set 'a=b c'",
    ]);
  });

  it('says what went wrong before anything else but the result', () => {
    const html = page({ failure: 'Training has collapsed.', lead: ['1 of 2.'] });
    expect(texts(html, '.lead')).toEqual(['Training has collapsed.', '1 of 2.']);
    expect(find(page({}), '.failure')).toEqual([]);
  });

  it('lists the facts in their order', () => {
    const facts: [string, string][] = [
      ['architecture', 'paper'],
      ['seed', '1'],
    ];
    const html = page({ facts });
    expect(texts(html, '.facts th')).toEqual(['architecture', 'seed']);
    expect(texts(html, '.facts td')).toEqual(['paper', '1']);
    expect(html).toContain('No pass was completed.');
  });

  it('has a line for each pass, with a dash where a value is missing and no column without any', () => {
    const html = page({ records: [row(1), row(2, { trainErrorPercent: null })] });
    expect(find(html, '.passes tbody tr')).toHaveLength(2);
    expect(texts(html, '.passes tbody tr:last-child td')).toEqual([
      '2',
      '0.2200',
      '2.60\u00a0%',
      '–',
      '1.55\u00a0%',
      '3e-4',
      '4.2',
    ]);
    expect(texts(html, '.passes th')).not.toContain('Validation error');
    expect(texts(page({ records: [row(1, { validationErrorPercent: 1 })] }), '.passes th')).toContain(
      'Validation error',
    );
  });

  it.each([
    [0, '0'],
    [1e-3, '1e-3'],
    [5e-10, '5e-10'],
    [0.000123, '1.23e-4'],
    [0.0000012, '1.2e-6'],
  ])('prints the rate %d as %s', (learningRate, text) => {
    const html = page({ records: [row(1, { learningRate })] });
    expect(texts(html, '.passes tbody td')[5]).toBe(text);
  });

  it.each([
    ['en', 'en'],
    ['zh', 'zh-CN'],
  ] as const)('says what each column of metrics.csv means (%s)', async (spoken, named) => {
    await speak(spoken);
    const html = page({});
    expect(texts(html, 'dt')).toEqual(Object.keys(COLUMNS));
    expect(texts(html, 'dd')).toEqual(Object.values(columnMeanings()));
    expect(html).toContain(`<html lang="${named}">`);
    await speak('en');
  });

  it('inlines the figures, without a declaration that HTML forbids', () => {
    const html = page({ records: rows(3), figures: [{ ...figure, wide: `<?xml version="1.0"?>\n${svg}` }] });
    expect(find(html, 'figure svg')).toHaveLength(2);
    expect(html).toContain(svg.trim());
    expect(html).not.toContain('<?xml');
  });

  it('escapes all that is given', () => {
    const words = { title: NASTY, result: NASTY, lead: [NASTY], failure: NASTY, command: NASTY };
    const html = page({ ...words, facts: [[NASTY, NASTY]], figures: [{ ...figure, heading: NASTY }] });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u0000');
    expect(html.match(/&lt;script&gt;alert\(&quot;1&quot;\)/g)).toHaveLength(8);
  });

  it('is one file: nothing is loaded, nothing runs', () => {
    const html = page({ records: rows(3), figures: [figure] });
    expect(html).not.toMatch(/<script|<link|@import|url\(|\ssrc=/);
    expect(html).toContain('prefers-color-scheme: dark');
  });
});
