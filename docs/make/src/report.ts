// `npm run report`: docs/reproduction.md, its translation and its figures, from docs/reproduction/results.json.
// `npm run report -- FOLDER` first takes over what the studies have left in FOLDER (their --out).
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ResultStore, surroundingsHere } from 'lenet5-cli/study';
import { buildReport, RESULTS } from './reproduction/build.js';
import { collect, keptText, readKept } from './reproduction/results.js';

const DOCS = fileURLToPath(new URL('../../', import.meta.url));

const [folder] = process.argv.slice(2);
const { source, surroundings } = await surroundingsHere({ backend: 'simd' });
if (folder !== undefined) {
  const path = join(DOCS, RESULTS);
  const before = existsSync(path) ? await readKept(path) : null;
  const kept = await collect(new ResultStore(folder), before, surroundings, source);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, keptText(kept));
  console.error(`${Object.keys(kept.runs).length} runs kept in ${path}`);
}
await mkdir(join(DOCS, 'figures'), { recursive: true });
for (const [name, content] of await buildReport(DOCS, source)) {
  await writeFile(join(DOCS, name), content);
  console.error(`docs/${name}`);
}
