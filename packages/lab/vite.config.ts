import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { build } from './plugins/build.js';
import { mnist } from './plugins/mnist.js';
import { contentSecurityPolicy } from './plugins/policy.js';
import { precache } from './plugins/precache.js';
import { workers } from './plugins/workers.js';

/** The library's sources: its bundles would come whole where the page needs a part of one. */
const LIBRARY = [
  { find: /^lenet5(\/.*)?$/, replacement: `${fileURLToPath(new URL('../lenet5/src', import.meta.url))}$1` },
];

export default defineConfig({
  base: './',
  resolve: { alias: LIBRARY },
  plugins: [contentSecurityPolicy(), mnist(), workers(), build(), precache()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/service-worker.ts' },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
