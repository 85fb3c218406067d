// npm run attack -- [--seed 1] [--kind NAME …]
// Runs the attacks of list.mjs, all of them within ten minutes, and writes the table of docs/robustness*.md. With --kind only
// those attacks that have the kind are run, and nothing is written.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ATTACKS } from './list.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIMIT_MS = 600_000;
const PAGES = [
  {
    path: 'docs/robustness.md',
    language: 'en',
    head: ['what is attacked', 'what must hold', 'cases', 'failed'],
    note: (seed, minutes) => `Seed ${seed}, ${minutes} minutes, Node ${process.version}.`,
  },
  {
    path: 'docs/robustness.zh-CN.md',
    language: 'zh',
    head: ['攻击对象', '必须成立', '用例', '未通过'],
    note: (seed, minutes) => `种子 ${seed}，用时 ${minutes} 分钟，Node ${process.version}。`,
  },
];
const TABLE = /(<!-- npm run attack -->\n)[\s\S]*?(<!-- end -->)/;

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, kind: { type: 'string', multiple: true } },
});
const seed = Number(values.seed);
const kinds = ATTACKS.flatMap((attack) => Object.keys(attack.kinds));
const unknown = values.kind?.find((kind) => !kinds.includes(kind));
if (!(Number.isSafeInteger(seed) && seed >= 0) || unknown !== undefined) {
  console.error(
    unknown === undefined
      ? 'attack: --seed expects a whole number from 0 up.'
      : `attack: there is no kind ${unknown}, expected one of: ${kinds.join(', ')}.`,
  );
  process.exit(2);
}

/** What the last line of a program says; null where it says nothing. */
function resultsIn(stdout) {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1)).attacks ?? null;
  } catch {
    return null;
  }
}

/** Runs a program of the list. @returns what came of each kind; a program that says nothing has failed */
function run({ command, kinds }, milliseconds) {
  const options = { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], timeout: milliseconds, killSignal: 'SIGKILL' };
  const child = spawn(process.execPath, command(seed), options);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const results = resultsIn(stdout) ?? Object.keys(kinds).map((kind) => ({ kind, cases: 1, failed: 1 }));
      const silent = code !== 0 && results.every(({ failed }) => failed === 0);
      if (code !== 0) console.error(`attack: ${command(seed).join(' ')} ended with ${signal ?? code}.\n${stdout}`);
      resolve(silent ? results.map((result) => ({ ...result, failed: 1 })) : results);
    });
  });
}

/** The table as it stands in a page. */
function tableOf(rows, { language, head }) {
  const count = (number) => number.toLocaleString('en');
  const lines = rows.map(({ attack, kind, cases, failed }) => {
    return [attack.kinds[kind]?.[language] ?? kind, attack.holds[language], count(cases), count(failed)];
  });
  return [head, ['---', '---', '---:', '---:'], ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const began = performance.now();
const passed = () => performance.now() - began;
const rows = [];
for (const attack of ATTACKS) {
  if (values.kind && !values.kind.some((kind) => kind in attack.kinds)) continue;
  for (const result of await run(attack, Math.max(1, Math.floor(LIMIT_MS - passed())))) {
    rows.push({ attack, ...result });
    console.log(`${result.kind.padEnd(14)} ${result.cases} cases, ${result.failed} failed`);
  }
}
const minutes = (passed() / 60_000).toFixed(1);
const failures = rows.reduce((sum, { failed }) => sum + failed, 0);
console.log(`${rows.reduce((sum, { cases }) => sum + cases, 0)} cases, ${failures} failed, ${minutes} minutes`);
if (failures > 0) process.exitCode = 1;
for (const page of values.kind ? [] : PAGES) {
  const path = `${ROOT}${page.path}`;
  const table = `${page.note(seed, minutes)}\n\n${tableOf(rows, page)}\n`;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(TABLE, (_, open, close) => `${open}\n${table}\n${close}`),
  );
}
