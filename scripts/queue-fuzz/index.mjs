// npm run fuzz:queue -- [--seed 1] [--count 400] [--json]
// What a stranger leaves in Redis, over a real redis-server of this command: results, snapshots, runs and studies that
// are none. Nothing may be written outside, no forged result may count, no study or worker may end of it or hang, and no
// word of it may steer a terminal. Run `npm run build` first: it is the command as built that is attacked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ATTACKS } from './attacks.mjs';
import { isInstalled, startRedis } from './redis.mjs';
import { address, connect } from './world.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '400' },
    json: { type: 'boolean', default: false },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
if (![seed, count].every((each) => Number.isSafeInteger(each) && each >= 0)) {
  console.error('fuzz:queue: --seed and --count expect whole numbers from 0 up.');
  process.exit(2);
}

/** @returns one entry a kind: its cases, and a line for each that failed */
async function attack() {
  const folder = mkdtempSync(join(tmpdir(), 'lenet5-queue-fuzz-'));
  const redis = await startRedis(folder);
  const connected = await connect(address.readAddress(redis.url));
  // Warnings about studies go to standard error: there are hundreds of them, and they are as they should be.
  const { write } = process.stderr;
  process.stderr.write = () => true;
  try {
    const found = [];
    for (const [kind, [run, share]] of Object.entries(ATTACKS)) {
      const { cases, failed } = await run({ connected, folder }, seed, Math.max(1, Math.round(share * count)));
      found.push({ kind, cases, failed });
    }
    return found;
  } finally {
    process.stderr.write = write;
    connected.client.disconnect();
    redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

let found = [];
if (isInstalled()) found = await attack();
else if (process.env.LENET5_CI === '1') throw new Error('redis-server is not installed');
else console.error('fuzz:queue: redis-server is not installed, and nothing is attacked.');

for (const { kind, cases, failed } of found) {
  console.log(`${kind}: ${cases} cases, seed ${seed}, ${failed.length} failed`);
  for (const line of failed.slice(0, 10)) console.log(`  ${line.slice(0, 1000)}`);
}
const attacks = found.map(({ kind, cases, failed }) => ({ kind: `queue-${kind}`, cases, failed: failed.length }));
if (values.json) console.log(JSON.stringify({ attacks }));
process.exit(attacks.some(({ failed }) => failed > 0) ? 1 : 0);
