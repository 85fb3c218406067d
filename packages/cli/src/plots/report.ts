import { percent, significant } from './look.js';
import { REPORT_STYLE } from './report-style.js';
import type { EpochRow } from './rows.js';
import { escapeMarkup } from './sheet.js';

/** What a report shows. */
export interface Report {
  title: string;
  /** Name and value of everything that decides or describes the run, in the order of reading. */
  facts: readonly (readonly [string, string])[];
  rows: readonly EpochRow[];
  /** Figures as stand-alone SVG text, inlined as they are: they must come from this package. */
  svgs: readonly { title: string; svg: string }[];
}

/** Head and value of each column of the table of passes. */
const COLUMNS: readonly (readonly [string, (row: EpochRow) => string])[] = [
  ['Pass', (row) => String(row.epoch)],
  ['Mean loss', (row) => significant(row.meanLoss)],
  ['Training error on the fly', (row) => percent(row.runningErrorPercent)],
  ['Training error after the pass', (row) => percent(row.trainErrorPercent)],
  ['Validation error', (row) => measured(row.validationErrorPercent)],
  ['Test error', (row) => measured(row.testErrorPercent)],
  ['Learning rate', (row) => rate(row.learningRate)],
  ['Seconds', (row) => row.seconds.toFixed(1)],
];

function measured(value: number | null): string {
  return value === null ? '–' : percent(value);
}

/** At most three significant digits, without trailing zeros: 0.0005 → "5e-4". */
function rate(value: number): string {
  return value === 0 ? '0' : value.toExponential(2).replace(/\.?0*e/, 'e');
}

function cells(tag: 'td' | 'th', texts: readonly string[]): string {
  return texts.map((text) => `<${tag}>${escapeMarkup(text)}</${tag}>`).join('');
}

function factsTable(facts: Report['facts']): string {
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeMarkup(name)}</th>${cells('td', [value])}</tr>`,
  );
  return `<table class="facts"><tbody>${rows.join('\n')}</tbody></table>`;
}

function passesTable(rows: readonly EpochRow[]): string {
  if (rows.length === 0) return '<p>No pass was completed.</p>';
  const head = COLUMNS.map(([name]) => `<th scope="col">${escapeMarkup(name)}</th>`).join('');
  const body = rows.map(
    (row) =>
      `<tr>${cells(
        'td',
        COLUMNS.map(([, value]) => value(row)),
      )}</tr>`,
  );
  return `<div class="wide"><table class="passes"><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

/** An SVG file may open with an XML declaration or a document type; HTML allows neither in its body. */
function inlined(svg: string): string {
  return svg.slice(Math.max(0, svg.indexOf('<svg')));
}

function figure({ title, svg }: Report['svgs'][number]): string {
  return `<section><h2>${escapeMarkup(title)}</h2><figure class="wide">${inlined(svg)}</figure></section>`;
}

/** One self-contained page about a run, without script: facts, figures, passes. Light or dark as the reader's system. */
export function reportHtml({ title, facts, rows, svgs }: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeMarkup(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
<section><h2>Run</h2>${factsTable(facts)}</section>
${svgs.map(figure).join('\n')}
<section><h2>Passes</h2>${passesTable(rows)}</section>
</main>
</body>
</html>
`;
}
