// Reads one case after the other and tells its parent what came of it: node --expose-gc worker.mjs FORMAT SEED FROM TO
import { readFileSync, writeFileSync } from 'node:fs';
import { loadTargets } from './targets.mjs';

const [format, seed, from, to] = process.argv.slice(2).map((text, i) => (i === 0 ? text : Number(text)));
const { caseOf, outcomeOf, memoryOf } = (await loadTargets()).get(format);
/** Bytes of memory that a case may take besides 4 times its size: 64 MB, unless its module has another number. */
const constant = memoryOf?.(format) ?? 64 * 1024 * 1024;

/** Bytes of memory in use, and the most since `forgetPeak`; null where the system does not tell (only Linux does). */
function memory(field) {
  try {
    return 1024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return null;
  }
}

function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Then memory is not measured.
  }
}

/** More than this is collected before the next case. */
const LEFTOVERS = 16 * 1024 * 1024;

globalThis.gc();
// Measured from here on, so that what earlier cases left behind counts too.
const start = memory('VmRSS');

const send = (message) => new Promise((done) => process.send(message, done));

for (let index = from; index < to; index++) {
  const file = caseOf(format, seed, index);
  // What an earlier case or the making of a large file left behind is no memory of this reader.
  if (index % 20 === 0 || memory('VmRSS') > start + LEFTOVERS) globalThis.gc();
  await send({ begins: index });
  const cpu = process.cpuUsage();
  forgetPeak();
  const outcome = await outcomeOf(format, file);
  const peak = memory('VmHWM');
  const { user, system } = process.cpuUsage(cpu);
  const grown = start === null || peak === null ? null : Math.max(0, peak - start);
  const allowed = 4 * file.length + constant;
  await send({ index, outcome, size: file.length, milliseconds: (user + system) / 1000, grown, allowed });
}
process.disconnect();
