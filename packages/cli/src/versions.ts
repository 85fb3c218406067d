import { createRequire } from 'node:module';
import { defaultBackend, simdAvailable } from 'lenet5/core';
import { codeFingerprint } from 'lenet5/training';
import { t } from './texts/language.js';

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

/** What `--version` prints: the build is the fingerprint of what the library computes. */
export function versionLine(): string {
  const backend = simdAvailable() ? 'simd' : t('reference (this engine has no WebAssembly SIMD)');
  return t('lenet5 {{command}}, library {{library}}, build {{build}}, backend {{backend}}', {
    command: CLI_VERSION,
    library: versions().lenet5,
    build: codeFingerprint(defaultBackend()),
    backend,
  });
}
