// npm run house [-- --rooms] [--verbose] [--json] [--compare FILE]
// Measures the tree it stands in: how many files and lines, how large they are, what the library exports, which imports
// go against the direction. Source files are the .ts and .tsx of packages/*/src, less *.generated.ts and *.d.ts; CSS does
// not count. Run `npm run build` first: imports between packages lead into dist.
//   --rooms         a row for each folder of src
//   --verbose       names and places behind the numbers
//   --json          all of it for programs
//   --compare FILE  beside what --json wrote earlier

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cruise } from 'dependency-cruiser';
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import ts from 'typescript';

const NEW_SWITCH = JSON.parse(readFileSync(new URL('./new-switch.json', import.meta.url), 'utf8'));

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SMALL_FILE = 25;
const LONG_FUNCTION = 50;
/** Rules of .dependency-cruiser.cjs that do not speak of a direction. */
const NO_DIRECTION = ['no-unresolved', 'declared-dependencies-only'];

const { values: options } = parseArgs({
  options: {
    rooms: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    compare: { type: 'string' },
  },
});

/** Each source file below `folder`, a path from the root, with its text and its number of lines. */
function sourcesIn(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(generated|d)\.ts$/.test(name))
    .filter((name) => !/(^|\/)(dist|node_modules|test)\//.test(name))
    .map((name) => {
      const path = `${folder}/${name}`;
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, lines: text.split('\n').length - 1 };
    });
}

const sum = (sources) => ({ files: sources.length, lines: sources.reduce((lines, each) => lines + each.lines, 0) });
function groupBy(sources, key) {
  const names = [...new Set(sources.map(key))].sort();
  return Object.fromEntries(names.map((name) => [name, sum(sources.filter((each) => key(each) === name))]));
}
const packageOf = ({ path }) => path.split('/src/')[0];
/** The folder within src; what stands beside the folders belongs to src itself. */
const roomOf = ({ path }) =>
  path
    .split('/')
    .slice(0, 4)
    .join('/')
    .replace(/\/[^/]*\.tsx?$/, '');

/** Functions longer than LONG_FUNCTION lines, `as number` and `!`, found in the syntax tree of one file. */
function readSyntax({ path, text }) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineAt = (position) => file.getLineAndCharacterOfPosition(position).line + 1;
  const found = { long: [], casts: 0, assertions: 0 };
  const visit = (node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = lineAt(node.getStart(file));
      const lines = lineAt(node.end) - first + 1;
      const name = node.name ?? node.parent.name;
      if (lines > LONG_FUNCTION)
        found.long.push({ name: name?.getText(file) ?? 'a function without a name', place: `${path}:${first}`, lines });
    }
    if (ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.NumberKeyword) found.casts += 1;
    if (ts.isNonNullExpression(node)) found.assertions += 1;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The names that each entry of the library exports, types included, read from the source that the entry is built of. */
function findExports() {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'packages/lenet5/package.json'), 'utf8'));
  const entries = Object.entries(exports)
    .map(([entry, { import: built }]) => [entry, built?.types?.replace(/^\.\/dist\/(.*)\.d\.ts$/, '$1.ts')])
    .filter(([, name]) => name)
    .map(([entry, name]) => [entry, join(ROOT, 'packages/lenet5/src', name)]);
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile);
  const paths = entries.map(([, path]) => path);
  const program = ts.createProgram(paths, ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options);
  const checker = program.getTypeChecker();
  const namesOf = (path) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path));
    return checker.getExportsOfModule(module).map(({ name }) => name);
  };
  return Object.fromEntries(entries.map(([entry, path]) => [entry, namesOf(path).sort()]));
}

/** Imports that break a rule of .dependency-cruiser.cjs, as a warning or an error. */
async function findArrows() {
  const config = await extractDepcruiseConfig(join(ROOT, '.dependency-cruiser.cjs'));
  const tsConfig = extractTSConfig(join(ROOT, 'tsconfig.json'));
  const rules = { ...config.options, baseDir: ROOT, validate: true, ruleSet: config };
  const { output } = await cruise(['packages'], rules, undefined, { tsConfig });
  const { violations } = output.summary;
  if (violations.some(({ rule }) => rule.name === 'no-unresolved'))
    console.error('Imports that lead nowhere hide their direction: npm run build');
  return violations
    .filter(({ rule }) => !NO_DIRECTION.includes(rule.name))
    .map(({ from, to, rule }) => ({ from, to, rule: rule.name }));
}

