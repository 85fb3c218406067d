// Bundles src/ into one module for each entry: a module for each file would cost some 20 ms at every start in Node, and a
// request each in a browser. index.js stands on core, files and recognition, the other entries on these. The types stay as tsc writes them.
// dist/cjs/ is the same again for a `require` that cannot load an ES module; dist/workerd/ brings the kernels as a file,
// because workerd compiles no WebAssembly at run time.
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The library itself. */
const LIBRARY = ['core', 'training/index', 'files/index', 'data/index', 'recognition/index', 'devices/index', 'index'];
/** Numbers of the core that the rest needs, too, are copied there: so nothing leaves the core but what it exports. */
const CONSTANTS_COPIED = { inlineConst: { mode: 'all' } };
/** What imports these as anybody would. */
const COMPANIONS = ['node/index', 'weights/index', 'weights/pictures', 'weights/strips'];

/** Lets these stand on the core as index.js does: errors and presets would get files of their own. */
const STAND_ON_CORE = {
  name: 'stand-on-core',
  transform: (code, id) =>
    /\/src\/(training|files|data|recognition|devices)\/index\.ts$/.test(id) ? `import '../core.js';\n${code}` : null,
};

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);

/**
 * @param format 'es' into dist/, with source maps, or 'cjs' into dist/cjs/, without: maps would double the package.
 * @param external modules that are built already, or come with Node
 * @param optimization of rolldown
 */
async function bundle(format, outDir, entries, external, optimization) {
  await build({
    configFile: false,
    plugins: [STAND_ON_CORE],
    root: fileURLToPath(root),
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      sourcemap: format === 'es',
      lib: {
        entry: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
        formats: [format],
      },
      rolldownOptions: {
        external,
        optimization,
        // index.js imports core.js itself, not a file that both would stand on: opening one costs a millisecond.
        preserveEntrySignatures: 'allow-extension',
        output: {
          // What the engine has to read at every start is halved; pure annotations stay for the bundlers of others.
          minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
          comments: { annotation: true, jsdoc: false, legal: false },
          entryFileNames: '[name].js',
          chunkFileNames: 'shared/[name].js',
        },
      },
    },
  });
}

/** Weights and kernels in text form are in the built file already; nobody steps through them. */
async function dropGeneratedSources() {
  for (const name of await readdir(dist, { recursive: true })) {
    if (!name.endsWith('.js.map')) continue;
    const map = JSON.parse(await readFile(new URL(name, dist), 'utf8'));
    map.sourcesContent = map.sources.map((source, i) =>
      source.endsWith('.generated.ts') ? null : map.sourcesContent[i],
    );
    await writeFile(new URL(name, dist), JSON.stringify(map));
  }
}

/** Types that no entry leads to: nobody can import them. */
async function dropInnerTypes() {
  const reached = new Set([...LIBRARY, ...COMPANIONS].map((name) => new URL(`${name}.d.ts`, dist).href));
  for (const href of reached) {
    const text = await readFile(new URL(href), 'utf8');
    for (const [, path] of text.matchAll(/(?:from |import\()["'](\.[^"']*)\.js["']/g)) {
      reached.add(new URL(`${path}.d.ts`, href).href);
    }
  }
  for (const name of await readdir(dist, { recursive: true })) {
    const url = new URL(name, dist);
    if (name.endsWith('.d.ts') && !name.startsWith('cjs/') && !reached.has(url.href)) await rm(url);
  }
}

/** The types of the CommonJS files: the same text, which package.json there makes CommonJS. */
async function copyTypes() {
  const cjs = new URL('cjs/', dist);
  await writeFile(new URL('package.json', cjs), '{ "type": "commonjs" }\n');
  const names = await readdir(dist, { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.d.ts') && !each.startsWith('cjs/'))) {
    await cp(new URL(name, dist), new URL(name, cjs));
  }
}

/** Entries that hand over kernels.wasm, then are what the others are. */
async function writeWorkerd() {
  const folder = new URL('workerd/', dist);
  await mkdir(folder, { recursive: true });
  await copyFile(new URL('build/kernels.wasm', root), new URL('kernels.wasm', dist));
  await writeFile(
    new URL('kernels.d.wasm.ts', dist),
    '/** A `WebAssembly.Module`, as workerd and other edge runtimes import it; types without DOM have no name for it. */\ndeclare const kernels: object;\nexport default kernels;\n',
  );
  await writeFile(
    new URL('kernels.js', folder),
    "import kernels from '../kernels.wasm';\nimport { provideKernels } from '../core.js';\n\nprovideKernels(kernels);\n",
  );
  for (const entry of [...LIBRARY, ...COMPANIONS].filter((name) => !name.startsWith('node/'))) {
    const path = new URL(`${entry}.js`, folder);
    await mkdir(dirname(fileURLToPath(path)), { recursive: true });
    const up = '../'.repeat(entry.split('/').length);
    const kernels = entry.includes('/') ? '../kernels.js' : './kernels.js';
    await writeFile(path, `import '${kernels}';\n\nexport * from '${up}${entry}.js';\n`);
  }
}

for (const [format, outDir] of [
  ['es', 'dist'],
  ['cjs', 'dist/cjs'],
]) {
  await bundle(format, outDir, LIBRARY, [], CONSTANTS_COPIED);
  await bundle(format, outDir, COMPANIONS, [/^node:/, /\/(core|index)\.js$/]);
}
await dropGeneratedSources();
await dropInnerTypes();
await copyTypes();
await writeWorkerd();
