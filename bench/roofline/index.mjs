// npm run roofline: how near every kernel of a training step comes to what the machine can do. See docs/kernels.md.
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { A_CALL, compileAlone, peakContender } from '../peak/peak.mjs';
import { busyCores, describeMachine } from '../run/machine.mjs';
import { partsOfStep } from './parts.mjs';

const RESULTS = new URL('../roofline.json', import.meta.url);
/** Blocks that lie in the first cache, and the weights of C5, which do not. */
const BLOCKS = { 'first cache': 16 * 1024, 'second cache': 192 * 1024 };
/** Short repetitions, the fastest of many: other programs on the machine can only make one slower. */
const REPETITION = { milliseconds: 0.3, rounds: 600 };

function loadContenders(bytes) {
  const memory = new WebAssembly.Memory({ initial: 8 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return Object.entries(BLOCKS).map(([name, size]) => ({
    name,
    bytes: size,
    repeat(count) {
      const start = performance.now();
      for (let i = 0; i < count; i++) instance.exports.readBlock(size);
      return performance.now() - start;
    },
  }));
}

/** Warms up, leaves the engine time to compile, and finds how many runs fill a repetition. */
async function countOf({ repeat }) {
  for (let i = 0; i < 50; i++) repeat(50);
  await sleep(30);
  let count = 1;
  while (repeat(count) < REPETITION.milliseconds) count *= 2;
  return count;
}

/** Microseconds of the fastest repetition of each, in turns. */
async function fastest(contenders) {
  const counts = [];
  for (const contender of contenders) counts.push(await countOf(contender));
  const best = contenders.map(() => Infinity);
  for (let round = 0; round < REPETITION.rounds; round++) {
    contenders.forEach(({ repeat }, i) => {
      best[i] = Math.min(best[i], (1000 * repeat(counts[i])) / counts[i]);
    });
  }
  return best;
}

const round = (/** @type {number} */ value) => Number(value.toPrecision(4));

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const busyBefore = await busyCores();
const parts = partsOfStep();
const loads = loadContenders(await compileAlone(new URL('loads.ts', import.meta.url), ['--importMemory']));
const times = await fastest([await peakContender(), ...loads, ...parts]);
const peak = A_CALL / times[0] / 1000;
const results = {
  machine: { ...describeMachine(), busyCoresBefore: round(busyBefore) },
  unit: 'microseconds, fastest of the repetitions; peak in 10⁹ multiply-adds a second; loads in 10⁹ bytes a second',
  peak: round(peak),
  loads: Object.fromEntries(loads.map(({ name, bytes }, i) => [name, round(bytes / times[i + 1] / 1000)])),
  parts: parts.map(({ name, multiplyAdds, bytes }, i) => {
    const microseconds = times[i + 1 + loads.length];
    const share = multiplyAdds / microseconds / 1000 / peak;
    return { name, multiplyAdds, bytes, microseconds: round(microseconds), shareOfPeak: round(share) };
  }),
};
console.log(`peak ${results.peak} G multiply-adds/s; loads ${JSON.stringify(results.loads)} GB/s`);
for (const { name, multiplyAdds, bytes, microseconds, shareOfPeak } of results.parts) {
  const cells = [
    name.padEnd(28),
    `${microseconds} µs`.padStart(10),
    `${multiplyAdds}`.padStart(9),
    `${bytes}`.padStart(9),
  ];
  console.log(cells.join(''), multiplyAdds ? `${(100 * shareOfPeak).toFixed(0).padStart(4)} % of peak` : '');
}
if (values.write) await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