/** Workspaces outside packages/, which are not part of the three `src`. */
function countBeside() {
  const { workspaces } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const beside = workspaces.filter((name) => !name.startsWith('packages/'));
  return Object.fromEntries(
    beside.map((name) => [name, sum(sourcesIn(existsSync(join(ROOT, name, 'src')) ? `${name}/src` : name))]),
  );
}

async function measure() {
  const folders = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/src`);
  const sources = folders.filter((folder) => existsSync(join(ROOT, folder))).flatMap(sourcesIn);
  const bySize = sources.toSorted((a, b) => a.lines - b.lines);
  const syntax = sources.map((source) => ({ ...source, ...readSyntax(source) }));
  const outside = syntax.filter(({ path }) => !path.startsWith('packages/lenet5/src/recognition/'));
  return {
    total: sum(sources),
    packages: groupBy(sources, packageOf),
    beside: countBeside(),
    rooms: groupBy(sources, roomOf),
    median: bySize[Math.floor(bySize.length / 2)].lines,
    largest: { path: bySize.at(-1).path, lines: bySize.at(-1).lines },
    small: bySize.filter(({ lines }) => lines < SMALL_FILE).map(({ path }) => path),
    exports: findExports(),
    arrows: await findArrows(),
    long: syntax.flatMap(({ long }) => long).sort((a, b) => b.lines - a.lines),
    casts: outside.reduce((casts, each) => casts + each.casts, 0),
    assertions: outside.reduce((assertions, each) => assertions + each.assertions, 0),
    // test/new-switch.test.ts makes these edits in a copy of the tree, and sees that nothing else is needed.
    switchTouches: new Set(NEW_SWITCH.edits.map(({ file }) => file)).size,
  };
}

/** What has a row: its label, its value, and with --verbose what stands behind it. */
function rowsOf(house) {
  const sizes = (group) =>
    Object.entries(group).map(([name, { files, lines }]) => ({ label: name, value: `${files} files, ${lines} lines` }));
  return [
    { label: 'packages/*/src', value: `${house.total.files} files, ${house.total.lines} lines` },
    ...sizes(house.packages),
    ...sizes(house.beside),
    ...(options.rooms ? sizes(house.rooms) : []),
    { label: 'median file', value: `${house.median} lines` },
    { label: 'largest file', value: `${house.largest.lines} lines`, behind: [house.largest.path] },
    { label: `files under ${SMALL_FILE} lines`, value: `${house.small.length}`, behind: house.small },
    ...Object.entries(house.exports).map(([entry, names]) => ({
      label: `exports of ${join('lenet5', entry)}`,
      value: `${names.length}`,
      behind: [names.join(' ')],
    })),
    {
      label: 'imports against the direction',
      value: `${house.arrows.length}`,
      behind: house.arrows.map(({ from, to, rule }) => `${from} → ${to} (${rule})`),
    },
    {
      label: `functions over ${LONG_FUNCTION} lines`,
      value: `${house.long.length}`,
      behind: house.long.map(({ name, place, lines }) => `${name}, ${lines} lines, ${place}`),
    },
    { label: '`as number` outside recognition', value: `${house.casts}` },
    { label: '`!` behind a value there', value: `${house.assertions}` },
    { label: 'files that a new switch touches', value: `${house.switchTouches}` },
  ];
}

/** Rows of `before`, if there is one, and of `now` side by side, matched by label; a row of one alone has a dash. */
function print(now, before) {
  const earlier = new Map(before?.map(({ label, value }) => [label, value]));
  const labels = new Set([...now.map(({ label }) => label), ...earlier.keys()]);
  const rows = [...labels].map((label) => {
    const { value = '–', behind = [] } = now.find((row) => row.label === label) ?? {};
    return { cells: before ? [label, earlier.get(label) ?? '–', value] : [label, value], behind };
  });
  if (before) rows.unshift({ cells: ['', 'before', 'now'], behind: [] });
  const widths = rows[0].cells.map((_, column) => Math.max(...rows.map(({ cells }) => cells[column].length)));
  for (const { cells, behind } of rows) {
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
    if (options.verbose) for (const line of behind) console.log(`    ${line}`);
  }
}

const house = await measure();
if (options.json) console.log(JSON.stringify(house, null, 1));
else print(rowsOf(house), options.compare && rowsOf(JSON.parse(readFileSync(options.compare, 'utf8'))));
