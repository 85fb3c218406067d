// npm run pictures: pictures of many kinds, drawn from digits and fonts that training never sees, read with the shipped
// weights and the library's own options. See docs/recognition.md.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { synthesis } from '../../packages/lenet5/scripts/pictures/synthesis.mjs';
import { sourcesIn } from './real.mjs';
import { printKind, printReal, printThemes } from './table.mjs';

const HELP = `npm run pictures -- [options]

  --count N      pictures of each kind (500); 0: none
  --kinds a,b    only kinds whose name has one of these in it, as in forms,strings/long
  --seed N       others of the same kinds (1)
  --real DIR     pictures of others, too: a folder with SOURCES.tsv (file, kind, label); may be given several times
  --peers        the same pictures for Tesseract and for a plain MNIST network, too
  --jobs N       threads (2)
  --json FILE    results, and the first answers of each kind that were not right
  --list         names of all kinds

right: the whole text. refused: no digit, or a "?" in it. wrong: another text without any mark of doubt.
digits: per cent of the digits themselves, after the fewest edits. none/* have no digits: right is an empty text.
`;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    kinds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    real: { type: 'string', multiple: true, default: [] },
    peers: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit();
}
const [count, seed, jobs] = [values.count, values.seed, values.jobs].map(Number);
if (![count, seed, jobs].every((value) => Number.isInteger(value) && value >= 0) || jobs === 0) {
  console.error(`--count, --seed and --jobs take whole numbers.\n\n${HELP}`);
  process.exit(2);
}

const { KINDS } = await synthesis('kinds/index');
if (values.list) {
  for (const { name } of KINDS) console.log(name);
  process.exit();
}
const asked = values.kinds?.split(',');
const kinds = count ? KINDS.filter(({ name }) => asked?.some((part) => name.includes(part)) ?? true) : [];
if (asked && count && kinds.length === 0) {
  console.error(`No kind has ${asked.join(' or ')} in its name: npm run pictures -- --list\n`);
  process.exit(2);
}

const folders = values.real.map((folder) => ({ folder, sources: sourcesIn(folder) }));
const tasks = [
  ...kinds.map(({ name }) => ({ kind: name, count })),
  ...folders.flatMap(({ sources }) => sources.map((file) => ({ file }))),
];

/** Results in the order of the tasks, each done by the next thread that is free; `report` hears of them in order, too. */
async function run(report) {
  const results = new Array(tasks.length);
  let [next, reported] = [0, 0];
  const workerData = { seed, withPeers: values.peers, drawnKinds: kinds.length > 0, realFiles: folders.length > 0 };
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData });
      let place = -1;
      worker.on('error', reject);
      worker.on('message', (result) => {
        if (place >= 0) results[place] = result;
        for (; results[reported]; reported++) report(results[reported], reported);
        place = next++;
        if (place < tasks.length) worker.postMessage(tasks[place]);
        else worker.terminate().then(resolve);
      });
    });
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
  return results;
}

const results = await run((result, place) => {
  if (place < kinds.length) printKind(result, place === 0);
});
const drawn = results.slice(0, kinds.length);
if (drawn.length > 0) printThemes(drawn);
let from = kinds.length;
for (const { folder, sources } of folders) {
  printReal(folder, results.slice(from, from + sources.length));
  from += sources.length;
}
if (values.json) {
  const found = { count, seed, kinds: drawn, real: results.slice(kinds.length) };
  writeFileSync(values.json, `${JSON.stringify(found, null, 1)}\n`);
}
