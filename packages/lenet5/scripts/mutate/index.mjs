// Breaks the kernels by itself, one change at a time, and looks whether the tests notice.
//
//   npm run mutate -- [--only FILE] [--line TEXT] [--from FILE] [--sample N] [--seed S] [--jobs N] [--list]
//
// Every change (rules.mjs) to assembly/, src/kernels/{reference,wasm}/ and squash.ts is made in a temporary copy of the
// package, built and tested there (worker.mjs); the working tree stays as it is. A change that no test notices is a
// survivor: it needs a test, or, where it changes no result, a line in equivalent.json. Exit code 1 if one is left, 0
// otherwise.
//
//   --only FILE   only files whose path contains FILE, such as dense or reference/
//   --line TEXT   only changes in lines that contain TEXT
//   --from FILE   only changes that FILE lists, the output of an earlier run: to try its survivors again
//   --sample N    only N changes of each file, drawn with --seed S (default 1)
//   --unexplained  leave out the changes that equivalent.json explains: survivors take the most time
//   --jobs N      processes at a time, default 2
//   --list        print the changes and do nothing
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EQUIVALENT, explanationOf } from './equivalent.mjs';
import { Pool } from './pool.mjs';
import { describe, Progress, report } from './report.mjs';
import { lineOf, mutantsOf } from './rules.mjs';

const root = new URL('../../', import.meta.url).pathname;
const PLACES = ['assembly', 'src/kernels/reference', 'src/kernels/wasm', 'src/kernels/squash.ts'];
const filesAt = (place) =>
  place.endsWith('.ts') ? [place] : readdirSync(join(root, place)).map((name) => `${place}/${name}`);

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    line: { type: 'string', default: '' },
    from: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    unexplained: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
  },
});

/** The same numbers for the same seed: a linear congruential generator is random enough to draw a sample. */
function* numbers(seed) {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function draw(mutants, count, random) {
  const left = [...mutants];
  const drawn = [];
  while (left.length > 0 && drawn.length < count)
    drawn.push(...left.splice(Math.floor(random.next().value * left.length), 1));
  return drawn.sort((a, b) => a.start - b.start);
}

/** All changes to a file, each with the line in which it is made and the source that it makes. */
function changesTo(file) {
  const source = readFileSync(join(root, file), 'utf8');
  return mutantsOf(source)
    .map((mutant) => ({
      ...mutant,
      file,
      line: lineOf(source, mutant),
      source: source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end),
    }))
    .filter((mutant) => mutant.line.text.includes(options.line) && (!listed || listed.includes(anywhere(mutant))))
    .filter((mutant) => !options.unexplained || !explanationOf(mutant));
}

const withoutNumbers = (text) => text.replaceAll(/\.ts:\d+ /g, '.ts ');
const anywhere = (mutant) => withoutNumbers(describe(mutant));
const listed = options.from && withoutNumbers(readFileSync(options.from, 'utf8'));

const random = numbers(Number(options.seed));
const mutants = PLACES.filter((place) => existsSync(join(root, place)))
  .flatMap(filesAt)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts') && file.includes(options.only))
  .flatMap((file) => (options.sample ? draw(changesTo(file), Number(options.sample), random) : changesTo(file)));

if (options.list) {
  for (const mutant of mutants) console.log(describe(mutant));
  process.exit(0);
}
if (mutants.length === 0) {
  console.error(`These options leave nothing to change in ${PLACES.join(', ')}.`);
  process.exit(2);
}

const temporary = mkdtempSync(join(tmpdir(), 'lenet5-mutate-'));
const pool = new Pool({ root, temporary, jobs: Number(options.jobs) });
const stop = () => {
  pool.stop();
  rmSync(temporary, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stop();
    process.exit(130);
  });
}
try {
  const progress = new Progress(mutants.length);
  const results = [];
  await pool.run(mutants, (mutant, outcome) => {
    const explanation = outcome === 'survived' ? explanationOf(mutant) : undefined;
    const result = { mutant, outcome: explanation ? 'explained' : outcome, explanation };
    results.push(result);
    progress.add(result);
  });
  process.exitCode =
    report(results, {
      equivalent: EQUIVALENT,
      whole: !options.sample && !options.only && !options.line && !options.from && !options.unexplained,
    }) > 0
      ? 1
      : 0;
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 2;
} finally {
  stop();
}
