// Inlines weights/*.safetensors as base64 in src/weights/, so that `lenet5/weights` and its companions need no file to be
// fetched and no configuration of a bundler.
import { readFile, writeFile } from 'node:fs/promises';

const folder = new URL('../', import.meta.url);
for (const [file, module] of [
  ['pretrained', 'bytes'],
  ['pictures', 'pictures-bytes'],
  ['strips', 'strips-bytes'],
]) {
  const bytes = await readFile(new URL(`weights/${file}.safetensors`, folder));
  await writeFile(
    new URL(`src/weights/${module}.generated.ts`, folder),
    `/** weights/${file}.safetensors, ${bytes.length} bytes, made by scripts/inline-weights.mjs. */\nexport const WEIGHTS_BASE64: string =\n  '${bytes.toString('base64')}';\n`,
  );
}
