import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

for (const [n, code] of [
  [
    'core',
    "import {createNetwork,Trainer,RECIPES} from './packages/lenet5/src/index.ts'; console.log(createNetwork,Trainer,RECIPES)",
  ],
  ['all', "import * as x from './packages/lenet5/src/index.ts'; console.log(x)"],
]) {
  const r = await build({
    stdin: { contents: code, resolveDir: '.' },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
    external: ['node:*'],
  });
  console.log(n, gzipSync(r.outputFiles[0].contents).length);
  const o = Object.values(r.metafile.outputs)[0].inputs;
  const dirs = {};
  for (const [f, { bytesInOutput }] of Object.entries(o)) {
    const d = f.replace('packages/lenet5/src/', '').split('/').slice(0, -1).join('/') || f;
    dirs[d] = (dirs[d] ?? 0) + bytesInOutput;
  }
  console.log(dirs);
  if (n == 'all')
    console.log(
      Object.entries(o)
        .filter(([f]) => /inflate|mismatch|recipes|formats|exchange/.test(f))
        .map(([f, { bytesInOutput }]) => f.split('src/').pop() + ' ' + bytesInOutput)
        .join('\n'),
    );
}
