import { describe, expect, it } from 'vitest';
import { curvesSvg } from '../../src/plots/curves.js';
import { reportHtml } from '../../src/plots/report.js';
import { find, NASTY, row, rows } from './support.js';

const svg = curvesSvg(rows(3), { title: 'A run' });

function texts(html: string, selector: string): (string | null)[] {
  return find(html, selector).map((element) => element.textContent);
}

describe('reportHtml', () => {
  it('lists the facts in their order', () => {
    const facts: [string, string][] = [
      ['architecture', 'paper'],
      ['seed', '1'],
    ];
    const html = reportHtml({ title: 'Run', facts, records: [], svgs: [] });
    expect(texts(html, '.facts th')).toEqual(['architecture', 'seed']);
    expect(texts(html, '.facts td')).toEqual(['paper', '1']);
    expect(html).toContain('No pass was completed.');
  });

  it('has a line for each pass, with a dash where nothing was measured', () => {
    const html = reportHtml({
      title: 'Run',
      facts: [],
      records: [row(1), row(2, { trainErrorPercent: null })],
      svgs: [],
    });
    expect(find(html, '.passes tbody tr')).toHaveLength(2);
    expect(texts(html, '.passes tbody tr:last-child td')).toEqual([
      '2',
      '0.2200',
      '2.60\u00a0%',
      '–',
      '–',
      '1.55\u00a0%',
      '3e-4',
      '4.2',
    ]);
  });

  it.each([
    [0, '0'],
    [1e-3, '1e-3'],
    [5e-10, '5e-10'],
    [0.000123, '1.23e-4'],
    [0.0000012, '1.2e-6'],
  ])('prints the rate %d as %s', (learningRate, text) => {
    const html = reportHtml({ title: 'Run', facts: [], records: [row(1, { learningRate })], svgs: [] });
    expect(texts(html, '.passes tbody td')[6]).toBe(text);
  });

  it('inlines the figures, without a declaration that HTML forbids', () => {
    const svgs = [{ title: 'Curves', svg: `<?xml version="1.0"?>\n${svg}` }];
    const html = reportHtml({ title: 'Run', facts: [], records: rows(3), svgs });
    expect(find(html, 'figure svg')).toHaveLength(1);
    expect(html).toContain(svg.trim());
    expect(html).not.toContain('<?xml');
  });

  it('escapes title, facts and headings', () => {
    const html = reportHtml({ title: NASTY, facts: [[NASTY, NASTY]], records: [], svgs: [{ title: NASTY, svg }] });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u0000');
    expect(html.match(/&lt;script&gt;alert\(&quot;1&quot;\)/g)).toHaveLength(5);
  });

  it('is one file: nothing is loaded, nothing runs', () => {
    const html = reportHtml({ title: 'Run', facts: [], records: rows(3), svgs: [{ title: 'Curves', svg }] });
    expect(html).not.toMatch(/<script|<link|@import|url\(|\ssrc=/);
    expect(html).toContain('prefers-color-scheme: dark');
  });
});
