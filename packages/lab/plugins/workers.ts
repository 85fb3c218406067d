import type { Plugin } from 'vite';

const PREFIX = 'virtual:worker/';

/**
 * The address of a worker: `import url from 'virtual:worker/training/worker'`, for src/training/worker.ts. Unlike what
 * Vite makes of `new Worker(new URL(…))`, the worker is a part of the page's own build, and shares the library with it:
 * a fifth of the first download less.
 */
export function workers(): Plugin {
  let serving = false;
  return {
    name: 'workers',
    configResolved({ command }) {
      serving = command === 'serve';
    },
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const file = `/src/${id.slice(PREFIX.length + 1)}.ts`;
      if (serving) return `export default ${JSON.stringify(file)};`;
      return `export default import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'chunk', id: file, preserveSignature: 'strict' })};`;
    },
  };
}
