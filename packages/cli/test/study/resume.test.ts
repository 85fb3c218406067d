import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { call, lenet5, onlyObject, scratch, smallMnist, start } from '../support.js';

const cwd = scratch();
const data = smallMnist(600, 100);
const RUNS = 8;
writeFileSync(
  join(cwd, 'tiny.yaml'),
  'name: tiny\nseeds: 1-2\nbase: { recipe: fast, epochs: 3 }\ngrid: { pooling: [sum, average], rate: [3e-4, 1e-3] }\n',
);
const study = ['study', 'tiny.yaml', '--data', data, '--threads', '2', '--json'];

const tableIn = (out: string) => readFileSync(join(cwd, out, 'tiny.csv'), 'utf8');

/** Every result that is there, with the time at which it was written. */
function resultsIn(out: string): Map<string, number> {
  const folder = join(cwd, out, 'results');
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  return new Map(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
}

const reference = lenet5([...study, '--out', 'reference'], cwd);

/** Stops a study after two of its runs, then lets the same command finish it. */
async function interrupted(out: string, signal: 'SIGINT' | 'SIGKILL') {
  const running = start([...study, '--out', out], cwd);
  await running.says(`[2/${RUNS}]`);
  running.kill(signal);
  const { code } = await running.ended;
  const before = resultsIn(out);
  const again = await lenet5([...study, '--out', out], cwd);
  return { code, before, again, after: resultsIn(out) };
}

// The real command is started several times here, on machines that may be busy.
describe('a study', { timeout: 240_000 }, () => {
  test.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['kill -9', 'SIGKILL', null],
  ] as const)(
    'a study stopped by %s goes on where it was: no finished run repeated, the same table',
    async (_, signal, exit) => {
      await reference;
      const { code, before, again, after } = await interrupted(signal, signal);
      expect(code).toBe(exit);
      expect(before.size).toBeGreaterThanOrEqual(2);
      expect(before.size).toBeLessThan(RUNS);
      expect(again.code).toBe(0);
      expect(onlyObject(again)).toMatchObject({ finished: true, made: RUNS - before.size });
      expect(after.size).toBe(RUNS);
      for (const [name, time] of before) expect([name, after.get(name)]).toEqual([name, time]);
      expect(tableIn(signal)).toBe(tableIn('reference'));
    },
  );

  test('a study made again computes nothing', async () => {
    await reference;
    const before = resultsIn('reference');
    const again = await call([...study, '--out', 'reference'], cwd);
    expect(onlyObject(again)).toMatchObject({ finished: true, made: 0 });
    expect(again.stderr).toContain(`${RUNS} runs, ${RUNS} of them in reference already`);
    expect(resultsIn('reference')).toEqual(before);
  });

  test('one of its runs, made by train, gives the same weights', async () => {
    const { rows } = onlyObject(await reference) as {
      rows: {
        name: string;
        command: string;
        runs: { seed: number; weightsSha256: string; testErrorPercent: number }[];
      }[];
    };
    const row = rows.find(({ name }) => name === 'pooling=average rate=1e-3') ?? rows[3];
    const [, , ...args] = (row?.command ?? '').replace(' N', ' 2').split(' ');
    expect(args[0]).toBe('train');
    const trained = onlyObject(await call([...args, '--data', data, '--out', 'train', '--json'], cwd));
    const run = row?.runs.find(({ seed }) => seed === 2);
    expect(trained).toMatchObject({ weightsSha256: run?.weightsSha256, testErrorPercent: run?.testErrorPercent });
  });

  test('a damaged result is made again, with a warning', async () => {
    await reference;
    cpSync(join(cwd, 'reference'), join(cwd, 'damaged'), { recursive: true });
    const [name = ''] = resultsIn('damaged').keys();
    const path = join(cwd, 'damaged/results', name);
    const whole = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 100));
    const again = await call([...study, '--out', 'damaged'], cwd);
    expect(again.stderr).toContain('is damaged, and the run will be made again');
    expect(onlyObject(again)).toMatchObject({ made: 1 });
    expect(JSON.parse(readFileSync(path, 'utf8')).outcome).toEqual(whole.outcome);
  });

  test('an edited result goes into no table without a word; one of an earlier version does, and is called that', async () => {
    const args = [...study, '--only', 'pooling=sum rate=0.0003', '--seeds', '2', '--out', 'edited'];
    const whole = onlyObject(await call(args, cwd)) as { rows: unknown[] };
    const [edited = '', old = ''] = [...resultsIn('edited').keys()].map((name) => join(cwd, 'edited/results', name));
    const result = JSON.parse(readFileSync(edited, 'utf8'));
    result.outcome.test.errorPercent = 0.01;
    writeFileSync(edited, JSON.stringify(result));
    const { digest, format, ...earlier } = JSON.parse(readFileSync(old, 'utf8'));
    expect([digest, format]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 2]);
    writeFileSync(old, JSON.stringify(earlier));
    const again = await call(args, cwd);
    expect(again.stderr).toContain('was changed after it was made, and counts no more: the run will be made again.\n');
    expect(again.stderr).toMatch(
      /^pooling=sum rate=0\.0003, seed \d: the result that was stored did not agree with its digest or with itself/m,
    );
    expect(again.stderr).toMatch(/^1 of these results have no digest, as those of earlier versions/m);
    const told = onlyObject(again) as { rows: unknown[] };
    expect(told).toMatchObject({ made: 1, disagreeing: [expect.stringMatching(/, seed \d$/)], withoutDigest: 1 });
    const shown = await call(
      args.filter((each) => each !== '--json'),
      cwd,
    );
    expect(shown.stderr).toMatch(/pooling=sum rate=0\.0003 .* 1 without digest$/m);
    const errors = (rows: unknown) => JSON.stringify(rows).match(/"testErrorPercent":[^,]+/g);
    expect(errors(told.rows)).toEqual(errors(whole.rows));
  });

  test('two studies at once in one folder share the work, and each ends with the whole table', async () => {
    await reference;
    const studies = await Promise.all([1, 2].map(() => lenet5([...study, '--out', 'shared'], cwd)));
    const made = studies.map((each) => Number(onlyObject(each).made));
    expect(studies.map(({ code }) => code)).toEqual([0, 0]);
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(RUNS);
    expect(tableIn('shared')).toBe(tableIn('reference'));
    expect(readdirSync(join(cwd, 'shared/results')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('what a study that was killed had begun is made by the one beside it', async () => {
    await reference;
    const killed = start([...study, '--out', 'orphaned'], cwd);
    await killed.says(': started');
    const beside = start([...study, '--out', 'orphaned'], cwd);
    killed.kill('SIGKILL');
    await killed.ended;
    const { code } = await beside.ended;
    expect([code, tableIn('orphaned')]).toEqual([0, tableIn('reference')]);
  });
});
