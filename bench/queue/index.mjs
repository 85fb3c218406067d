// What the queue costs, on one machine: npm run bench:queue [-- --runs N]
//
// The same short trainings, one after the other in this machine's own study, and over a redis-server of this command with
// 1, 2 and 4 workers. Time is taken between the first and the last run that is done, so that programs that start do not
// count. Overhead of a run: its time on the queue with one worker, less its time in the local study.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/** Seconds a run, from the times at which runs were done. */
function paceOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  if (sorted.length !== runs) throw new Error(`${sorted.length} of ${runs} runs were done.`);
  return (sorted.at(-1) - sorted[0]) / 1000 / (runs - 1);
}

const isDone = (text) => /: test /.test(text);

async function local() {
  const times = [];
  const study = lenet5(['study', 'short.yaml', '--threads', '1', '--out', 'local'], (text, time) => {
    if (isDone(text)) times.push(time);
  });
  if ((await study.ended) !== 0) throw new Error('the local study failed');
  return paceOf(times);
}

async function queued(count) {
  const port = await freePort();
  const redis = start('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]);
  redis.ended.catch(() => {
    console.error('bench:queue: redis-server is not installed: apt-get install redis-server.');
    process.exit(1);
  });
  const url = `redis://127.0.0.1:${port}`;
  const times = [];
  const workers = [];
  for (let i = 0; i < count; i++) {
    const ready = new Promise((resolve) => {
      const worker = lenet5(['worker', '--queue', url, '--concurrency', '1'], (text, time) => {
        if (text.includes('serves redis://')) resolve();
        if (isDone(text)) times.push(time);
      });
      workers.push(worker);
    });
    await ready;
  }
  const study = lenet5(['study', 'short.yaml', '--queue', url, '--out', `queued-${count}`]);
  if ((await study.ended) !== 0) throw new Error('the study on the queue failed');
  for (const { child } of [...workers, redis]) child.kill('SIGTERM');
  await Promise.all([...workers, redis].map(({ ended }) => ended));
  return paceOf(times);
}

writeFileSync(
  join(folder, 'short.yaml'),
  `name: short\nseeds: 1-${runs}\nbase: { recipe: fast, epochs: 1, trainSize: 2000 }\n`,
);
try {
  const alone = await local();
  console.log(`${runs} runs of 2,000 digits, test set measured at their end`);
  console.log(`local study, 1 thread    ${alone.toFixed(3)} s a run`);
  for (const count of WORKERS) {
    const pace = await queued(count);
    const cost = count === 1 ? `, ${(1000 * (pace - alone)).toFixed(0)} ms of it the queue's` : '';
    const each = (60 / pace / count).toFixed(0);
    console.log(
      `queue, ${count} worker${count > 1 ? 's' : ' '}         ${pace.toFixed(3)} s a run${cost}, ${each} runs a minute and worker`,
    );
  }
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
