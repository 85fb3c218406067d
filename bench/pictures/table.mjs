// The tables that people read.
import { sum } from './score.mjs';

const percent = (part, of) => (of ? ((100 * part) / of).toFixed(1) : '–').padStart(8);
const WIDTH = 30;

function heading(first, readers) {
  const names = readers.map((name) => name.padStart(26)).join('');
  const columns = readers.map(() => `${'right'.padStart(10)}${'refused'.padStart(8)}${'wrong'.padStart(8)}`).join('');
  return `${''.padEnd(WIDTH)}${''.padStart(7)}${names}\n${first.padEnd(WIDTH)}${'count'.padStart(7)}${columns}${'digits'.padStart(9)}${'ms'.padStart(8)}`;
}

/** Per cent of each verdict for each reader; of digits right, and milliseconds a picture, for the first. */
function row(name, tallies, readers) {
  const [first] = readers.map((reader) => tallies[reader]);
  const cells = readers.map((reader) => {
    const { count, right, refused, wrong } = tallies[reader];
    return `  ${percent(right, count)}${percent(refused, count)}${percent(wrong, count)}`;
  });
  const digits = percent(Math.max(0, first.digits - first.edits), first.digits);
  const time = (first.milliseconds / first.count).toFixed(1).padStart(8);
  return `${name.padEnd(WIDTH)}${String(first.count).padStart(7)}${cells.join('')} ${digits}${time}`;
}

/** Kinds of pictures of others, as in SOURCES.tsv and in words. */
export const KIND_NAMES = [
  ['single', 'single'],
  ['multi', 'strings'],
  ['none', 'none'],
];

export function ofKind(results, kind) {
  return results.filter((each) => each.kind === kind);
}

/** Tallies of several rows together, for each reader. */
export function together(rows, readers) {
  return Object.fromEntries(readers.map((reader) => [reader, sum(rows.map((each) => each.readers[reader]))]));
}

/** Rows of some of the others together. */
function printTotals(rows, groups, readers) {
  for (const [name, chosen] of groups) {
    const some = rows.filter(chosen);
    if (some.length > 1) console.log(row(name, together(some, readers), readers));
  }
}

/** A row for each kind, as soon as it is there: `first` of all has the heading before it. */
export function printKind(result, first) {
  const readers = Object.keys(result.readers);
  if (first) console.log(heading('kind', readers));
  console.log(row(result.name, result.readers, readers));
}

/** Rows for each theme, and for all. */
export function printThemes(results) {
  const themes = [...new Set(results.map(({ name }) => name.split('/')[0]))];
  printTotals(
    results,
    [
      ...themes.map((theme) => [`${theme}/*`, ({ name }) => name.startsWith(`${theme}/`)]),
      ['all with digits', ({ name }) => !name.startsWith('none/')],
      ['all', () => true],
    ],
    Object.keys(results[0].readers),
  );
}

/** A row for each folder and kind, and what changes leave of it. */
export function printReal(folder, results) {
  const readers = Object.keys(results[0].readers);
  console.log(`\n${heading(folder.split('/').slice(-1)[0], readers)}`);
  const rows = KIND_NAMES.flatMap(([kind, name]) => {
    const some = ofKind(results, kind);
    return some.length > 0 ? [{ name, readers: together(some, readers) }] : [];
  });
  for (const each of rows) console.log(row(each.name, each.readers, readers));
  printTotals(rows, [['all', () => true]], readers);
  const changes = [...new Set(results.flatMap(({ varied }) => varied.map(({ name }) => name)))];
  console.log(`${'read right, and then with'.padEnd(WIDTH)}${'count'.padStart(7)}${'right'.padStart(10)}`);
  for (const change of changes) {
    const some = results.flatMap(({ varied }) => varied.filter(({ name }) => name === change));
    const right = some.filter(({ verdict }) => verdict === 'right').length;
    console.log(`  ${change.padEnd(WIDTH - 2)}${String(some.length).padStart(7)}  ${percent(right, some.length)}`);
  }
}
