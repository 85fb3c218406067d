// Inlines weights/pretrained.safetensors as base64 in src/weights/bytes.generated.ts, so that `lenet5/weights` needs no
// file to be fetched and no configuration of a bundler.
import { readFile, writeFile } from 'node:fs/promises';

const folder = new URL('../', import.meta.url);
const bytes = await readFile(new URL('weights/pretrained.safetensors', folder));
await writeFile(
  new URL('src/weights/bytes.generated.ts', folder),
  `/** weights/pretrained.safetensors, ${bytes.length} bytes, made by scripts/inline-weights.mjs. */\nexport const WEIGHTS_BASE64 =\n  '${bytes.toString('base64')}';\n`,
);
