import { defineConfig } from 'vite';
import { mnist } from './plugins/mnist.js';
import { contentSecurityPolicy } from './plugins/policy.js';
import { precache } from './plugins/precache.js';
import { workers } from './plugins/workers.js';

export default defineConfig({
  base: './',
  plugins: [contentSecurityPolicy(), mnist(), workers(), precache()],
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
