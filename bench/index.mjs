// npm run bench: this library and its peers side by side, in one run on one machine. See docs/benchmark.md.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as lenet5 from 'lenet5';
import { peakContender } from './peak/peak.mjs';
import { chartOf } from './report/chart.mjs';
import { compareWithRecorded } from './report/check.mjs';
import { resultsOf } from './report/results.mjs';
import { tableOf } from './report/table.mjs';
import { contendersOf, expectations, PRESETS } from './run/contenders.mjs';
import { measureEvaluation } from './run/evaluation.mjs';
import { gather, lineOf } from './run/gather.mjs';
import { EFFORTS, timeInTurns } from './run/interleave.mjs';
import { BUSY_LIMIT, busyCores, describeMachine } from './run/machine.mjs';
import { QuietCore } from './run/quiet.mjs';
import { measureStartUp } from './run/start-up.mjs';

const HELP = `npm run bench -- [options]

  --json        results as JSON on stdout instead of the table
  --quick       few repetitions: shows that everything works, says little about speed
  --only NAME   only what has NAME in its id, for example --only step/blog/1/ (several allowed)
  --check       compare ratios with bench/results.json; fails where one fell by more than 15 %
  --write       write bench/results.json and bench/chart.svg even of a --quick run
  --force       measure even where other programs keep the machine busy
`;
const RESULTS = new URL('results.json', import.meta.url);
const CHART = new URL('chart.svg', import.meta.url);
const FLAGS = ['json', 'quick', 'check', 'write', 'force', 'help'];

function readOptions() {
  const flags = Object.fromEntries(FLAGS.map((name) => [name, { type: 'boolean', default: false }]));
  try {
    return parseArgs({ options: { ...flags, only: { type: 'string', multiple: true, default: [] } } }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exit(2);
  }
}

/** Progress goes to stderr, where it cannot get between the results. */
const say = (/** @type {string} */ line) => console.error(line);

async function requireIdle({ force, quick }) {
  const busy = await busyCores();
  if (busy <= BUSY_LIMIT) return busy;
  say(`Other programs keep ${busy.toFixed(1)} cores busy (limit ${BUSY_LIMIT}): figures will be too slow and uneven.`);
  if (!force && !quick) {
    say('Close them, or add --force to measure all the same.');
    process.exit(1);
  }
  return busy;
}

/** Which ids are asked for; --check needs the reference beside each of ours. */
function filterOf({ only, check }) {
  const matches = (id) => only.length === 0 || only.some((name) => id.toLowerCase().includes(name.toLowerCase()));
  if (!check) return matches;
  return (id) => id.includes('/lenet5 ') && (matches(id) || matches(id.replace('lenet5 reference', 'lenet5 simd')));
}

/** Programs that no id of can be asked for are not even started. */
function programFilter({ only, check }) {
  const names = ['Chromium', 'PyTorch', 'onnxruntime-web', 'TensorFlow.js', 'Node'];
  return (program) => {
    if (check && program !== 'Chromium') return false;
    const named = only.filter((name) => names.some((known) => name.toLowerCase().includes(known.toLowerCase())));
    if (named.length < only.length || only.length === 0) return true;
    return named.some((name) => name.toLowerCase().includes(program.toLowerCase()));
  };
}

async function measure(options, busyBefore) {
  const effort = options.quick ? EFFORTS.quick : EFFORTS.full;
  const programs = await gather(programFilter(options));
  try {
    const { data, library, starts, peers, chromium, skipped, versions } = programs;
    const agreements = [];
    const context = { ours: expectations(library, starts), wanted: filterOf(options), agreements };
    const peak = await peakContender();
    const quiet = new QuietCore(peak, effort.patience);
    const contenders = [peak];
    for (const peer of peers) {
      say(`checking ${peer.who}`);
      try {
        contenders.push(...(await contendersOf(peer, context)));
      } catch (error) {
        skipped.push(`${peer.who}: ${lineOf(error)}`);
      }
    }
    const timed = await timeInTurns(contenders, effort, quiet, say);
    const startUp = filterOf(options)('start-up') ? await measureStartUp(effort.rounds, quiet, chromium) : null;
    const setting = { lenet5, data, backend: 'simd' };
    const evaluation = options.only.length
      ? null
      : await measureEvaluation(setting, PRESETS, Math.ceil(effort.rounds / 2));
    const machine = { ...describeMachine(), ...versions, busyCoresBefore: Number(busyBefore.toFixed(2)) };
    return resultsOf(timed, { machine, effort, quiet: quiet.summary, agreements, skipped, startUp, evaluation });
  } finally {
    await programs.close();
  }
}

/**
 * A ratio has to fall in two measurements: a machine that was busy for a moment is no regression.
 * @param {(ids: string[]) => Promise<object>} measureAgain
 * @returns {Promise<boolean>} whether nothing fell too far
 */
async function check(results, recorded, measureAgain) {
  const { compared, falls } = compareWithRecorded(results, recorded);
  if (falls.size > 0) {
    say(`${falls.size} ratios fell by more than 15 %: measuring their figures once more.`);
    const ids = [...falls.values()].map(({ id }) => id);
    const again = compareWithRecorded(await measureAgain(ids), recorded).falls;
    for (const key of falls.keys()) if (!again.has(key)) falls.delete(key);
  }
  for (const { sentence } of falls.values()) say(`slower: ${sentence}`);
  say(`${compared} ratios compared with those of ${recorded.machine.date}: ${falls.size} fell by more than 15 %.`);
  if (compared === 0) say('Nothing to compare: no recorded figure has such an id.');
  return compared > 0 && falls.size === 0;
}

async function main() {
  const options = readOptions();
  if (options.help) return void console.log(HELP);
  if (options.check && !existsSync(RESULTS)) {
    say('There is no bench/results.json to compare with: run `npm run bench` first.');
    process.exit(1);
  }
  const recorded = options.check ? JSON.parse(await readFile(RESULTS, 'utf8')) : null;
  const busy = await requireIdle(options);
  const results = await measure(options, busy);
  console.log(options.json ? JSON.stringify(results, null, 2) : tableOf(results));
  const measureAgain = (/** @type {string[]} */ only) => measure({ ...options, only }, busy);
  if (recorded && !(await check(results, recorded, measureAgain))) process.exitCode = 1;
  // A part of the figures never replaces the record of all.
  if (options.check || options.only.length > 0 || (options.quick && !options.write)) return;
  await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(CHART, chartOf(results));
  say('Wrote bench/results.json and bench/chart.svg.');
}

await main();
