import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Size {
  readonly name: string;
  readonly size: number;
  readonly sizeLimit: number;
  readonly passed: boolean;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What `npm run size` says of the built library: minified and gzipped, WebAssembly included. */
function measure(): Size[] {
  const command = `${ROOT}node_modules/size-limit/bin.js`;
  const options = ['--json', '--config', 'bench/size.json'];
  try {
    return JSON.parse(execFileSync(process.execPath, [command, ...options], { cwd: ROOT, encoding: 'utf8' }));
  } catch (error) {
    // It also fails where a budget is exceeded; its report is there all the same.
    return JSON.parse((error as { stdout: string }).stdout);
  }
}

describe('size of the library in a bundle', () => {
  const sizes = new Map(measure().map((size) => [size.name, size]));

  it.each([
    ['kernels + network + training', 37_500],
    ['lenet5/core, all of it', 42_500],
    ['everything the library exports', 89_000],
    ['recognition with the weights for pictures', 182_000],
  ])('%s: under %i bytes', (name, budget) => {
    const found = sizes.get(name);
    expect(found?.sizeLimit).toBe(budget);
    expect(found?.size).toBeGreaterThan(5_000);
    expect(found?.size).toBeLessThan(budget);
  });

  it.each(['README.md', 'README.zh-CN.md'])('%s of the package says them, to 1 kB', (page) => {
    const text = readFileSync(`${ROOT}packages/lenet5/${page}`, 'utf8');
    const said = [...text.matchAll(/ \| (\d+) kB \|$/gm)].map(([, kilobytes]) => 1000 * Number(kilobytes));
    expect(said).toHaveLength(sizes.size);
    [...sizes.values()].forEach(({ size }, i) => {
      expect(Math.abs(size - (said[i] ?? 0))).toBeLessThanOrEqual(1000);
    });
  });
});
