import type { PassRecord } from 'lenet5/training';
import { rate, significant } from '../output.js';
import { escapeMarkup, percent } from './sheet.js';

/** What a report shows. */
export interface Report {
  title: string;
  /** Name and value of everything that decides or describes the run, in the order of reading. */
  facts: readonly (readonly [string, string])[];
  records: readonly PassRecord[];
  /** Figures as stand-alone SVG text, inlined as they are: they must come from this package. */
  svgs: readonly { title: string; svg: string }[];
}

/** Head and value of each column of the table of passes. */
const COLUMNS: readonly (readonly [string, (row: PassRecord) => string])[] = [
  ['Pass', (row) => String(row.pass)],
  ['Mean loss', (row) => significant(row.meanLoss)],
  ['Training error on the fly', (row) => percent(row.runningErrorPercent)],
  ['Training error after the pass', (row) => measured(row.trainErrorPercent)],
  ['Validation error', (row) => measured(row.validationErrorPercent)],
  ['Test error', (row) => measured(row.testErrorPercent)],
  ['Learning rate', (row) => rate(row.learningRate, 3)],
  ['Seconds', (row) => row.seconds.toFixed(1)],
];

function measured(value: number | null): string {
  return value === null ? '–' : percent(value);
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

function passesTable(records: readonly PassRecord[]): string {
  if (records.length === 0) return '<p>No pass was completed.</p>';
  const head = COLUMNS.map(([name]) => `<th scope="col">${escapeMarkup(name)}</th>`).join('');
  const body = records.map(
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

/**
 * The look of the report. Figures are black on white: on the light page they are multiplied onto the paper, on the dark
 * one inverted (hues turned back) and laid over it, so that no white card glares.
 */
const STYLE = `
:root { --paper: #fbfaf6; --ink: #1c1b19; --quiet: #6b6760; --hairline: #dcd8cf; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/24px system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
main { max-width: 1008px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 24px; line-height: 32px; margin: 0 0 32px; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 40px 0 8px; }
.wide { overflow-x: auto; margin: 0; }
figure.wide { margin: 0 -24px; }
figure svg { display: block; max-width: 100%; min-width: 640px; height: auto; mix-blend-mode: multiply; }
table { border-collapse: collapse; border-top: 1px solid var(--hairline); }
th, td { border-bottom: 1px solid var(--hairline); padding: 3px 24px 4px 0; vertical-align: baseline; }
th { font-weight: 400; color: var(--quiet); text-align: left; }
.facts td { overflow-wrap: anywhere; }
.passes th, .passes td { text-align: right; }
.passes td { white-space: nowrap; }
.passes th { line-height: 18px; vertical-align: bottom; }
.passes th:first-child, .passes td:first-child { text-align: left; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161513; --ink: #e9e6df; --quiet: #9d988e; --hairline: #35322d; }
  figure svg { filter: invert(1) hue-rotate(180deg); mix-blend-mode: screen; }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #444444; --hairline: #cccccc; }
  figure svg { filter: none; mix-blend-mode: normal; }
  section { break-inside: avoid; }
}
`;

/** One self-contained page about a run, without script: facts, figures, passes. Light or dark as the reader's system. */
export function reportHtml({ title, facts, records, svgs }: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
<section><h2>Run</h2>${factsTable(facts)}</section>
${svgs.map(figure).join('\n')}
<section><h2>Passes</h2>${passesTable(records)}</section>
</main>
</body>
</html>
`;
}
