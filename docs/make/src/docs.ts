// `npm run docs`: fills the marked parts of all pages from the sources and the walk, and makes their figures.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSource } from 'lenet5-cli/study';
import { buildPages } from './pages.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

try {
  for (const [name, content] of buildPages(ROOT, await readSource(undefined))) {
    const path = join(ROOT, name);
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    console.error(name);
  }
} catch (error) {
  console.error(`docs: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
