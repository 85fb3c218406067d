// Where the formats are: each module makes cases and judges what its reader makes of them.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const MODULES = ['../../packages/lenet5/test/fuzz/targets.ts', '../../packages/cli/test/fuzz/targets.ts'];

/** The module that knows each format. */
export async function loadTargets() {
  const found = new Map();
  for (const path of MODULES) {
    const file = fileURLToPath(new URL(path, import.meta.url));
    const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
    for (const format of module.formats) found.set(format, module);
  }
  return found;
}
