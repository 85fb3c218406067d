import { cpus, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** More than this share of one core taken by others, and figures are worth little. */
export const BUSY_LIMIT = 0.2;

function times() {
  const sums = { busy: 0, all: 0 };
  for (const { times: t } of cpus()) {
    sums.busy += t.user + t.nice + t.sys + t.irq;
    sums.all += t.user + t.nice + t.sys + t.irq + t.idle;
  }
  return sums;
}

/** How many cores others keep busy, measured over a second in which this process sleeps. */
export async function busyCores() {
  const before = times();
  await sleep(1000);
  const after = times();
  const all = after.all - before.all;
  return all > 0 ? ((after.busy - before.busy) / all) * cpus().length : 0;
}

/** What the figures belong to. */
export function describeMachine() {
  const cores = cpus();
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    v8: process.versions.v8,
    date: new Date().toISOString().slice(0, 10),
  };
}
