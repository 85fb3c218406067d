// npm run ablation: the same pictures with each step of the recogniser switched off by its own option.
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { measure } from './run.mjs';
import { settingsOf } from './settings.mjs';
import { KIND_NAMES, ofKind, together } from './table.mjs';

const HELP = `npm run ablation -- [options]

  --count N      pictures of each kind (20), each read once for every step; 0: none
  --kinds a,b    only kinds whose name has one of these in it, as in forms,strings/long
  --seed N       others of the same kinds (1)
  --real DIR     pictures of others, too: a folder with SOURCES.tsv (file, kind, label); may be given several times
  --jobs N       threads (2)
  --json FILE    tallies of every kind and step

right: per cent of the whole texts, and the change in points. The kinds that lose most stand with their own change.
`;
/** Kinds named in a row. */
const MOST_NAMED = 3;
const WHOLE = 'lenet5';

const settings = await settingsOf({ help: HELP, defaultCount: '20' });
const { drawn, real } = await measure(settings, { readers: 'steps' }, (_, place) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${place + 1} of ${settings.kinds.length} kinds\r`);
});
const some = drawn[0] ?? real.find(({ results }) => results.length > 0)?.results[0];
const steps = Object.keys(some?.readers ?? {});

const rightOf = ({ right, count }) => (100 * right) / count;
const signed = (points) => `${points > 0 ? '+' : ''}${points.toFixed(1)}`;
const nameOf = (step) => (step === WHOLE ? 'as shipped' : step).padEnd(18);
const changeOf = (readers, step) => rightOf(readers[step]) - rightOf(readers[WHOLE]);

/** Per cent right of some pictures, and the change where a step is off. */
function cell(readers, step) {
  const change = step === WHOLE ? '' : signed(changeOf(readers, step));
  return `${rightOf(readers[step]).toFixed(1).padStart(8)}${change.padStart(8)}`;
}

/** The kinds that lose most without a step. */
function losses(step) {
  return drawn
    .map(({ name, readers }) => ({ name, change: changeOf(readers, step) }))
    .filter(({ change }) => change < 0)
    .sort((a, b) => a.change - b.change)
    .slice(0, MOST_NAMED)
    .map(({ name, change }) => `${name} ${signed(change)}`)
    .join(', ');
}

function printDrawn() {
  const all = together(drawn, steps);
  const head = `${`${all[WHOLE].count} pictures`.padEnd(18)}${'right'.padStart(8)}${'change'.padStart(8)}  lose most`;
  console.log(head);
  for (const step of steps) {
    console.log(`${nameOf(step)}${cell(all, step)}  ${losses(step)}`.trimEnd());
  }
}

function printFolder({ folder, results }) {
  const groups = KIND_NAMES.flatMap(([kind, name]) => {
    const readers = together(ofKind(results, kind), steps);
    return readers[WHOLE].count > 0 ? [{ name: `${name} (${readers[WHOLE].count})`, readers }] : [];
  });
  console.log(`\n${basename(folder).padEnd(18)}${groups.map(({ name }) => name.padStart(16)).join('')}`);
  for (const step of steps) {
    console.log(`${nameOf(step)}${groups.map(({ readers }) => cell(readers, step)).join('')}`.trimEnd());
  }
}

if (drawn.length > 0) printDrawn();
for (const each of real) printFolder(each);
if (settings.json) {
  const { count, seed } = settings;
  const kinds = drawn.map(({ name, readers }) => ({ name, readers }));
  const files = real.flatMap(({ results }) => results.map(({ file, kind, readers }) => ({ file, kind, readers })));
  writeFileSync(settings.json, `${JSON.stringify({ count, seed, kinds, real: files }, null, 1)}\n`);
}
