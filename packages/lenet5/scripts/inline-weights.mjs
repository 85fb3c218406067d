// Inlines the weights of weights/ as base64 in src/weights/*.generated.ts, so that `lenet5/weights` and
// `lenet5/weights/strips` need no file to be fetched and no configuration of a bundler.
import { readFile, writeFile } from 'node:fs/promises';

const FILES = [
  { from: 'pretrained.safetensors', to: 'bytes.generated.ts', name: 'WEIGHTS_BASE64' },
  { from: 'strips.safetensors', to: 'strips.generated.ts', name: 'STRIPS_BASE64' },
];

const folder = new URL('../', import.meta.url);
for (const { from, to, name } of FILES) {
  const bytes = await readFile(new URL(`weights/${from}`, folder));
  await writeFile(
    new URL(`src/weights/${to}`, folder),
    `/** weights/${from}, ${bytes.length} bytes, made by scripts/inline-weights.mjs. */\nexport const ${name} =\n  '${bytes.toString('base64')}';\n`,
  );
}
