// Checks what a user of the library gets: packs it, installs the tarball in an empty folder, trains 100 steps there in
// Node, and builds a page with Vite. Run `npm run build` first. One line a check; exit code 1 if one failed.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, createLogger } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const consumerFiles = join(root, 'scripts/consumer');
const STEPS = 100;

// npm tells its scripts about the workspace through the environment; the empty folder must not hear of it.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(config_local|package)/i.test(name)),
);
const run = (command, args, cwd) => execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' });

let failed = 0;
async function check(title, body) {
  try {
    console.log(`ok    ${title}: ${await body()}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${title}: ${[error.message, error.stdout, error.stderr].filter(Boolean).join('\n')}`);
  }
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

const temporary = mkdtempSync(join(tmpdir(), 'lenet5-package-'));
const consumer = join(temporary, 'consumer');
mkdirSync(consumer);
writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');

try {
  await check('npm pack', () => {
    const args = ['pack', '--workspace', 'lenet5', '--json', '--ignore-scripts', '--pack-destination', temporary];
    const report = JSON.parse(run('npm', args, root));
    const [{ files, size }] = Array.isArray(report) ? report : Object.values(report);
    const paths = files.map((file) => file.path);
    for (const needed of ['package.json', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'dist/node/index.js']) {
      expect(paths.includes(needed), `${needed} is not in the tarball (is the library built?)`);
    }
    const strays = paths.filter((path) => !/^(dist\/|package\.json$|LICENSE$|README)/.test(path));
    expect(strays.length === 0, `the tarball should not contain ${strays.join(', ')}`);
    return `${paths.length} files, ${Math.round(size / 1024)} KB`;
  });

  await check('npm install in an empty folder', () => {
    const tarball = readdirSync(temporary).find((file) => file.endsWith('.tgz'));
    expect(tarball, 'there is no tarball');
    run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(temporary, tarball)], consumer);
    const installed = readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed.join() === 'lenet5', `installed: ${installed.join(', ')}`);
    return 'lenet5 and nothing else';
  });

  await check(`${STEPS} training steps in Node`, () => {
    cpSync(join(consumerFiles, 'train.mjs'), join(consumer, 'train.mjs'));
    const { steps, firstLoss, lastLoss } = JSON.parse(run('node', ['train.mjs', String(STEPS)], consumer));
    expect(steps === STEPS, `${steps} steps were counted`);
    expect(lastLoss < 0.5 * firstLoss, `the loss did not halve: ${firstLoss} to ${lastLoss}`);
    return `mean loss ${firstLoss.toFixed(2)} in the first 20, ${lastLoss.toFixed(2)} in the last 20`;
  });

  await check('a page built with Vite', async () => {
    const page = join(consumer, 'page');
    cpSync(join(consumerFiles, 'page'), page, { recursive: true });
    const warnings = [];
    const customLogger = createLogger('silent');
    customLogger.warn = customLogger.warnOnce = (message) => warnings.push(message);
    const { output } = await build({ root: page, configFile: false, logLevel: 'warn', customLogger });
    expect(warnings.length === 0, `Vite warns:\n${warnings.join('\n')}`);

    const chunks = output.filter((file) => file.type === 'chunk');
    const own = new Set(output.map((file) => file.fileName));
    const missing = chunks
      .flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports])
      .filter((name) => !own.has(name));
    expect(missing.length === 0, `imports that are not in the build: ${missing.join(', ')}`);

    const written = chunks.map((chunk) => readFileSync(join(page, 'dist', chunk.fileName), 'utf8'));
    const wasmMagic = Buffer.from('\0asm').toString('hex');
    const code = written.find((text) => text.includes(wasmMagic));
    expect(code, 'no file of the build contains the WebAssembly kernels');
    return `${written.length} script, ${Math.round(code.length / 1024)} KB with the kernels inside`;
  });
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
if (failed > 0) process.exit(1);
