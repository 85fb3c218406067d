import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

/**
 * One minified ES module of everything that `entry` needs.
 * @param {string} entry a file or the name of a package
 * @param {'browser' | 'node'} platform
 */
export async function bundle(entry, platform) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      write: false,
      ssr: platform === 'node',
      minify: true,
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  });
  const { output } = Array.isArray(result) ? result[0] : result;
  if (output.length !== 1) throw new Error(`The bundle of ${entry} is in ${output.length} pieces, expected one.`);
  return output[0].code;
}

/** Bundles `entry` and imports the bundle, by way of a temporary file. */
export async function importBundled(entry) {
  const folder = await mkdtemp(join(tmpdir(), 'lenet5-bundle-'));
  try {
    const file = join(folder, 'bundle.mjs');
    await writeFile(file, await bundle(entry, 'node'));
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
