import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';

interface Training {
  readonly name: string;
  /** After every 500 steps. */
  readonly weightsSha256: readonly string[];
  readonly loss: number;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CHROMIUM = process.env.LENET5_CHROMIUM ?? '/usr/bin/chromium';

/** CI has to have it, and fails without. */
const without = !existsSync(CHROMIUM) && process.env.LENET5_CI !== '1';

/** What `npm run same-bits` finds: each training of scripts/same-bits/steps.mjs, in each place. */
let places: [string, readonly Training[]][];
beforeAll(async () => {
  const options = ['scripts/same-bits/index.mjs', '--json'];
  const run = promisify(execFile)(process.execPath, options, { cwd: ROOT, maxBuffer: 1e7 });
  // It exits with 1 where places differ; the tests say which.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const { results } = JSON.parse(stdout) as { results: Record<string, readonly Training[]> };
  places = Object.entries(results);
}, 180_000);

const inPlace = (name: RegExp) => places.find(([place]) => name.test(place))?.[1];

it('every training learns something and ends at a finite loss', () => {
  const trainings = inPlace(/^Node v[\d.]+$/) ?? [];
  expect(trainings).toHaveLength(5);
  for (const { weightsSha256, loss } of trainings) {
    expect(new Set(weightsSha256).size).toBe(4);
    expect(loss).toBeGreaterThan(0);
    expect(Number.isFinite(loss)).toBe(true);
  }
});

it('2,000 steps in a worker thread give the same bits', () => {
  expect(inPlace(/^Node .* worker thread$/)).toEqual(inPlace(/^Node v[\d.]+$/));
});

it.for([/^Chromium [\d.]+$/, /^Chromium .* worker$/])('2,000 steps in %s give the same bits', (place, { skip }) => {
  skip(without, `no ${CHROMIUM}`);
  expect(inPlace(place)).toEqual(inPlace(/^Node v[\d.]+$/));
});
