// `npm run report`: docs/reproduction.md, its translation and its figures, from docs/reproduction/results.json.
// `npm run report -- FOLDER` first takes over what the studies have left in FOLDER (their --out).
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSource } from '../data.js';
import { say } from '../output.js';
import { writeAtomic } from '../run/files.js';
import { dataDigest } from '../study/configuration.js';
import { codeFingerprint } from '../study/fingerprint.js';
import { ResultStore } from '../study/store.js';
import { buildReport, RESULTS } from './build.js';
import { collect, keptText, readKept } from './results.js';

const DOCS = fileURLToPath(new URL('../../../../docs/', import.meta.url));

const [folder] = process.argv.slice(2);
const source = await readSource(undefined);
if (folder !== undefined) {
  const path = join(DOCS, RESULTS);
  const before = existsSync(path) ? await readKept(path) : null;
  const surroundings = { backend: 'simd', data: dataDigest(source), code: codeFingerprint('simd') } as const;
  const kept = await collect(await ResultStore.open(folder), before, surroundings, source);
  await mkdir(dirname(path), { recursive: true });
  await writeAtomic(path, keptText(kept));
  say(`${Object.keys(kept.runs).length} runs kept in ${path}`);
}
await mkdir(join(DOCS, 'figures'), { recursive: true });
for (const [name, content] of await buildReport(DOCS, source)) {
  await writeAtomic(join(DOCS, name), content);
  say(`docs/${name}`);
}
