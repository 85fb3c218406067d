// Changed and made-up files against the readers: npm run fuzz -- [--format NAME …] [--count N] [--seed N] [--keep DIR] [--json]
// Each format gets N files (10,000 unless told). A file must be read, or be refused with a typed error, within 1 s of
// computing and within the memory that worker.mjs allows; the table tells what happened, --keep saves what must not.

import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadTargets } from './targets.mjs';

const MOST_MILLISECONDS = 1000;
/**
 * A reader that does not come back for so long hangs. Computing is measured apart; this is time on the clock, and other
 * programs may keep the machine busy. Starting a process counts for no case.
 */
const PATIENCE = 120_000;
/** What a library keeps for later, or leaves in pieces, is not taken for the memory of a reader: no process gets old. */
const CASES_A_PROCESS = 500;
const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));

const targets = await loadTargets();
const formats = [...targets.keys()];
const { values } = parseArgs({
  options: {
    format: { type: 'string', multiple: true, default: formats },
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
const unknown = values.format.find((each) => !formats.includes(each));
if (unknown !== undefined) {
  console.error(`fuzz: there is no format ${unknown}, expected one of: ${formats.join(', ')}.`);
  process.exit(2);
}
if (!(Number.isSafeInteger(count) && count > 0 && Number.isSafeInteger(seed) && seed >= 0)) {
  console.error('fuzz: --count expects a whole number from 1 up, --seed one from 0 up.');
  process.exit(2);
}

/** What is wrong with a case, in words; null where nothing is. */
function problemOf({ outcome, size, milliseconds, grown, allowed }) {
  if (outcome.startsWith('untyped')) return outcome;
  if (milliseconds > MOST_MILLISECONDS) return `took ${Math.round(milliseconds)} ms`;
  if (tooMuch({ grown, allowed })) return `took ${Math.round(grown / 1048576)} MB for ${size} bytes`;
  return null;
}

function tooMuch({ grown, allowed }) {
  return grown > allowed;
}

/** Runs the cases from `from` up to `to` in a process of their own. @returns the case that ended it badly, or null */
function runCases(format, from, to, report) {
  const child = fork(WORKER, [format, seed, from, to].map(String), { execArgv: ['--expose-gc'] });
  let current = null;
  let ended = null;
  let timer;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      ended = 'hangs';
      child.kill('SIGKILL');
    }, PATIENCE);
  };
  child.on('message', (message) => {
    watch();
    if ('begins' in message) current = message.begins;
    else report(message);
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(null);
      else if (current === null)
        reject(new Error(`the process that reads the files did not start (${signal ?? code})`));
      else resolve({ index: current, problem: ended ?? `ends the process (${signal ?? `code ${code}`})` });
    });
  });
}

async function fuzz(format) {
  const outcomes = new Map();
  const bad = [];
  const worst = { milliseconds: 0, grown: 0 };
  const again = [];
  const judge = (result) => {
    const problem = problemOf(result);
    if (problem !== null) bad.push({ index: result.index, problem });
    const name = problem === null ? result.outcome : 'BAD';
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
    worst.milliseconds = Math.max(worst.milliseconds, result.milliseconds);
    worst.grown = Math.max(worst.grown, result.grown ?? 0);
  };
  const fail = (failed) => {
    bad.push(failed);
    outcomes.set('BAD', (outcomes.get('BAD') ?? 0) + 1);
  };
  // The memory of a process may be that of an earlier case, not collected yet: too much of it is measured again alone.
  const report = (result) => (tooMuch(result) ? again.push(result.index) : judge(result));
  for (let from = 0; from < count; ) {
    const to = Math.min(count, from + CASES_A_PROCESS);
    const failed = await runCases(format, from, to, report);
    if (failed !== null) fail(failed);
    from = failed === null ? to : failed.index + 1;
  }
  for (const index of again) {
    const failed = await runCases(format, index, index + 1, judge);
    if (failed !== null) fail(failed);
  }
  return { format, outcomes, bad, worst, again: again.length };
}

function print({ format, outcomes, bad, worst, again }) {
  const rows = [...outcomes].sort((a, b) => b[1] - a[1]);
  console.log(`${format}: ${count} files, seed ${seed}`);
  for (const [name, times] of rows) console.log(`  ${name.padEnd(22)} ${String(times).padStart(7)}`);
  console.log(
    `  most computing ${worst.milliseconds.toFixed(0)} ms, most memory ${(worst.grown / 1048576).toFixed(1)} MB`,
  );
  if (again > 0) console.log(`  measured again in a process of their own, for their memory: ${again}`);
  for (const { index, problem } of bad.slice(0, 20)) console.log(`  case ${index} ${problem}`);
}

const attacks = [];
for (const format of values.format) {
  const result = await fuzz(format);
  print(result);
  attacks.push({ kind: format, cases: count, failed: result.bad.length });
  if (values.keep === undefined) continue;
  mkdirSync(values.keep, { recursive: true });
  for (const { index } of result.bad) {
    writeFileSync(join(values.keep, `${format}-${seed}-${index}`), targets.get(format).caseOf(format, seed, index));
  }
}
if (values.json) console.log(JSON.stringify({ attacks }));
if (attacks.some(({ failed }) => failed > 0)) process.exitCode = 1;
