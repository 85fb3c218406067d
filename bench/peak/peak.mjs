import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { ASC_OPTIONS } from '../../packages/lenet5/scripts/asc-options.mjs';

/** Multiply-adds of one turn of the loop in peak.ts. */
const A_TURN = 96;
/** Short calls: a long loop inside one call would stay in the engine's slow tier. */
const TURNS = 512;
/** Multiply-adds of one call. */
export const A_CALL = A_TURN * TURNS;

/** Compiles a file of AssemblyScript on its own and returns the bytes of the module. */
export async function compileAlone(source, options = []) {
  const folder = await mkdtemp(join(tmpdir(), 'lenet5-peak-'));
  try {
    const file = join(folder, 'module.wasm');
    const path = fileURLToPath(source);
    const args = [basename(path), '--outFile', file, '--baseDir', dirname(path), ...ASC_OPTIONS, ...options];
    const { error, stderr } = await asc.main(args);
    if (error) throw new Error(`${path} does not compile: ${stderr}`);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The module of peak.ts. */
const compilePeak = () => compileAlone(new URL('peak.ts', import.meta.url));

/** @returns {Promise<import('../run/contender.mjs').Contender>} whose step is one call of `A_CALL` multiply-adds */
export async function peakContender() {
  const { instance } = await WebAssembly.instantiate(await compilePeak());
  const multiplyAdd = /** @type {(turns: number, factor: number, summand: number) => number} */ (
    instance.exports.multiplyAdd
  );
  return {
    id: 'peak/node',
    kind: 'peak',
    preset: '',
    batch: 1,
    who: 'peak',
    repeat(count) {
      const start = performance.now();
      // a → 0.999·a + 0.001 goes to 1: never subnormal, never infinite.
      for (let i = 0; i < count; i++) multiplyAdd(TURNS, 0.999, 0.001);
      return performance.now() - start;
    },
  };
}
