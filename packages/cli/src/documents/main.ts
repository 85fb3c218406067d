// `npm run docs`: fills the marked parts of all pages from the sources and the walk, and makes the guide's figures.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSource } from '../data.js';
import { say } from '../output.js';
import { writeAtomic } from '../run/files.js';
import { buildDocuments } from './build.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

try {
  for (const [name, content] of buildDocuments(ROOT, await readSource(undefined))) {
    const path = join(ROOT, name);
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeAtomic(path, content);
    say(name);
  }
} catch (error) {
  say(`docs: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
