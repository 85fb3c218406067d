// As wrangler bundles: condition workerd, and .wasm files as modules of their own.
import { copyFile } from 'node:fs/promises';
import { build } from 'esbuild';

const wasm = {
  name: 'wasm',
  setup({ onResolve }) {
    onResolve({ filter: /\.wasm$/ }, async ({ path, resolveDir }) => {
      await copyFile(new URL(path, `file://${resolveDir}/`), 'kernels.wasm');
      return { path: './kernels.wasm', external: true };
    });
  },
};
await build({
  ...{ entryPoints: ['worker.js'], outfile: 'bundle.js', bundle: true, format: 'esm', plugins: [wasm] },
  ...{ conditions: ['workerd', 'worker', 'browser'], platform: 'neutral' },
});
