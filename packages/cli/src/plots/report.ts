import type { PassRecord } from 'lenet5/training';
import { t } from '../texts/language.js';
import { columnMeanings, passesTable } from './columns.js';
import { elements, factsTable, figureSection, numbersTable, pageHtml, type ReportFigure, section } from './page.js';
import { escapeMarkup } from './sheet.js';

/** What a report shows. */
export interface Report {
  /** Of the page, for tabs and bookmarks. */
  title: string;
  /** The result in a few words, the largest on the page. */
  result: string;
  /** What must be known about it, in sentences. */
  lead: readonly string[];
  /** What went wrong, in one sentence. */
  failure: string | null;
  /** The command that makes the run again. */
  command: string;
  /** Name and value of everything that decides or describes the run, in the order of reading. */
  facts: readonly (readonly [string, string])[];
  records: readonly PassRecord[];
  figures: readonly ReportFigure[];
}

function passesSection(records: readonly PassRecord[]): string {
  const body = records.length === 0 ? elements('p', [t('No pass was completed.')]) : numbersTable(passesTable(records));
  return section(t('Passes'), body);
}

function columnsSection(): string {
  const list = Object.entries(columnMeanings()).map(([name, text]) => `<dt>${name}</dt><dd>${escapeMarkup(text)}</dd>`);
  return section(t('The columns of metrics.csv'), `<dl>${list.join('\n')}</dl>`);
}

/** A page about a run: result, command, figures, passes, facts. */
export function reportHtml(page: Report): string {
  const { title, result, lead, failure, command, facts, records, figures } = page;
  const paragraphs = lead.map((text) => `<p class="lead">${escapeMarkup(text)}</p>`);
  const failed = failure === null ? '' : `<p class="lead failure">${escapeMarkup(failure)}</p>`;
  const main = `<h1>${escapeMarkup(result)}</h1>
${failed}
${paragraphs.join('\n')}
<p class="made">${escapeMarkup(t('Made by'))}</p>
<code class="command">${escapeMarkup(command)}</code>
${figures.map(figureSection).join('\n')}
${passesSection(records)}
${columnsSection()}
${section(t('Run'), factsTable(facts))}`;
  return pageHtml({ title, main });
}
