import { t } from '../texts/language.js';
import { passesTable, resultsTable } from './columns.js';
import { elements, factsTable, figureSection, numbersTable, pageHtml, section } from './page.js';
import { POINTER_STYLE } from './pointer.js';
import { escapeMarkup } from './sheet.js';
import { coloursOf, type DrawnRun, togetherSvg } from './together.js';

/** A run on the page of several. */
export interface ComparedRun extends DrawnRun {
  readonly folder: string;
}

/** What the page shows besides the runs. */
export interface TogetherPage {
  readonly title: string;
  /** What all runs share. */
  readonly facts: readonly (readonly [string, string])[];
}

const STYLE = `${POINTER_STYLE}
.runs td:nth-child(-n+2), .runs th:nth-child(-n+2) { text-align: left; }
.runs td:first-child { min-width: 180px; white-space: normal; }
summary { cursor: pointer; padding: 4px 0; overflow-wrap: anywhere; }
.colour { display: inline-block; width: 12px; height: 12px; border-radius: 6px; margin-right: 8px; }
`;

/** The page of several runs: curves on shared axes with the values under the pointer, results, and each run's passes. */
export function togetherHtml(runs: readonly ComparedRun[], { title, facts }: TogetherPage): string {
  const colours = coloursOf(runs);
  const draw = (narrow: boolean) => togetherSvg(runs, { title, bare: true, narrow, pointer: true });
  const curves = { heading: t('Curves'), wide: draw(false), narrow: draw(true) };
  const passes = runs.map(({ name, records }, i) => {
    const summary = `<span class="colour" style="background:${colours[i]}"></span>${escapeMarkup(name)}`;
    return `<details><summary>${summary}</summary>${numbersTable(passesTable(records))}</details>`;
  });
  const main = [
    elements('h1', [title]),
    `<p class="lead">${escapeMarkup(t('The values of a pass are shown where the pointer is over it.'))}</p>`,
    figureSection(curves),
    section(t('Results'), `<div class="runs">${numbersTable(resultsTable(runs))}</div>`),
    section(t('Passes'), passes.join('\n')),
    section(t('The same in all runs'), factsTable(facts)),
  ];
  return pageHtml({ title, style: STYLE, main: main.join('\n') });
}
