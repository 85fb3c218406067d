// Lints the AssemblyScript kernels with Biome.
//
// AssemblyScript is TypeScript but for decorators on functions (@inline), which Biome refuses. So biome.json leaves
// the folder out, and this script shows Biome a copy, in a temporary folder, whose decorators are comments. Line
// numbers stay as they are. The copy stands at assembly/, for which biome.json has an override. Kernels are not
// formatted: what belongs together stands on one line there, and the formatter would take it apart.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const kernels = join(root, 'packages/lenet5/assembly');
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

const temporary = mkdtempSync(join(tmpdir(), 'lenet5-assembly-'));
try {
  mkdirSync(join(temporary, 'assembly'));
  copyFileSync(join(root, 'biome.json'), join(temporary, 'biome.json'));
  for (const file of readdirSync(kernels).filter((name) => name.endsWith('.ts'))) {
    const source = readFileSync(join(kernels, file), 'utf8');
    writeFileSync(join(temporary, 'assembly', file), source.replace(/^@\w+$/gm, '// $&'));
  }
  const args = [biome, 'lint', '--error-on-warnings', 'assembly'];
  process.exitCode = spawnSync(process.execPath, args, { cwd: temporary, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
