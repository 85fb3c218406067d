// Bundles src/ into one module, dist/shared/lenet5.js, and a small one for each entry: a module a file would cost some
// 20 ms at every start in Node, and a request each in a browser. The types stay as tsc writes them.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ENTRIES = ['index', 'node/index', 'weights/index', 'weights/pictures', 'weights/strips'];

const root = fileURLToPath(new URL('../', import.meta.url));
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    sourcemap: true,
    lib: {
      entry: Object.fromEntries(ENTRIES.map((name) => [name, `src/${name}.ts`])),
      formats: ['es'],
    },
    rolldownOptions: {
      external: /^node:/,
      output: {
        // What the engine has to read at every start is halved; pure annotations stay for the bundlers of others.
        minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        comments: { annotation: true, jsdoc: false, legal: false },
        chunkFileNames: 'shared/[name].js',
        codeSplitting: { groups: [{ name: 'lenet5', test: /src\/(?!node\/|weights\/)/ }] },
      },
    },
  },
});
