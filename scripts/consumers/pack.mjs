// Packs both packages once, and looks at what is in them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, run } from './context.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NEEDED = {
  lenet5: ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/cjs/index.js', 'dist/kernels.wasm'],
  'lenet5-cli': [
    'LICENSE',
    'README.md',
    'bin/lenet5.js',
    'dist/main.js',
    'dist/lab/page/index.html',
    'studies/smoke.yaml',
  ],
};
const ALLOWED = /^(dist\/|bin\/|studies\/|package\.json$|LICENSE$|README)/;
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];

/** @returns {Promise<{ lenet5: string, 'lenet5-cli': string, sizes: string }>} paths of the tarballs */
export async function pack(folder) {
  const names = Object.keys(NEEDED);
  const args = names.flatMap((name) => ['--workspace', name]);
  const report = await run('npm', ['pack', ...args, '--json', '--ignore-scripts', '--pack-destination', folder], ROOT);
  const packed = Object.values(JSON.parse(report));
  for (const { name, files } of packed) {
    const paths = files.map((file) => file.path);
    const missing = NEEDED[name].filter((path) => !paths.includes(path));
    expect(missing.length === 0, `${name}: the tarball has no ${missing.join(', ')} (is it built?)`);
    const strays = paths.filter((path) => !ALLOWED.test(path));
    expect(strays.length === 0, `${name}: the tarball should not contain ${strays.join(', ')}`);
  }
  const sizes = packed.map(({ name, size, files }) => `${name} ${Math.round(size / 1024)} KB in ${files.length} files`);
  return Object.assign(Object.fromEntries(packed.map(({ name, filename }) => [name, join(folder, filename)])), {
    sizes: sizes.join(', '),
  });
}

/** publint and Are the types wrong? on the tarballs, and no script that runs when they are installed. */
export async function lint(tarballs) {
  const tool = (name, ...args) => run(join(ROOT, 'node_modules/.bin', name), args, ROOT);
  for (const name of Object.keys(NEEDED)) {
    await tool('publint', 'run', '--strict', tarballs[name]);
    const { scripts = {} } = JSON.parse(
      await readFile(join(ROOT, 'packages', name.replace('lenet5-', ''), 'package.json'), 'utf8'),
    );
    const found = INSTALL_SCRIPTS.filter((script) => script in scripts);
    expect(found.length === 0, `${name} has a script ${found.join(', ')}`);
  }
  // Two rules cannot hold. Profile node16: `moduleResolution` node10 knows no `exports`, so no subpath (TypeScript 6
  // deprecates it). kernels.wasm: a `require` of it exists nowhere. lenet5-cli is a command without any types.
  await tool('attw', tarballs.lenet5, '--profile', 'node16', '--exclude-entrypoints', 'kernels.wasm');
  return `publint ${await versionIn('publint')}, attw ${await versionIn('@arethetypeswrong/cli')}`;
}

async function versionIn(name) {
  return JSON.parse(await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}
