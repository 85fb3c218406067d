import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simdAvailable } from 'lenet5';

const require = createRequire(import.meta.url);

function versionOf(manifest: string): string {
  const { version } = require(manifest) as { version: string };
  return version;
}

const CLI_VERSION = versionOf('../package.json');

/** Of everything that a run depends on. */
export function versions(): Record<'lenet5' | 'lenet5-cli' | 'node', string> {
  return { lenet5: versionOf('lenet5/package.json'), 'lenet5-cli': CLI_VERSION, node: process.versions.node };
}

/** The modules that a built module imports from beside it, and so on, itself first. */
function modulesFrom(path: string, found = new Map<string, string>()): Map<string, string> {
  // Not every text that looks like an import is one.
  if (found.has(path) || !existsSync(path)) return found;
  const code = readFileSync(path, 'utf8');
  found.set(path, code);
  for (const [, name = ''] of code.matchAll(/\bfrom\s*["'](\.[^"']+)["']/g))
    modulesFrom(join(dirname(path), name), found);
  return found;
}

/** SHA-256 of the library's built code, kernels included: equal code goes on to equal bits. */
export function buildFingerprint(): string {
  const hash = createHash('sha256');
  for (const code of modulesFrom(fileURLToPath(import.meta.resolve('lenet5'))).values()) hash.update(code);
  return hash.digest('hex').slice(0, 16);
}

/** What `--version` prints: the build is that of the library, its fingerprint. */
export function versionLine(): string {
  const backend = simdAvailable() ? 'simd' : 'reference (this engine has no WebAssembly SIMD)';
  return `lenet5 ${CLI_VERSION}, library ${versions().lenet5}, build ${buildFingerprint()}, backend ${backend}`;
}
