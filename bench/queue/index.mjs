// What the queue costs, on one machine: npm run bench:queue [-- --runs N]
//
// The same short trainings, one after the other in this machine's own study, and over a redis-server of this command with
// 1, 2 and 4 workers. Time is taken between the first and the last run that is done, so that programs that start do not
// count. The queue's overhead is what lies between two trainings, whose own times stand in their results: a machine
// that becomes slower in the middle of it makes the trainings longer, and not the overhead.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const LENET5 = fileURLToPath(new URL('../../packages/cli/bin/lenet5.js', import.meta.url));
const WORKERS = [1, 2, 4];

const { values } = parseArgs({ options: { runs: { type: 'string', default: '40' } } });
const runs = Number(values.runs);
if (!(Number.isSafeInteger(runs) && runs >= 8)) {
  console.error('bench:queue: --runs expects a whole number from 8 up.');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'lenet5-queue-'));
const children = new Set();

/** Starts a program; `line` gets what it says on standard error, with the time. */
function start(command, args, line = () => {}) {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  children.add(child);
  createInterface({ input: child.stderr }).on('line', (text) => line(text, performance.now()));
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      children.delete(child);
      resolve(code);
    });
  });
  return { child, ended };
}

const lenet5 = (args, line) => start(process.execPath, [LENET5, ...args], line);

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Seconds a run, from the times at which runs were done, by their seeds. */
function paceOf(done) {
  if (done.size !== runs) throw new Error(`${done.size} of ${runs} runs were done.`);
  const times = [...done.values()].sort((a, b) => a - b);
  return (times.at(-1) - times[0]) / 1000 / (runs - 1);
}

/** Milliseconds between the end of a training and the begin of the next, where they were made one after the other. */
function gapOf(done, out) {
  const results = join(folder, out, 'results');
  const [first] = done.keys();
  let training = 0;
  for (const name of readdirSync(results)) {
    const { configuration, made } = JSON.parse(readFileSync(join(results, name), 'utf8'));
    if (configuration.seed !== first) training += made.seconds;
  }
  return 1000 * (paceOf(done) - training / (runs - 1));
}

/** Notes when the run was done that a line of the command tells of. */
function note(done, text, time) {
  const [, seed] = /seed (\d+): test /.exec(text) ?? [];
  if (seed !== undefined) done.set(Number(seed), time);
}

async function local() {
  const done = new Map();
  const study = lenet5(['study', 'short.yaml', '--threads', '1', '--out', 'local'], (text, time) => {
    note(done, text, time);
  });
  if ((await study.ended) !== 0) throw new Error('the local study failed');
  return { pace: paceOf(done), gap: gapOf(done, 'local') };
}

async function queued(count) {
  const port = await freePort();
  const redis = start('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]);
  redis.ended.catch(() => {
    console.error('bench:queue: redis-server is not installed: apt-get install redis-server.');
    process.exit(1);
  });
  const url = `redis://127.0.0.1:${port}`;
  const done = new Map();
  const workers = [];
  for (let i = 0; i < count; i++) {
    const ready = new Promise((resolve) => {
      const worker = lenet5(['worker', '--queue', url, '--concurrency', '1'], (text, time) => {
        if (text.includes('serves redis://')) resolve();
        note(done, text, time);
      });
      workers.push(worker);
    });
    await ready;
  }
  const out = `queued-${count}`;
  const study = lenet5(['study', 'short.yaml', '--queue', url, '--out', out]);
  if ((await study.ended) !== 0) throw new Error('the study on the queue failed');
  for (const { child } of [...workers, redis]) child.kill('SIGTERM');
  await Promise.all([...workers, redis].map(({ ended }) => ended));
  return { pace: paceOf(done), gap: count === 1 ? gapOf(done, out) : null };
}

writeFileSync(
  join(folder, 'short.yaml'),
  `name: short\nseeds: 1-${runs}\nbase: { recipe: fast, epochs: 1, trainSize: 2000 }\n`,
);
try {
  const alone = await local();
  console.log(`${runs} runs of 2,000 digits, test set measured at their end`);
  console.log(
    `local study, 1 thread    ${alone.pace.toFixed(3)} s a run, ${alone.gap.toFixed(0)} ms of it between two trainings`,
  );
  for (const count of WORKERS) {
    const { pace, gap } = await queued(count);
    const between = gap === null ? '' : `, ${gap.toFixed(0)} ms of it between two trainings`;
    const each = (60 / pace / count).toFixed(0);
    console.log(
      `queue, ${count} worker${count > 1 ? 's' : ' '}         ${pace.toFixed(3)} s a run${between}, ${each} runs a minute and worker`,
    );
    if (gap !== null) console.log(`the queue's overhead: ${(gap - alone.gap).toFixed(0)} ms a run`);
  }
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
