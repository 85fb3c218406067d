// What the pages of the command share: their look, their figures in two widths, no script.
import { language } from '../texts/language.js';
import { escapeMarkup } from './sheet.js';

/** A figure of the page, as wide as a laptop and as narrow as a phone. */
export interface ReportFigure {
  heading: string;
  /** Stand-alone SVG text, inlined as it is: it must come from this package. */
  wide: string;
  narrow: string;
}

export function elements(tag: string, texts: readonly string[]): string {
  return texts.map((text) => `<${tag}>${escapeMarkup(text)}</${tag}>`).join('');
}

/** A part of the page with its heading. */
export function section(heading: string, body: string): string {
  return `<section><h2>${escapeMarkup(heading)}</h2>${body}</section>`;
}

/** Names and values, in the order of reading. */
export function factsTable(facts: readonly (readonly [string, string])[]): string {
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeMarkup(name)}</th>${elements('td', [value])}</tr>`,
  );
  return `<table class="facts"><tbody>${rows.join('\n')}</tbody></table>`;
}

/** Columns of numbers, the first one on the left. */
export function numbersTable({ headings, rows }: { headings: readonly string[]; rows: readonly string[][] }): string {
  const head = headings.map((text) => `<th scope="col">${escapeMarkup(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${elements('td', cells)}</tr>`).join('\n');
  const table = `<table class="passes"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  return `<div class="scroll">${table}</div>`;
}

/** An SVG file may open with an XML declaration or a document type; HTML allows neither in its body. */
function inlined(svg: string): string {
  return svg.slice(Math.max(0, svg.indexOf('<svg')));
}

/** A figure under its heading. */
export function figureSection({ heading, wide, narrow }: ReportFigure): string {
  const figure = (kind: string, svg: string) => `<figure class="${kind}">${inlined(svg)}</figure>`;
  return section(heading, figure('wide', wide) + figure('narrow', narrow));
}

/**
 * The look of a page. Figures are black on white: on the light page they are multiplied onto the paper, on the dark
 * one inverted (hues turned back) and laid over it, so that no white card glares.
 */
const STYLE = `
:root { --paper: #fbfaf6; --ink: #1c1b19; --quiet: #6b6760; --hairline: #dcd8cf; --wrong: #c43d16; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/24px system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
main { max-width: 1008px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 40px; line-height: 48px; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 40px 0 8px; }
.lead { font-size: 17px; margin: 0 0 8px; max-width: 42em; overflow-wrap: anywhere; }
.failure { color: var(--wrong); }
.made { color: var(--quiet); margin: 24px 0 4px; }
code, dt { font: 14px/22px ui-monospace, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
.command { display: block; border-left: 3px solid var(--hairline); padding: 4px 0 4px 12px; }
.scroll { overflow-x: auto; }
figure { margin: 0 -24px; }
figure svg { display: block; max-width: 100%; height: auto; mix-blend-mode: multiply; }
.narrow { display: none; }
table { border-collapse: collapse; border-top: 1px solid var(--hairline); }
th, td { border-bottom: 1px solid var(--hairline); padding: 3px 24px 4px 0; vertical-align: baseline; }
th { font-weight: 400; color: var(--quiet); text-align: left; }
.facts td { overflow-wrap: anywhere; }
.passes th, .passes td { text-align: right; }
.passes td { white-space: nowrap; }
.passes th { line-height: 18px; vertical-align: bottom; }
.passes th:first-child, .passes td:first-child { text-align: left; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 24px; margin: 0; }
dt { line-height: 24px; }
dd { margin: 0; max-width: 42em; }
@media (max-width: 719px) {
  main { padding-top: 24px; }
  h1 { font-size: 32px; line-height: 40px; }
  .lead { font-size: 16px; }
  .wide { display: none; }
  .narrow { display: block; }
  .narrow svg { width: 100%; max-width: 480px; }
  .passes { font-size: 12px; }
  .passes th, .passes td { padding-right: 7px; }
  .passes th { font-size: 11px; line-height: 14px; }
  .facts th { min-width: 104px; padding-right: 12px; }
  .facts td { padding-right: 0; }
  dl { display: block; }
  dd { margin-bottom: 8px; }
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #161513; --ink: #e9e6df; --quiet: #9d988e; --hairline: #35322d; --wrong: #f08560; }
  figure svg { filter: invert(1) hue-rotate(180deg); mix-blend-mode: screen; }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #444444; --hairline: #cccccc; --wrong: #c43d16; }
  figure svg { filter: none; mix-blend-mode: normal; }
  section { break-inside: avoid; }
}
`;

/** What a page is made of. */
export interface Page {
  /** For tabs and bookmarks. */
  readonly title: string;
  /** Rules besides those of every page. */
  readonly style?: string;
  /** Markup, what comes from elsewhere escaped. */
  readonly main: string;
}

/** One self-contained page without script, light or dark as the reader's system, for laptops and phones. */
export function pageHtml({ title, style = '', main }: Page): string {
  return `<!doctype html>
<html lang="${language() === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}
