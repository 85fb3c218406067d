import { spreadText, type TableRow } from 'lenet5-cli/study';
import { tableMarkdown } from '../markdown.js';
import { distanceToFig5 } from './cold-case.js';
import { changesOf } from './gap.js';
import { rejectionSpread } from './rejection.js';
import { type Report, type ReportResult, type ReportStudy, resultsOf } from './results.js';
import { changeText, type Words } from './words.js';

type Named = (name: string) => string;

/** Columns without any content are left out; numbers stand to the right. */
interface Column {
  readonly heading: string;
  readonly right: boolean;
  readonly cell: (row: TableRow<ReportResult>) => string;
}

function codeOf(text: string | null): string {
  return text === null ? '' : `\`${text}\``;
}

/** How the runs of a row ended: for trainings that are expected to fail. */
function endingOf(row: TableRow<ReportResult>, words: Words): string {
  // What differs from seed to seed are numbers; one sentence speaks for all.
  const [first] = resultsOf(row);
  if (!first) return '';
  return first.outcome.stopped === null ? words.finished : words.ending(first.outcome.stopped, first.kept.seen);
}

function lossOf(row: TableRow<ReportResult>): string {
  const losses = resultsOf(row)[0]?.kept.passes.loss ?? [];
  return losses.map((loss) => loss.toPrecision(4)).join(', ');
}

function columnsOf({ name, table, firstRates }: ReportStudy, words: Words, named: Named): Column[] {
  // What is judged on digits kept aside says nothing of the test set.
  const tested = (row: TableRow<ReportResult>) => (row.test && !row.validation ? spreadText(row.test) : '');
  const common: Column[] = [
    { heading: words.row, right: false, cell: (row) => named(row.name) },
    { heading: words.test, right: true, cell: tested },
    validationColumn(words),
  ];
  const changes = changesOf(name, table);
  if (name === 'cold-case') return [...readingColumns(firstRates, words, named), ...lastColumns(words)];
  const stopped = name !== 'sigmoid' && table.some((row) => row.stopped > 0);
  return [
    ...common,
    { heading: words.change, right: true, cell: (row) => changeText(changes.get(row.name)) },
    { heading: words.train, right: true, cell: ({ train }) => (train ? spreadText(train) : '') },
    ...(name === 'curves' || name === 'best' ? [{ heading: words.rejected, right: true, cell: rejectionText }] : []),
    { heading: words.seeds, right: true, cell: (row) => String(resultsOf(row).length) },
    ...(name === 'sigmoid'
      ? [
          { heading: words.loss, right: false, cell: lossOf },
          { heading: words.ended, right: false, cell: (row: TableRow<ReportResult>) => endingOf(row, words) },
        ]
      : []),
    ...(stopped ? [stoppedColumn(words)] : []),
    ...lastColumns(words),
  ];
}

function lastColumns(words: Words): Column[] {
  return [
    { heading: words.chosen, right: false, cell: ({ chosen, edge }) => codeOf(chosen) + (edge ? words.edge : '') },
    { heading: words.command, right: false, cell: ({ command }) => codeOf(command) },
  ];
}

/** Rows of trainings that collapsed have no figures, and say so. */
function stoppedColumn(words: Words): Column {
  const cell = (row: TableRow<ReportResult>) => (row.stopped > 0 ? words.collapsed(row.stopped) : '');
  return { heading: words.ended, right: false, cell };
}

function validationColumn(words: Words): Column {
  return {
    heading: words.validation,
    right: true,
    cell: ({ validation }) => (validation ? spreadText(validation) : ''),
  };
}

/** What a reading of the paper is judged by. */
function readingColumns(firstRates: ReportStudy['firstRates'], words: Words, named: Named): Column[] {
  const rates = ({ name }: TableRow<ReportResult>) => {
    const [lowest, highest] = firstRates?.get(name) ?? [];
    return lowest === undefined || highest === undefined ? '' : `${shortRate(lowest)} – ${shortRate(highest)}`;
  };
  const distance = (row: TableRow<ReportResult>) => {
    const [first] = resultsOf(row);
    const running = first?.outcome.passes.map(({ runningErrorPercent }) => runningErrorPercent) ?? [];
    return distanceToFig5(running, 'running')?.toFixed(2) ?? '';
  };
  return [
    { heading: words.row, right: false, cell: (row) => named(row.name) },
    { heading: words.firstRates, right: false, cell: rates },
    { heading: words.distance, right: true, cell: distance },
    validationColumn(words),
    { heading: words.train, right: true, cell: ({ train }) => (train ? spreadText(train) : '') },
    { heading: words.seeds, right: true, cell: (row) => String(resultsOf(row).length) },
    stoppedColumn(words),
  ];
}

/** "1.7e-5" */
function shortRate(rate: number): string {
  return rate.toExponential(1);
}

function rejectionText(row: TableRow<ReportResult>): string {
  const spread = rejectionSpread(resultsOf(row));
  return spread ? spreadText(spread) : '';
}

/** The table of a study: the rows that have been run, each with its command. */
export function studyTable(report: Report, name: string, words: Words, named: Named): string {
  const study = report.get(name);
  if (!study) throw new RangeError(`The report has no study "${name}".`);
  const rows = study.table.filter((row) => resultsOf(row).length > 0);
  if (rows.length === 0) return words.notRun;
  const columns = columnsOf(study, words, named).filter(({ cell }) => rows.some((row) => cell(row) !== ''));
  const table = tableMarkdown(
    columns.map(({ heading }) => heading),
    rows.map((row) => columns.map(({ cell }) => cell(row))),
    (column) => columns[column]?.right === true,
  );
  return `${table}\n\n${words.whole(`npx lenet5 study ${name}`)}`;
}
