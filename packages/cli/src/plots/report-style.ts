/**
 * The look of the report. Figures are black on white: on the light page they are multiplied onto the paper, on the dark
 * one inverted (hues turned back) and laid over it, so that no white card glares.
 */
export const REPORT_STYLE = `
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
