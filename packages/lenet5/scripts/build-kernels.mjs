// Compiles assembly/ to one WebAssembly module and inlines its bytes in hexadecimal in src/kernels/wasm/module.generated.ts,
// so that Node and every bundler load it without configuration.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import asc from 'assemblyscript/asc';
import { ASC_OPTIONS } from './asc-options.mjs';

const folder = new URL('../', import.meta.url);
await mkdir(new URL('build/', folder), { recursive: true });
const options = [
  'assembly/index.ts',
  '--outFile',
  'build/kernels.wasm',
  '--textFile',
  'build/kernels.wat',
  '--baseDir',
  new URL('.', folder).pathname,
  ...ASC_OPTIONS,
  '--importMemory',
];
const { error, stderr } = await asc.main(options);
if (error) {
  console.error(stderr.toString());
  process.exit(1);
}
const bytes = await readFile(new URL('build/kernels.wasm', folder));
await writeFile(
  new URL('src/kernels/wasm/module.generated.ts', folder),
  `/** kernels.wasm, ${bytes.length} bytes, made by scripts/build-kernels.mjs. */\nexport const MODULE_HEX: string =\n  '${bytes.toString('hex')}';\n`,
);
