import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const index = readFileSync('packages/lenet5/src/index.ts', 'utf8');
const size = async (src) => {
  const r = await build({
    stdin: { contents: src, resolveDir: 'packages/lenet5/src', loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    external: ['node:*'],
  });
  return gzipSync(r.outputFiles[0].contents).length;
};
const all = await size(index);
console.log('all', all);
for (const pat of [
  'exchange/onnx.js',
  'onnx/reader.js',
  'pth/reader.js',
  'pth/writer.js',
  'exchange/weights.js',
  'formats/safetensors',
  'recognition',
  'data/',
  'remote-evaluation',
  'exchange|onnx|pth',
]) {
  const lines = index
    .replace(/export \{[^}]*\} from '[^']*';/g, (m) => (new RegExp(pat).test(m) ? '' : m))
    .replace(/export \* from '[^']*';/g, (m) => (new RegExp(pat).test(m) ? '' : m));
  console.log(pat, all - (await size(lines)));
}
