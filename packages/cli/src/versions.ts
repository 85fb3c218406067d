import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { simdAvailable } from 'lenet5';

const require = createRequire(import.meta.url);

function versionOf(manifest: string): string {
  const { version } = require(manifest) as { version: string };
  return version;
}

export const CLI_VERSION = versionOf('../package.json');

/** Of everything that a run depends on. */
export function versions(): Record<'lenet5' | 'lenet5-cli' | 'node', string> {
  return { lenet5: versionOf('lenet5/package.json'), 'lenet5-cli': CLI_VERSION, node: process.versions.node };
}

/** Folders of the library whose code decides what training makes of a seed. */
const TRAINING_CODE = ['kernels', 'math', 'network', 'training'];

/** SHA-256 of the library's built code as far as training runs it: equal code goes on to equal bits. */
export function codeFingerprint(): string {
  const built = join(dirname(require.resolve('lenet5/package.json')), 'dist');
  const hash = createHash('sha256');
  for (const folder of TRAINING_CODE) {
    const names = readdirSync(join(built, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => each.endsWith('.js')).sort()) {
      hash.update(`${folder} ${name} `).update(readFileSync(join(built, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** What `--version` prints. */
export function versionLine(): string {
  const backend = simdAvailable() ? 'simd' : 'reference (this engine has no WebAssembly SIMD)';
  return `lenet5 ${CLI_VERSION}, backend ${backend}`;
}
